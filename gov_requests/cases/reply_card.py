"""七步办理 on the case page: where the questions have led for each item, and what the reply in view still lacks."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from gov_requests.procedure import ORDER, Stage
from gov_requests.records.casefile import Casefile
from gov_requests.records.internal_limits import internal_days, limits_of
from gov_requests.records.projection import standing
from gov_requests.statute.objections import refusals
from gov_requests.statute.seven_steps import BY_NUMBER
from gov_requests.today import today
from gov_requests.web.checks import rows_of
from gov_requests.web.reply_in_view import InView, in_view, still_missing


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """One item: what it is about, how far the questions have come in words, and what lacks (rows of ``components/lint.html``)."""

    about: str
    words: str
    url: str
    missing: list[dict[str, Any]]
    stops: int
    otherwise: bool


def reply_cards(file: Casefile, ref: str) -> list[ReplyCard]:
    """Return the cards of an open request whose questions have been begun; none once its reply waits for delivery."""
    if ORDER.index(file.stage) >= ORDER.index(Stage.DELIVERING):
        return []
    return [_card(file, ref, one) for one in in_view(file) if one.rows]


def internal_rows(file: Casefile) -> list[tuple[str, str]]:
    """Return the organ's own limits of an open request (内部时限), each with its day; none where the organ has set none."""
    limits = limits_of(file.case.organ_id)
    if not limits.any or file.stage is Stage.CLOSED:
        return []
    submitted = any(entry.kind == "submitted" for entry in standing(file.entries))
    days = internal_days(limits, file.clock(), submitted=submitted, closed=False, as_of=today())
    return [(one.title, one.words) for one in days]


def _card(file: Casefile, ref: str, one: InView) -> ReplyCard:
    # Where the draft answers so, its own checks tell what it lacks.
    found = [] if one.path.kind is not None and one.drafted == one.path.kind.code else still_missing(file, one)
    step = BY_NUMBER[one.path.at]
    words = f"结论：{one.path.kind.title}" if one.path.concluded and one.path.kind else f"待答“{step.title}”"
    return ReplyCard(
        one.about,
        words,
        url_for("handling.step", ref=ref, number=one.path.at, item=one.number or None),
        rows_of(found),
        len(refusals(found)),
        one.otherwise,
    )
