"""Drafting, issuing, sending a notice. Issuing is another person's act; sending makes the fact that the clock reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.documents.issue import Signature, texts_standing
from gov_requests.documents.notice_letters import freeze_notice
from gov_requests.documents.readiness import objections_to_notice, passed_over
from gov_requests.notices.content import fact_of, told_beside
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.late_entries import needs_second_person
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Delivery
from gov_requests.records.proposable import Proposable, casefile_of, propose
from gov_requests.records.proposals import Proposal
from gov_requests.records.standing_in import absent_with
from gov_requests.refusals import BadInput, LawObjects, NotAllowed, NotFound, told
from gov_requests.statute.facts import fact_from
from gov_requests.statute.objections import Objection, object_ref, refusals
from gov_requests.today import today
from gov_requests.web.gates import NOTICES, NoticeKind, standing_against

OWN = "不能签发自己拟写的告知，请由另一人办理。"
NOT_ISSUED = "这份告知尚未签发，不能登记送达或者作废。"
LATE_REASON = "日期早于今天：请写明补录理由。"
HEAD_ONLY = "延期须经政府信息公开工作机构负责人同意，请由其签发。"


def draft(ref: str, kind: NoticeKind, content: dict[str, Any], opened: Opened) -> Casefile:
    """Draft a notice; refused where the law's gate is shut today."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "draft_notice", opened)
        _pass_gate(kind, file)
        letter_ref = object_ref(file.facts) if kind.fact == "opinion_sought" else None
        db.session.add(
            Notice(
                case_id=file.case.id,
                code=kind.code,
                ref=letter_ref,
                content=content,
                drafter_id=opened.by.id,
                drafted_at=act.at,
            )
        )
        file.record(act, "notice_drafted", code=kind.code, title=kind.title, ref=letter_ref)
    return file


def issue(ref: str, notice_id: int, opened: Opened, pass_reason: str = "") -> Casefile:
    """签发: freeze the letter. For an extension this is the consent that 第三十三条第二款 asks for.

    What the law has against the letter stops it, or is a warning that is passed over with ``pass_reason``, which the journal keeps.
    """
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "issue_notice", opened)
        notice = _waiting(file, notice_id)
        kind = NOTICES[notice.code]
        if notice.drafter_id == opened.by.id:
            raise NotAllowed(OWN)
        if kind.head_only and Role.DISCLOSURE_HEAD not in opened.by.roles:
            file.in_place_of = absent_with(opened.by, Role.DISCLOSURE_HEAD)
            if file.in_place_of is None:
                raise NotAllowed(HEAD_ONLY)
        _pass_gate(kind, file)
        passed = _passed(objections_to_notice(file, notice), pass_reason)
        signature = Signature(None, notice.drafter_id, opened.by.id)
        notice.letter = freeze_notice(file, notice, dated=today(), at=act.at, signature=signature)
        file.record(
            act,
            "notice_issued",
            happened_on=today(),
            code=kind.code,
            title=kind.title,
            number=notice.letter.number,
            ref=notice.ref,
            texts=texts_standing(file),
            **passed,
        )
    return file


def send_back(ref: str, notice_id: int, reason: str, opened: Opened) -> Casefile:
    """退回 with the reason."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "return_notice", opened)
        notice = _waiting(file, notice_id)
        notice.returned_at, notice.return_reason = act.at, reason
        file.record(act, "notice_returned", code=notice.code, title=NOTICES[notice.code].title, reason=reason)
    return file


def void(ref: str, notice_id: int, reason: str, opened: Opened) -> Casefile:
    """作废: an issued notice that was not sent; its 文号 stays taken, and the notice can be drafted anew."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "void_notice", opened)
        letter = _unsent(file, notice_id).letter
        if letter is None:
            raise NotAllowed(NOT_ISSUED)
        letter.voided_at, letter.void_reason = act.at, reason
        file.record(act, "notice_voided", code=letter.code, title=letter.title, number=letter.number, reason=reason)
    return file


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How and when a notice went out; the day is the day of posting, or of signing for it."""

    method: str
    counted_on: date
    recipient: str = ""
    tracking_number: str = ""
    late_reason: str = ""


def send(ref: str, notice_id: int, sending: Sending, proof: Sequence[Upload], opened: Opened) -> Casefile:
    """Record that an issued notice went out: from here the clock reads it. What is unlawful about it is flagged, never hidden."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "send_notice", opened)
        notice = _unsent(file, notice_id)
        if notice.letter is not None and sending.counted_on < notice.letter.dated:
            raise BadInput(f"不能早于签发日 {notice.letter.dated.isoformat()}。", "counted_on")
        waits = _moves_the_clock(file, notice, sending, proof)
        kept = attach(file.case, proof, purpose="delivery", by=opened.by, at=act.at)
        db.session.flush()
        attachments = [item.id for item in kept]
        if waits:
            arguments = {
                **asdict(sending),
                "counted_on": sending.counted_on.isoformat(),
                "notice": notice.id,
                "attachments": attachments,
            }
            about = f"{NOTICES[notice.code].title} {file.case.number}"
            propose(act, "late_fact", arguments, reason=sending.late_reason, by=opened.by, file=file, about=about)
        else:
            _sent(act, file, notice, sending, attachments)
    return file


