"""What an office may set about disputes: where an outcome counts (结果归类), and how soon it reports (报备). Settings, with versions.

Neither is law. The defaults are shown as defaults: no rule of the city or the district on 报备 could be found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gov_requests.records.settings import setting
from gov_requests.statute.outcomes import OUTCOMES, PENDING

#: Names of the settings.
OUTCOME_MAP, FILING_RULES = "outcome_buckets", "dispute_filing"
NOTICE, OUTCOME, RECTIFICATION = "notice", "outcome", "rectification"
FILINGS = {NOTICE: "收到通知", OUTCOME: "结果", RECTIFICATION: "整改"}


@dataclass(frozen=True, slots=True)
class FilingRules:
    """报备期限: working days after the notice and after the decision came, natural days for the report on putting things right."""

    notice_workdays: int = 3
    outcome_workdays: int = 5
    rectification_days: int = 30
    #: Whether nobody has set them yet.
    default: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """What the fold needs beside the calendar. ``buckets``: versions of the office's own map, oldest first."""

    filing: FilingRules = field(default_factory=FilingRules)
    buckets: tuple[tuple[date, Mapping[str, str]], ...] = ()

    def bucket(self, word: str | None, on: date | None) -> str:
        """Return where an outcome of a day counts; ``pending`` where there is none."""
        if word is None:
            return PENDING
        found = OUTCOMES[word].bucket
        for since, words in self.buckets:
            if on is None or since <= on:
                found = words.get(word, found)  # type: ignore[assignment]
        return found


def terms() -> Terms:
    """Return the terms in force."""
    held: dict[str, Any] = setting(FILING_RULES) or {}
    filing = FilingRules(**held, default=False) if held else FilingRules()
    versions: list[dict[str, Any]] = setting(OUTCOME_MAP) or []
    return Terms(filing, tuple((date.fromisoformat(row["since"]), row["words"]) for row in versions))
