"""What a bulletin says, taken from the data: figures with the rows behind them, lists, and the letter that is printed."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.documents.content import Letter, Paragraph
from gov_requests.oversight.indicators import DEFAULT_POINTS, INDICATORS, POINTS, TARGETS, Criterion, Span, measured
from gov_requests.oversight.ladder import in_words, left_on
from gov_requests.records.base import db
from gov_requests.records.bulletins import KINDS, Bulletin, Rectification
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.disputes import DisputeState
from gov_requests.records.people import Organ, Section
from gov_requests.records.settings import setting
from gov_requests.refusals import BadInput
from gov_requests.terms import CHANNELS, REPORT_ROWS

_PERIODS = {
    "monthly": re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII),
    "quarterly": re.compile(r"(20[0-9]{2})-Q([1-4])", re.ASCII),
    "yearly": re.compile(r"(20[0-9]{2})", re.ASCII),
}
_AHEAD, _LISTED = 10, 200


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
        content["structure"] = list(_structure(span, organ_id))
    if kind == "quarterly":
        content["lists"] = [_late(span, organ_id)]
        content["rectified"] = _rectified(span)
    if kind == "yearly":
        content["deductions"] = list(_deductions(span, organ_id))
    return content


def _of(organ_id: int | None) -> Criterion:
    return sa.true() if organ_id is None else CaseState.organ_id == organ_id


def _months(span: Span) -> tuple[int, int]:
    return span[0].year * 100 + span[0].month, span[1].year * 100 + span[1].month


def _ids(holds: Criterion) -> list[int]:
    return list(db.session.scalars(sa.select(CaseState.case_id).where(holds).order_by(CaseState.case_id)))


def _totals(span: Span, organ_id: int | None) -> Iterator[dict[str, Any]]:
    first, last = _months(span)
    for key, title, holds in (
        ("received", "收到申请", CaseState.received_month.between(first, last)),
        ("closed", "办结申请", CaseState.closed_month.between(first, last)),
        ("late", "逾期答复", sa.and_(CaseState.closed_month.between(first, last), CaseState.on_time.is_(False))),
    ):
        yield {"key": key, "title": title, "about": "requests", "part": _ids(sa.and_(holds, _of(organ_id)))}


def _structure(span: Span, organ_id: int | None) -> Iterator[tuple[str, str, int]]:
    """Yield what came in by channel and what was answered how: heading, word, number."""
    first, last = _months(span)
    came = sa.and_(CaseState.received_month.between(first, last), _of(organ_id))
    went = sa.and_(CaseState.closed_month.between(first, last), _of(organ_id))
    for heading, column, holds, words in (
        ("收到方式", CaseState.channel, came, CHANNELS),
        ("办理结果", CaseState.report_row, went, REPORT_ROWS),
    ):
        counts = dict(db.session.execute(sa.select(column, sa.func.count()).where(holds).group_by(column)).all())
        yield from ((heading, title, counts[key]) for key, title in words.items() if counts.get(key))


def _listed(title: str, holds: Criterion, day: date) -> dict[str, Any]:
    query = (
        sa.select(CaseState.case_id, Case.number, CaseState.sort_on, CaseState.closed_on, Organ.name, Section.name)
        .join(Case, Case.id == CaseState.case_id)
        .join(Organ, Organ.id == CaseState.organ_id)
        .outerjoin(Section, Section.id == CaseState.section_id)
        .where(holds)
        .order_by(CaseState.sort_on, CaseState.case_id)
        .limit(_LISTED)
    )
    rows = []
    for case_id, number, due, closed, organ, section in db.session.execute(query):
        said = f"{closed.isoformat()} 办结" if closed else in_words(left_on(day, due, calendar()))
        rows.append(
            [case_id, number, f"安全期限 {due.isoformat()}，{said}，{' '.join(filter(None, (organ, section)))}"]
        )
    return {"title": title, "rows": rows}


def _coming(day: date, organ_id: int | None) -> Iterator[dict[str, Any]]:
    still = sa.and_(CaseState.closed_on.is_(None), _of(organ_id))
    until = calendar().add(day, _AHEAD)
    yield _listed("已超期", sa.and_(still, CaseState.sort_on < day), day)
    yield _listed("未来 10 个工作日到期", sa.and_(still, CaseState.sort_on.between(day, until)), day)
    owing = sa.select(DisputeState.filing_due_on, sa.func.count()).where(DisputeState.filing_due_on <= until)
    if organ_id is not None:
        owing = owing.where(DisputeState.organ_id == organ_id)
    found = db.session.execute(owing.group_by(DisputeState.filing_due_on).order_by(DisputeState.filing_due_on)).all()
    rows = [[None, str(due), f"{how_many} 件复议诉讼应报备"] for due, how_many in found]
    yield {"title": "应报备", "rows": rows}


def _late(span: Span, organ_id: int | None) -> dict[str, Any]:
    first, last = _months(span)
    late = sa.and_(CaseState.closed_month.between(first, last), CaseState.on_time.is_(False), _of(organ_id))
    return _listed("逾期答复的申请", late, span[1])


def _rectified(span: Span) -> dict[str, int]:
    """Return how many things to put right fell due until the period's end, and how many of them are closed (销号)."""
    query = sa.select(sa.func.count(), sa.func.count(Rectification.closed_at)).where(Rectification.due_on <= span[1])
    asked, closed = db.session.execute(query).one()
    return {"asked": asked, "closed": closed}