def _moves_the_clock(file: Casefile, notice: Notice, sending: Sending, proof: Sequence[Upload]) -> bool:
    """Return whether entering the sending under its own day needs a second person; a notice that makes no fact only owes the reason."""
    if not NOTICES[notice.code].fact:
        if sending.counted_on < today() and not sending.late_reason:
            raise BadInput(LATE_REASON, "late_reason")
        return False
    fact = fact_from(fact_of(notice, sending.counted_on))
    return needs_second_person(file.facts, fact, reason=sending.late_reason, evidence=proof, days=("on",))


def _sent(act: Act, file: Casefile, notice: Notice, sending: Sending, attachments: Sequence[int]) -> None:
    kind = NOTICES[notice.code]
    flags = [told(objection) for objection in standing_against(kind, file, sending.counted_on)]
    if sending.late_reason:
        flags.append(
            f"补录：{sending.counted_on.isoformat()} 送出，{today().isoformat()} 登记。理由：{sending.late_reason}"
        )
    db.session.add(
        Delivery(
            letter_id=notice.letter_id,
            method=sending.method,
            counted_on=sending.counted_on,
            recipient=sending.recipient or None,
            tracking_number=sending.tracking_number.upper() or None,
            attachment_id=attachments[0] if attachments else None,
        )
    )
    fact = None
    if kind.fact:
        given = fact_of(notice, sending.counted_on)
        fact = {name: value for name, value in given.items() if name not in ("kind", "on")}
    file.record(
        act,
        kind.fact or "notice_sent",
        happened_on=sending.counted_on,
        fact=fact,
        code=notice.code,
        title=kind.title,
        method=sending.method,
        tracking_number=sending.tracking_number.upper(),
        recipient=sending.recipient,
        flags=flags,
        **told_beside(notice),
    )


def _sent_as_proposed(act: Act, proposal: Proposal) -> None:
    file = casefile_of(proposal)
    given = dict(proposal.arguments)
    notice = _unsent(file, given.pop("notice"))
    attachments = given.pop("attachments")
    sending = Sending(**{**given, "counted_on": date.fromisoformat(given["counted_on"])})
    _sent(act, file, notice, sending, attachments)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("签收或交邮日期", given["counted_on"]),
        ("签收人", given["recipient"] or "—"),
        ("邮件号", given["tracking_number"] or "—"),
    ]


PROPOSABLE = (Proposable("late_fact", "补录告知、征询的日期", _sent_as_proposed, _told),)


def _passed(found: Sequence[Objection], reason: str) -> dict[str, Any]:
    if against := refusals(found):
        raise LawObjects(against)
    return passed_over(found, reason)


def _pass_gate(kind: NoticeKind, file: Casefile) -> None:
    against = refusals(standing_against(kind, file, today()))
    if against:
        raise LawObjects(against)


def notices_of(case_id: int) -> Sequence[Notice]:
    """Return the notices of a request, oldest first."""
    return db.session.scalars(sa.select(Notice).where(Notice.case_id == case_id).order_by(Notice.id)).all()


def notice_of(file: Casefile, notice_id: int) -> Notice:
    """Return one notice of a request, else raise ``NotFound``."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.case_id != file.case.id:
        raise NotFound("没有这份告知。")
    return notice


def _waiting(file: Casefile, notice_id: int) -> Notice:
    notice = notice_of(file, notice_id)
    if not notice.waits:
        raise NotAllowed("这份告知已经签发或退回。")
    return notice


def _unsent(file: Casefile, notice_id: int) -> Notice:
    notice = notice_of(file, notice_id)
    if notice.letter is None:
        raise NotAllowed(NOT_ISSUED)
    if notice.letter.voided_at is not None:
        raise NotAllowed("这份告知已经作废，文号不再使用。")
    if notice.letter.deliveries:
        raise NotAllowed("这份告知已经登记送达。")
    return notice
