"""The indicators (考核指标): each a part over a whole, both criteria on the requests or the disputes, with its definition and target.

House choice, no law: which there are, what they divide and what they aim at is shown beside each, and the district sets the targets of a
year. What the system has no data for (培训完成率、文书规范率、一次送达率) is not made up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import DisputeState
from gov_requests.records.journal import JournalRow

Criterion = sa.ColumnElement[bool]
Span = tuple[date, date]
#: The setting that holds the targets: year → indicator → percent; and the points that a year's assessment takes off.
TARGETS, POINTS = "indicator_targets", "assessment_points"
#: Points off for each late reply and each answer that was corrected (after a published rule of another district; a default, no law).
DEFAULT_POINTS = {"late": 6, "corrected": 3}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: ``about`` requests or disputes; ``aim``: whether more or less of it is better; ``target`` in percent by default."""

    key: str
    title: str
    definition: str
    about: Literal["requests", "disputes"]
    part: Callable[[Span], Criterion]
    whole: Callable[[Span], Criterion]
    aim: Literal["high", "low"]
    target: int


def _closed(span: Span) -> Criterion:
    return CaseState.closed_month.between(span[0].year * 100 + span[0].month, span[1].year * 100 + span[1].month)


def _judged(span: Span) -> Criterion:
    return sa.and_(_closed(span), CaseState.on_time.is_not(None))


def _with_step(kind: str) -> Criterion:
    return sa.exists().where(JournalRow.case_id == CaseState.case_id, JournalRow.kind == kind)


def _concluded(*kinds: str) -> Callable[[Span], Criterion]:
    return lambda span: sa.and_(
        DisputeState.concluded_on.between(*span), DisputeState.counts_in_report, DisputeState.kind.in_(kinds)
    )


def _corrected(*kinds: str) -> Callable[[Span], Criterion]:
    return lambda span: sa.and_(_concluded(*kinds)(span), DisputeState.bucket == "corrected")


_SUITS = ("litigation_direct", "litigation_after_review")
INDICATORS = (
    Indicator(
        "on_time",
        "按期答复率（法定期限）",
        "法定期限内答复的件数 ÷ 期内答复并能判断是否按期的件数",
        "requests",
        lambda span: sa.and_(_closed(span), CaseState.on_time.is_(True)),
        _judged,
        "high",
        100,
    ),
    Indicator(
        "safe_on_time",
        "按期答复率（安全期限）",
        "安全期限内答复的件数 ÷ 期内答复并能判断是否按期的件数",
        "requests",
        lambda span: sa.and_(_judged(span), CaseState.closed_on <= CaseState.safe_due_on),
        _judged,
        "high",
        100,
    ),
    Indicator(
        "extension",
        "延期率",
        "告知过延期的件数 ÷ 期内办结件数",
        "requests",
        lambda span: sa.and_(_closed(span), _with_step("extended")),
        _closed,
        "low",
        30,
    ),
    Indicator(
        "correction",
        "补正率",
        "告知过补正的件数 ÷ 期内办结件数",
        "requests",
        lambda span: sa.and_(_closed(span), _with_step("correction_requested")),
        _closed,
        "low",
        30,
    ),
    Indicator(
        "open",
        "公开率",
        "予以公开和部分公开的件数 ÷ 期内办结件数",
        "requests",
        lambda span: sa.and_(_closed(span), CaseState.report_row.in_(("open", "partial"))),
        _closed,
        "high",
        40,
    ),
    Indicator(
        "review_corrected",
        "复议纠错率",
        "结果纠正的案件 ÷ 期内审结的复议案件",
        "disputes",
        _corrected("review"),
        _concluded("review"),
        "low",
        10,
    ),
    Indicator(
        "suits_lost",
        "诉讼败诉率",
        "结果纠正的案件 ÷ 期内审结的诉讼案件（每案计一次，以最终生效审级为准）",
        "disputes",
        _corrected(*_SUITS),
        _concluded(*_SUITS),
        "low",
        10,
    ),
)
BY_KEY = {one.key: one for one in INDICATORS}


def measured(one: Indicator, span: Span, organ_id: int | None, targets: dict[str, int]) -> dict[str, Any]:
    """Return an indicator as a bulletin keeps it: words, part and whole with their rows, target, ``met`` (None: nothing to divide)."""
    part, whole = _ids(one, one.part(span), organ_id), _ids(one, one.whole(span), organ_id)
    target = targets.get(one.key, one.target)
    percent = round(100 * len(part) / len(whole), 1) if whole else None
    met = None if percent is None else percent >= target if one.aim == "high" else percent <= target
    return {
        "key": one.key,
        "title": one.title,
        "definition": one.definition,
        "about": one.about,
        "part": part,
        "whole": whole,
        "percent": percent,
        "target": target,
        "aim": one.aim,
        "met": met,
    }


def _ids(one: Indicator, holds: Criterion, organ_id: int | None) -> list[int]:
    table: Any = CaseState if one.about == "requests" else DisputeState
    key = CaseState.case_id if one.about == "requests" else DisputeState.dispute_id
    query = sa.select(key).where(holds)
    if organ_id is not None:
        query = query.where(table.organ_id == organ_id)
    return list(db.session.scalars(query.order_by(key)))
