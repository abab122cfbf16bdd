"""What a quarter's and a year's bulletin say beside the figures: structure, order of the organs, causes, typical problems, 销号."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.oversight import counting
from gov_requests.oversight.counting import Criterion, Span, closed_in, dispute_ids, request_ids, with_step
from gov_requests.oversight.indicators import BY_KEY
from gov_requests.records.base import db
from gov_requests.records.bulletins import Rectification
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import DisputeState
from gov_requests.records.oversight_registers import SpotCheck
from gov_requests.records.people import Organ
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.terms import CHANNELS, REPORT_ROWS

#: Fewer than so many stand as a fraction and have no place in the order: small numbers are never ranked.
FEW = 10


def months_of(span: Span) -> tuple[int, int]:
    """Return a span of whole months as the projection counts months."""
    return span[0].year * 100 + span[0].month, span[1].year * 100 + span[1].month


def structure(span: Span, organ_id: int | None) -> Iterator[dict[str, Any]]:
    """Yield what came in by channel and what was answered how, each with its requests."""
    came = CaseState.received_month.between(*months_of(span))
    for heading, name, column, holds, words in (
        ("收到方式", "channel", CaseState.channel, came, CHANNELS),
        ("办理结果", "result", CaseState.report_row, closed_in(span), REPORT_ROWS),
    ):
        own = holds if organ_id is None else sa.and_(holds, CaseState.organ_id == organ_id)
        found: dict[str | None, list[int]] = defaultdict(list)
        query = sa.select(column, CaseState.case_id).where(own).order_by(CaseState.case_id)
        for value, case_id in db.session.execute(query):
            found[value].append(case_id)
        for key, title in words.items():
            if found.get(key):
                yield _figure(f"{name}_{key}", title, "requests", found[key]) | {"heading": heading}


def _figure(key: str, title: str, about: str, part: list[int]) -> dict[str, Any]:
    return {"key": key, "title": title, "about": about, "part": part}


def ranking(span: Span) -> list[dict[str, Any]]:
    """Return the organs by their share of replies in time (法定期限); equal shares share a place, the few have none."""
    found = BY_KEY["on_time"].counted(span, None)
    owner = dict(db.session.execute(sa.select(CaseState.case_id, CaseState.organ_id).where(_judged_ids(span))).all())
    whole: dict[int, list[int]] = defaultdict(list)
    part: dict[int, list[int]] = defaultdict(list)
    for rows, sums in ((found.whole, whole), (found.part, part)):
        for case_id in rows:
            sums[owner[case_id]].append(case_id)
    names = dict(db.session.execute(sa.select(Organ.id, Organ.name)).all())
    lines = [
        _figure(f"organ_{one}", names[one], "requests", part[one]) | {"whole": whole[one], "place": None}
        for one in whole
    ]
    enough = [line for line in lines if len(line["whole"]) >= FEW]
    for line in enough:
        line["place"] = 1 + sum(_share(other) > _share(line) for other in enough)
    return sorted(lines, key=lambda line: (line["place"] or len(lines) + 1, line["title"]))


def _judged_ids(span: Span) -> Criterion:
    return sa.and_(closed_in(span), CaseState.on_time.is_not(None))


def _share(line: dict[str, Any]) -> float:
    return len(line["part"]) / len(line["whole"])


def causes(span: Span, organ_id: int | None) -> list[dict[str, Any]]:
    """Return why answers fell in the span (败因), the most frequent first, each with its disputes."""
    holds = [
        DisputeState.bucket == "corrected",
        DisputeState.counts_in_report,
        DisputeState.concluded_on.between(*span),
    ]
    if organ_id is not None:
        holds.append(DisputeState.organ_id == organ_id)
    query = sa.select(DisputeState.loss_reason, DisputeState.dispute_id).where(*holds)
    found: dict[str | None, list[int]] = defaultdict(list)
    for reason, dispute_id in db.session.execute(query.order_by(DisputeState.dispute_id)):
        found[reason].append(dispute_id)
    rows = []
    for code, ids in sorted(found.items(), key=lambda item: (-len(item[1]), item[0] or "~")):
        coded = LOSS_REASONS.get(code or "")
        title, rule = (coded.title, coded.rule) if coded else ("未归类", "—")
        rows.append(_figure(f"cause_{code or 'none'}", title, "disputes", ids) | {"rule": rule})
    return rows


def problems(span: Span, organ_id: int | None) -> list[dict[str, Any]]:
    """Return what went wrong in the span without a decision that says so (典型问题), each with its requests or disputes."""
    unsound = counting.sound_letters(span, organ_id)
    faulty = sorted(set(unsound.whole) - set(unsound.part))
    filed = counting.filings_in_time(span, organ_id)
    gave_up = sa.and_(DisputeState.concluded_on.between(*span), DisputeState.self_corrected)
    rows = [
        _figure(
            "problem_edge",
            "过了安全期限、未过法定期限才答复",
            "requests",
            request_ids(
                sa.and_(closed_in(span), CaseState.on_time.is_(True), CaseState.closed_on > CaseState.safe_due_on),
                organ_id,
            ),
        ),
        _figure(
            "problem_mail",
            "答复邮件被退回",
            "requests",
            request_ids(sa.and_(closed_in(span), with_step("mail_returned")), organ_id),
        ),
        _figure("problem_unsound", "抽查发现文书不规范", "requests", faulty) | {"words": _faults(faulty, span)},
        _figure("problem_unfiled", "没有按时报备", "disputes", sorted(set(filed.whole) - set(filed.part))),
        _figure("problem_gave_up", "撤回前自行改正（统计不计纠正）", "disputes", dispute_ids(gave_up, organ_id)),
    ]
    return [row for row in rows if row["part"]]


def _faults(case_ids: list[int], span: Span) -> str:
    query = sa.select(SpotCheck.fault).where(
        SpotCheck.case_id.in_(case_ids),
        SpotCheck.void_reason.is_(None),
        SpotCheck.checked_on.between(*span),
        SpotCheck.fault.is_not(None),
    )
    return "；".join(dict.fromkeys(fault for fault in db.session.scalars(query.order_by(SpotCheck.id)) if fault))


def rectified(span: Span, organ_id: int | None) -> dict[str, Any]:
    """上季整改销号: what was to be put right by a day of the period before or of this one, and whether it is closed."""
    before = span[0] - (span[1] - span[0]) - timedelta(days=1)
    query = sa.select(Rectification).where(Rectification.due_on.between(before, span[1]))
    if organ_id is not None:
        query = query.where(Rectification.organ_id == organ_id)
    rows = db.session.scalars(query.order_by(Rectification.due_on, Rectification.id)).all()
    return {
        "asked": len(rows),
        "closed": sum(row.closed_at is not None for row in rows),
        "rows": [
            [
                row.id,
                row.organ.name,
                row.problem,
                row.due_on.isoformat(),
                "已销号" if row.closed_at else "已报告，待销号" if row.reported_at else "未报告",
            ]
            for row in rows
        ],
    }
