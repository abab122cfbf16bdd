"""报送确定 (第十七条第三款): referring what cannot be decided, the day it was sent, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.documents.review_items import ReviewItem, items_of_draft
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up, take_up_for
from gov_requests.records.drafts import latest_draft
from gov_requests.records.referrals import Referral, project_referral, referrals_of
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.review.sheets import Column, Sheet
from gov_requests.terms import SECRECY_CONCLUSIONS

NOT_THERE = "没有这一份文件，请重新打开审查单。"
TWICE = "“{title}”已经报送，还没有答复。"
ANSWERED = "这一报送已经有答复。"
BEFORE = "不能早于{what} {day}。"
#: What reviewing waits for, and what it has to agree with.
UNANSWERED = "“{title}”已报送{body}确定，还没有答复，不能通过审查。第十七条第三款"
OTHERWISE = "“{title}”经{body}确定“{answer}”，审查结论须与此一致。第十七条第三款"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """What is referred: the document's hash, why (``statute.referrals.GROUNDS``), the question, to whom; days as far as known."""

    sha256: str
    ground: str
    question: str
    body: str
    undecided_on: date
    sent_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: ``answer`` a conclusion of the review, or withdrawn."""

    answer: str
    words: str
    answered_on: date


def refer(ref: str, what: Referring, opened: Opened) -> Casefile:
    """Refer a document of the newest draft. Raises ``NotAllowed`` for one that is out already."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "refer", opened)
        item = _item(file, what.sha256)
        if any(row.sha256 == item.sha256 and row.answered_on is None for row in referrals_of(file.case.id)):
            raise NotAllowed(TWICE.format(title=item.title))
        _in_order(("sent_on", what.sent_on, what.undecided_on, "发现不能确定之日"))
        row = Referral(
            organ_id=file.case.organ_id,
            case_id=file.case.id,
            title=item.title,
            sha256=item.sha256,
            ground=what.ground,
            question=what.question,
            body=what.body,
            undecided_on=what.undecided_on,
            sent_on=what.sent_on,
            referred_by=opened.by.id,
            referred_at=act.at,
        )
        db.session.add(row)
        db.session.flush()
        project_referral(row)
        told: dict[str, Any] = {
            "title": item.title,
            "body": what.body,
            "ground": what.ground,
            "question": what.question,
        }
        told |= {"sent_on": what.sent_on.isoformat()} if what.sent_on else {}
        file.record(act, "referred", happened_on=what.undecided_on, referral=row.id, **told)
    return file


def mark_sent(ref: str, referral_id: int, sent_on: date, arrived_on: date | None, opened: Opened) -> Casefile:
    """Record the day on which the report was sent, and the one on which it arrived where that is known."""
    with one_act(opened.by, opened.key) as act:
        file, row = _open(ref, referral_id, opened)
        _in_order(
            ("sent_on", sent_on, row.undecided_on, "发现不能确定之日"), ("arrived_on", arrived_on, sent_on, "报送日期")
        )
        row.sent_on, row.arrived_on = sent_on, arrived_on
        project_referral(row)
        file.record(act, "referral_sent", happened_on=sent_on, referral=row.id, title=row.title, body=row.body)
    return file


def record_answer(ref: str, referral_id: int, what: Answer, papers: Sequence[Upload], opened: Opened) -> Casefile:
    """Record what came back, with the paper that it came on; or that the referral was taken back."""
    with one_act(opened.by, opened.key) as act:
        file, row = _open(ref, referral_id, opened)
        if row.sent_on is None and what.answer != "withdrawn":
            raise BadInput("还没有登记报送日期，请先登记。", "answered_on")
        _in_order(("answered_on", what.answered_on, row.sent_on or row.undecided_on, "报送日期"))
        kept = attach(file.case, papers, purpose="incoming", by=opened.by, at=act.at)
        db.session.flush()
        row.answered_on, row.answer, row.answer_words = what.answered_on, what.answer, what.words
        row.attachment_id = kept[0].id if kept else None
        project_referral(row)
        told: dict[str, Any] = {"title": row.title, "body": row.body, "answer": what.answer, "reason": what.words}
        named = [one.public_id for one in kept]
        file.record(act, "referral_answered", happened_on=what.answered_on, referral=row.id, attachments=named, **told)
    return file


def look_up_referral(file: Casefile, referral_id: int) -> Referral:
    """Return one of the request's, else raise ``NotFound``."""
    query = sa.select(Referral).where(Referral.id == referral_id, Referral.case_id == file.case.id)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound("没有这一报送事项。")
    return row


def against_referrals(file: Casefile, items: Sequence[ReviewItem], sheet: Sheet) -> list[str]:
    """Return what stands against passing a sheet: a referral without its answer, and a conclusion other than the answer."""
    rows = referrals_of(file.case.id)
    found = [UNANSWERED.format(title=row.title, body=row.body) for row in rows if row.answered_on is None]
    decided = {row.sha256: row for row in rows if row.answer in SECRECY_CONCLUSIONS}
    for item in items:
        row = decided.get(item.sha256)
        concluded = sheet.columns.get(item.sha256, Column()).conclusion
        if row is not None and row.answer is not None and concluded and concluded != row.answer:
            words = SECRECY_CONCLUSIONS[row.answer]
            found.append(OTHERWISE.format(title=row.title, body=row.body, answer=words))
    return found


def _open(ref: str, referral_id: int, opened: Opened) -> tuple[Casefile, Referral]:
    file = take_up_for(ref, Action.SECRECY_REVIEW, opened)
    row = look_up_referral(file, referral_id)
    if row.answered_on is not None:
        raise NotAllowed(ANSWERED)
    return file, row


def _item(file: Casefile, sha256: str) -> ReviewItem:
    draft = latest_draft(file.case.id)
    items = items_of_draft(draft) if draft is not None else ()
    found = next((item for item in items if item.sha256 == sha256), None)
    if found is None:
        raise NotAllowed(NOT_THERE)
    return found


def _in_order(*days: tuple[str, date | None, date, str]) -> None:
    for field, day, not_before, what in days:
        if day is not None and day < not_before:
            raise BadInput(BEFORE.format(what=what, day=not_before.isoformat()), field)