def _deductions(span: Span, organ_id: int | None) -> Iterator[dict[str, Any]]:
    points = DEFAULT_POINTS | (setting(POINTS) or {}).get(str(span[0].year), {})
    first, last = _months(span)
    late = sa.and_(CaseState.closed_month.between(first, last), CaseState.on_time.is_(False), _of(organ_id))
    lost = sa.select(DisputeState.dispute_id).where(
        DisputeState.bucket == "corrected", DisputeState.counts_in_report, DisputeState.concluded_on.between(*span)
    )
    if organ_id is not None:
        lost = lost.where(DisputeState.organ_id == organ_id)
    for key, title, about, rows in (
        ("late", "逾期答复", "requests", _ids(late)),
        ("corrected", "复议、诉讼被纠正", "disputes", list(db.session.scalars(lost.order_by(DisputeState.dispute_id)))),
    ):
        yield {
            "key": f"off_{key}",
            "title": title,
            "about": about,
            "part": rows,
            "each": points[key],
            "points": points[key] * len(rows),
        }


def letter_of(bulletin: Bulletin, issuer: str) -> Letter:
    """Return a bulletin as a letter in the layout of GB/T 9704."""
    return Letter(
        code=bulletin.kind,
        title=f"关于{bulletin.period}依申请公开工作的{KINDS[bulletin.kind][0]}",
        organ=issuer,
        number="",
        addressee="各有关单位" if bulletin.whose == "ALL" else bulletin.content["about"],
        paragraphs=tuple(_paragraphs(bulletin)),
        relief=(),
        enclosures=(),
        signatory=issuer,
        dated=bulletin.issued_at.date() if bulletin.issued_at else None,
        contact=(),
        closing="",
    )


def _paragraphs(bulletin: Bulletin) -> Iterator[Paragraph]:
    content: Mapping[str, Any] = bulletin.content
    yield Paragraph("一、基本情况", heading=True)
    told = "、".join(f"{row['title']} {len(row['part'])} 件" for row in content["figures"])
    yield Paragraph(f"数据截至 {content['as_of']}，{content['about']}{told}。")
    yield from (
        Paragraph(f"{number} 件", label=f"{heading}　{word}") for heading, word, number in content.get("structure", ())
    )
    yield Paragraph("二、指标", heading=True)
    for row in content["indicators"]:
        yield Paragraph(_rate(row), label=row["title"])
    for listed in content["lists"]:
        yield Paragraph(listed["title"], heading=True)
        yield from (Paragraph(words, label=number) for _id, number, words in listed["rows"])
        if not listed["rows"]:
            yield Paragraph("无。")
    for row in content.get("deductions", ()):
        yield Paragraph(
            f"{len(row['part'])} 件，每件 {row['each']} 分，共扣 {row['points']} 分", label=f"扣分　{row['title']}"
        )
    if content.get("rectified"):
        yield Paragraph(
            f"整改事项到期 {content['rectified']['asked']} 项，已销号 {content['rectified']['closed']} 项。"
        )
    if bulletin.comment:
        yield Paragraph("三、意见", heading=True)
        yield from (Paragraph(line, source="typed") for line in bulletin.comment.split("\n") if line.strip())


def _rate(row: Mapping[str, Any]) -> str:
    if row["percent"] is None:
        return f"没有可计算的件数（目标 {row['target']}%）"
    bound = "不低于" if row["aim"] == "high" else "不高于"
    return f"{len(row['part'])}/{len(row['whole'])}，{row['percent']}%（目标{bound} {row['target']}%）"
