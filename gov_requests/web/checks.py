"""The checks before sending to review and before signing (送审、签发前检查), as pages show them. The judgement is the law's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from gov_requests.documents.answers import answers_of, reviews_asked
from gov_requests.documents.issue import said_in_draft
from gov_requests.documents.kinds import LETTERS
from gov_requests.documents.readiness import objections_to
from gov_requests.records.casefile import Casefile
from gov_requests.records.drafts import holding_review
from gov_requests.records.papers import Draft
from gov_requests.statute.objections import Objection, refusals
from gov_requests.statute.provisions import numeral
from gov_requests.statute.reply_kinds import MUST_SAY, REPLY_KINDS
from gov_requests.terms import REVIEWS
from gov_requests.today import today

LEVELS = {"refusal": "阻断", "warning": "提醒"}


@dataclass(frozen=True, slots=True)
class Checks:
    """What stands against the draft (``checks``, rows of ``components/lint.html``), and what it has passed in words."""

    checks: list[dict[str, Any]]
    passed: list[str]
    stops: int
    #: Warnings that are passed over only with a reason.
    warned: int = 0

    @property
    def stopped(self) -> str | None:
        """The sentence beside a button that rests; None where nothing stops the act."""
        return f"还有 {self.stops} 项阻断" if self.stops else None


NOTHING_TO_CHECK = Checks([], [], 0)


def checks_of(file: Casefile, draft: Draft, reviewed: Collection[str] | None = None) -> Checks:
    """Return the checks of a draft; ``reviewed`` overrides which reviews count as passed (default: those that hold for it)."""
    held = [name for name in reviews_asked(draft) if holding_review(draft, name) is not None]
    found = objections_to(file, draft, held if reviewed is None else reviewed)
    passed = [line for number, answer in answers_of(draft) for line in _said(file, answer, number)]
    passed += [f"{REVIEWS[name]}通过，稿子和文件未再改动" for name in held]
    return Checks(rows_of(found), passed, len(refusals(found)), sum(objection.needs_reason for objection in found))


def _said(file: Casefile, answer: Draft, number: int) -> list[str]:
    said = said_in_draft(file, answer)
    of_item = f"第{numeral(number)}项：" if number else ""
    return [f"{of_item}已写明{MUST_SAY[key]}" for key in REPLY_KINDS[answer.reply_kind].must_say if key in said]


def usage_note(code: str | None) -> str:
    """Return the usage note (使用指南) of a letter as of today; nothing where a reply kind has no letter yet chosen."""
    return LETTERS[code].usage(today()) if code in LETTERS else ""


def rows_of(found: Iterable[Objection]) -> list[dict[str, Any]]:
    """Return objections as rows of ``components/lint.html``."""
    return [_row(objection) for objection in found]


def _row(objection: Objection) -> dict[str, Any]:
    words = [objection.article, *([objection.allowed] if objection.allowed else [])]
    return {"level": LEVELS[objection.severity], "what": objection.sentence, "why": "　".join(words)}
