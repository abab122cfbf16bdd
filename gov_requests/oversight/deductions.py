"""扣分: the rules by which a year's assessment takes points off, a row each, every point traced to its request or dispute.

The defaults of the first two follow a published rule of another district; all are house rules, no law, and the district sets its own.
A rule that nobody has given points takes none off.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from gov_requests.oversight import counting
from gov_requests.oversight.counting import Span, closed_in, dispute_ids, request_ids, with_step
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import DisputeState
from gov_requests.records.settings import setting

#: The setting: year → rule → points.
POINTS = "assessment_points"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: for each row of ``rows`` so many points; ``default`` where the district has set none."""

    key: str
    title: str
    about: Literal["requests", "disputes"]
    rows: Callable[[Span, int | None], list[int]]
    default: int


def _late(span: Span, organ_id: int | None) -> list[int]:
    return request_ids(sa.and_(closed_in(span), CaseState.on_time.is_(False)), organ_id)


def _corrected(span: Span, organ_id: int | None) -> list[int]:
    holds = sa.and_(DisputeState.counts_in_report, DisputeState.concluded_on.between(*span))
    return dispute_ids(sa.and_(holds, DisputeState.bucket == "corrected"), organ_id)


def _self_corrected(span: Span, organ_id: int | None) -> list[int]:
    holds = sa.and_(DisputeState.counts_in_report, DisputeState.concluded_on.between(*span))
    return dispute_ids(sa.and_(holds, DisputeState.self_corrected), organ_id)


def _unfiled(span: Span, organ_id: int | None) -> list[int]:
    found = counting.filings_in_time(span, organ_id)
    return sorted(set(found.whole) - set(found.part))


def _unsound(span: Span, organ_id: int | None) -> list[int]:
    found = counting.sound_letters(span, organ_id)
    return sorted(set(found.whole) - set(found.part))


def _mail_back(span: Span, organ_id: int | None) -> list[int]:
    return request_ids(sa.and_(closed_in(span), with_step("mail_returned")), organ_id)


RULES = (
    Rule("late", "逾期答复", "requests", _late, 6),
    Rule("corrected", "复议、诉讼被纠正", "disputes", _corrected, 3),
    Rule("self_corrected", "撤回前自行改正", "disputes", _self_corrected, 0),
    Rule("unfiled", "报备不及时", "disputes", _unfiled, 0),
    Rule("unsound", "抽查文书不规范", "requests", _unsound, 0),
    Rule("mail_back", "答复邮件退回", "requests", _mail_back, 0),
)


def points_of(year: int) -> dict[str, int]:
    """Return how many points each rule takes off for one row in a year."""
    return {rule.key: rule.default for rule in RULES} | (setting(POINTS) or {}).get(str(year), {})


def deductions(span: Span, organ_id: int | None) -> Iterator[dict[str, Any]]:
    """Yield what each rule takes off in a span, with the rows behind it; rules without points are left out."""
    points = points_of(span[0].year)
    for rule in RULES:
        if not points[rule.key]:
            continue
        rows = rule.rows(span, organ_id)
        yield {
            "key": f"off_{rule.key}",
            "title": rule.title,
            "about": rule.about,
            "part": rows,
            "each": points[rule.key],
            "points": points[rule.key] * len(rows),
        }
