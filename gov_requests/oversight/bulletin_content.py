"""What a bulletin says, taken from the data: figures with the rows behind them, and lists. Kept as it was on that day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.oversight import bulletin_parts as parts
from gov_requests.oversight.counting import Criterion, Span, closed_in, request_ids
from gov_requests.oversight.deductions import deductions
from gov_requests.oversight.indicators import INDICATORS, TARGETS, measured
from gov_requests.oversight.ladder import AHEAD, in_words, left_on
from gov_requests.records.base import db
from gov_requests.records.bulletins import KINDS
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.dispute_terms import FILINGS
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Organ, Section
from gov_requests.records.ranges import ranges_of
from gov_requests.records.settings import setting
from gov_requests.refusals import BadInput

_PERIODS = {
    "monthly": re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII),
    "quarterly": re.compile(r"(20[0-9]{2})-Q([1-4])", re.ASCII),
    "yearly": re.compile(r"(20[0-9]{2})", re.ASCII),
}
_LISTED = 200


def span_of(kind: str, period: str) -> Span:
    """Return the first and last day of a period. Raises ``BadInput``."""
    found = _PERIODS[kind].fullmatch(period)
    if found is None:
        name, example = KINDS[kind]
        raise BadInput(f"{name}的期间写成 {example}。", field="period")
    year = int(found[1])
    if kind == "yearly":
        return date(year, 1, 1), date(year, 12, 31)
    first = int(found[2]) if kind == "monthly" else int(found[2]) * 3 - 2
    last = first if kind == "monthly" else first + 2
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def content_for(kind: str, period: str, organ: Organ | None, day: date) -> dict[str, Any]:
    """Return the content of a bulletin as the data stand on a day."""
    span = span_of(kind, period)
    organ_id = organ.id if organ else None
    targets = (setting(TARGETS) or {}).get(str(span[0].year), {})
    content: dict[str, Any] = {
        "about": organ.name if organ else "全区",
        "as_of": day.isoformat(),
        "figures": list(_totals(span, organ_id)),
        "indicators": [measured(one, span, organ_id, targets) for one in INDICATORS],
        "lists": [],
    }
    if kind == "monthly":
        content["lists"] = list(_coming(day, organ_id))
    else:
        content["structure"] = list(parts.structure(span, organ_id))
        content["ranking"] = parts.ranking(span) if organ is None else []
        content["causes"] = parts.causes(span, organ_id)
    if kind == "quarterly":
        content["lists"] = [_late(span, organ_id)]
        content["problems"] = parts.problems(span, organ_id)
        content["rectified"] = parts.rectified(span, organ_id)
    if kind == "yearly":
        content["deductions"] = list(deductions(span, organ_id))
    return content


def figures_of(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every figure of a bulletin that opens to its rows, whichever part it stands in."""
    for name in ("figures", "indicators", "structure", "ranking", "causes", "problems", "deductions", "lists"):
        # Bulletins from before kept some parts as plain numbers.
        yield from (row for row in content.get(name, ()) if isinstance(row, dict) and "key" in row)


def _of(organ_id: int | None) -> Criterion:
    return sa.true() if organ_id is None else CaseState.organ_id == organ_id


def _totals(span: Span, organ_id: int | None) -> Iterator[dict[str, Any]]:
    for key, title, holds in (
        ("received", "收到申请", CaseState.received_month.between(*parts.months_of(span))),
        ("closed", "办结申请", closed_in(span)),
        ("late", "逾期答复", sa.and_(closed_in(span), CaseState.on_time.is_(False))),
    ):
        yield {"key": key, "title": title, "about": "requests", "part": request_ids(holds, organ_id)}


def _listed(key: str, title: str, holds: Criterion, day: date) -> dict[str, Any]:
    query = (
        sa.select(
            CaseState.case_id,
            Case.number,
            CaseState.sort_on,
            CaseState.closed_on,
            Organ.name,
            Section.name,
            CaseState.provisional,
        )
        .join(Case, Case.id == CaseState.case_id)
        .join(Organ, Organ.id == CaseState.organ_id)
        .outerjoin(Section, Section.id == CaseState.section_id)
        .where(holds)
        .order_by(CaseState.sort_on, CaseState.case_id)
        .limit(_LISTED)
    )
    rows = []
    found = db.session.execute(query).all()
    moving = ranges_of([row.case_id for row in found if row.provisional and not row.closed_on])
    for case_id, number, due, closed, organ, section, _ in found:
        said = f"{closed.isoformat()} 办结" if closed else in_words(left_on(day, due, calendar()))
        between = moving[case_id].safe if case_id in moving else None
        moves = f"（暂定，可能在 {between[0]} 至 {between[1]} 之间）" if between else ""
        rows.append(
            [case_id, number, f"安全期限 {due.isoformat()}{moves}，{said}，{' '.join(filter(None, (organ, section)))}"]
        )
    return {"key": key, "title": title, "about": "requests", "part": request_ids(holds, None), "rows": rows}


def _coming(day: date, organ_id: int | None) -> Iterator[dict[str, Any]]:
    still = sa.and_(CaseState.closed_on.is_(None), _of(organ_id))
    until = calendar().add(day, AHEAD)
    yield _listed("list_late", "已超期", sa.and_(still, CaseState.sort_on < day), day)
    yield _listed(
        "list_coming", f"未来 {AHEAD} 个工作日到期", sa.and_(still, CaseState.sort_on.between(day, until)), day
    )
    yield _filings_owed(until, organ_id)


def _filings_owed(until: date, organ_id: int | None) -> dict[str, Any]:
    """应报备: the disputes with something to report by a day, each named."""
    columns = (
        DisputeState.dispute_id,
        Dispute.number,
        DisputeState.filing_due_on,
        DisputeState.filing_kind,
        Organ.name,
    )
    query = (
        sa.select(*columns)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == DisputeState.organ_id)
        .where(DisputeState.filing_due_on <= until)
        .order_by(DisputeState.filing_due_on, DisputeState.dispute_id)
    )
    if organ_id is not None:
        query = query.where(DisputeState.organ_id == organ_id)
    found = db.session.execute(query).all()
    rows = [
        [None, number, f"报备{FILINGS.get(kind or '', '')}，期限 {due}，{organ}"]
        for _, number, due, kind, organ in found
    ]
    part = [row.dispute_id for row in found]
    return {"key": "list_filings", "title": "应报备", "about": "disputes", "part": part, "rows": rows[:_LISTED]}


def _late(span: Span, organ_id: int | None) -> dict[str, Any]:
    late = sa.and_(closed_in(span), CaseState.on_time.is_(False), _of(organ_id))
    return _listed("list_late", "逾期答复的申请", late, span[1])
