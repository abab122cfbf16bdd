"""Keeping a 保密审查单: its level, a row a document, and the day on which what is withheld is looked at again (第十八条)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from gov_requests.documents.review_items import ReviewItem, items_of_draft
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.papers import Draft, Review
from gov_requests.records.people import Person
from gov_requests.records.secrecy import ReEvaluation, ReviewedDocument
from gov_requests.records.secrecy_rules import Round, round_of
from gov_requests.refusals import NotAllowed
from gov_requests.review.referring import against_referrals
from gov_requests.review.sheets import Column, Sheet, against_passing
from gov_requests.terms import SECRECY_CHECKS
from gov_requests.today import today

TOO_SOON = "“{title}”的下次评估日期须晚于今天。第十八条"


def keep_sheet(file: Casefile, draft: Draft, review: Review, sheet: Sheet, by: Person) -> dict[str, Any]:
    """Put the sheet under its review, and return what the journal says of the level; call it inside the act.

    Raises ``NotAllowed`` for a pass that lacks something, or by whoever passed another level of this round.
    """
    now, items = round_of(file.entries), items_of_draft(draft)
    if (own := now.done_by(by)) is not None:
        raise NotAllowed(own)
    if review.passed:
        _refuse(file, items, sheet)
    review.level, review.levels, review.level_title = now.level, len(now.titles), now.title
    review.findings = {"aggregation": sheet.aggregation, "seen": dict(sheet.seen)}
    db.session.add(review)
    db.session.flush()
    rows = [_row(review, item, sheet.columns.get(item.sha256, Column())) for item in items]
    db.session.add_all(rows)
    if review.passed and now.last:
        db.session.flush()
        _set_days(file, rows, by, review.reviewed_at)
    return told_of(now)


def told_of(now: Round) -> dict[str, Any]:
    """Return the level for the journal; nothing where there is only one."""
    if len(now.titles) == 1:
        return {}
    return {"level": now.level, "levels": len(now.titles), "level_title": now.title}


def _refuse(file: Casefile, items: tuple[ReviewItem, ...], sheet: Sheet) -> None:
    found = against_passing(items, sheet) + against_referrals(file, items, sheet)
    found += [
        TOO_SOON.format(title=item.title)
        for item in items
        if (day := sheet.columns.get(item.sha256, Column()).re_evaluate_on) is not None and day <= today()
    ]
    if found:
        raise NotAllowed(*found)


def _row(review: Review, item: ReviewItem, column: Column) -> ReviewedDocument:
    checks = {
        code: {"found": answer.get("found", ""), "note": answer.get("note", "")}
        for code, _title, _hint in SECRECY_CHECKS
        if (answer := column.checks.get(code, {})) is not None
    }
    withheld = column.conclusion in ("withheld", "severed")
    return ReviewedDocument(
        review_id=review.id,
        case_id=review.case_id,
        kind=item.kind,
        title=item.title,
        sha256=item.sha256,
        source=column.source,
        number=column.number,
        dated=column.dated,
        carrier=column.carrier,
        pages=column.pages,
        marks=[dict(mark) for mark in column.marks],
        checks=checks,
        ground=column.ground,
        conclusion=column.conclusion or None,
        re_evaluate_on=column.re_evaluate_on if withheld else None,
    )


def _set_days(file: Casefile, rows: list[ReviewedDocument], by: Person, at: datetime) -> None:
    """What was withheld before under this request is judged anew with this review; each document gets its day."""
    earlier = sa.select(ReEvaluation).where(ReEvaluation.case_id == file.case.id, ReEvaluation.done_at.is_(None))
    for row in db.session.scalars(earlier):
        row.done_at, row.done_by, row.result = at, by.id, "superseded"
    db.session.add_all(
        ReEvaluation(organ_id=file.case.organ_id, case_id=file.case.id, document_id=row.id, due_on=row.re_evaluate_on)
        for row in rows
        if row.re_evaluate_on is not None
    )
