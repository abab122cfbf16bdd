"""Drafting, sending to review, delivery."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from gov_requests.documents.answers import answer_of, content_of, deciding, is_several, item_texts, reviews_asked
from gov_requests.documents.readiness import objections_to
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.drafts import content_hash, holding_review, latest_draft, release_files
from gov_requests.records.items import items_of
from gov_requests.records.late_entries import needs_second_person
from gov_requests.records.papers import Attachment, Delivery, Draft, Letter
from gov_requests.records.proposable import Proposable, casefile_of, propose
from gov_requests.records.proposals import Proposal
from gov_requests.records.secrecy_rules import by_levels, rules_of
from gov_requests.records.severings import fit_to_give, going_out
from gov_requests.refusals import BadInput, LawObjects, NotAllowed
from gov_requests.replies.kinds import GIVES_DOCUMENTS
from gov_requests.statute.facts import Replied
from gov_requests.statute.objections import refusals, to_closing
from gov_requests.terms import DELIVERY_METHODS
from gov_requests.today import today

ITEMS_CHANGED = "申请的分项与打开时不同，请回到案卷看过最新情况后再写。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What the handler wrote. ``withheld``: part, ground, reason; ``keep``: public ids of files that still go out.

    ``item``: which item of the request it answers, from 1; 0 where the request is answered as a whole.
    """

    reply_kind: str
    finding: str
    reasons: str = ""
    withheld: tuple[dict[str, str], ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    keep: frozenset[str] = field(default_factory=frozenset)
    item: int = 0


def save_draft(ref: str, writing: Writing, uploads: Sequence[Upload], opened: Opened) -> Casefile:
    """第三十六条至第四十条: keep a new version of the draft reply. A version is never edited."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "draft", opened)
        before = latest_draft(file.case.id)
        named = items_of(file.entries)
        if writing.item not in (range(1, len(named) + 1) if named else (0,)):
            raise NotAllowed(ITEMS_CHANGED)
        offered = files_of(before, writing.item, release_files(file.case.id))
        severed = [one for one in fit_to_give(file.case.id) if one.public_id in writing.keep]
        for item in offered:
            if item.public_id not in writing.keep:
                item.withdrawn_at = act.at
        added = attach(file.case, uploads, purpose="release", by=opened.by, at=act.at)
        db.session.flush()
        mine = (
            {one.public_id for one in (*offered, *added, *severed)} if writing.reply_kind in GIVES_DOCUMENTS else set()
        )
        content = _content(writing)
        if named:
            content = content_of(named, before, writing.item, _answer(writing, content, going_out(file.case.id), mine))
        reply_kind = deciding(content, today()) if named else writing.reply_kind
        listed = _listed([item for item in going_out(file.case.id) if item.public_id in (_going_out(content) | mine)])
        digest = content_hash(reply_kind, content, listed)
        if before is not None and before.content_hash == digest:
            raise NotAllowed(f"与第 {before.version} 稿相同，没有另存新稿。")
        version = before.version + 1 if before else 1
        db.session.add(
            Draft(
                case_id=file.case.id,
                version=version,
                reply_kind=reply_kind,
                content=content,
                files=listed,
                content_hash=digest,
                drafter_id=opened.by.id,
                drafted_at=act.at,
            )
        )
        file.record(act, "drafted", version=version, reply_kind=reply_kind, content_hash=digest, item=writing.item)
    return file


def files_of(before: Draft | None, item: int, kept: Sequence[Attachment]) -> list[Attachment]:
    """Return the files that stand for giving out with an answer: all of the request's, or those of the item."""
    if not item:
        return list(kept)
    answer = answer_of(before, item) if before is not None and len(item_texts(before)) >= item else None
    mine = {one["public_id"] for one in answer.files} if answer is not None else set()
    return [one for one in kept if one.public_id in mine]


def _answer(writing: Writing, content: dict[str, Any], kept: Sequence[Attachment], mine: set[str]) -> dict[str, Any]:
    files = [item.public_id for item in kept if item.public_id in mine]
    return {"reply_kind": writing.reply_kind, **content, "files": files}


def _going_out(content: dict[str, Any]) -> set[str]:
    return {name for item in content.get("items", ()) if item["answer"] for name in item["answer"]["files"]}


def _content(writing: Writing) -> dict[str, Any]:
    content: dict[str, Any] = {"finding": writing.finding, "reasons": writing.reasons, "said": writing.said}
    if writing.reply_kind == "partly_disclosed":
        content["withheld"] = list(writing.withheld)
    return content


def _listed(kept: Sequence[Attachment]) -> list[dict[str, Any]]:
    return [
        {
            "public_id": item.public_id,
            "title": item.filename.rpartition(".")[0] or item.filename,
            "sha256": item.sha256,
            "size": item.size,
        }
        for item in kept
    ]


def submit(ref: str, opened: Opened) -> Casefile:
    """送审: send the newest draft to the reviews that its kind asks for and that do not hold yet."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "submit", opened)
        draft = latest_draft(file.case.id)
        if draft is None:
            raise NotAllowed("还没有拟稿，不能送审。")
        asked = reviews_asked(draft)
        objections = refusals(objections_to(file, draft, asked))
        if objections:
            raise LawObjects(objections)
        levels = rules_of(file.case.organ_id).levels
        file.record(
            act,
            "submitted",
            version=draft.version,
            content_hash=draft.content_hash,
            reply_kind=draft.reply_kind,
            reviews=by_levels((kind for kind in asked if holding_review(draft, kind) is None), levels),
            levels=list(levels),
        )
    return file


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """How and when the letter reached the applicant."""

    method: str
    counted_on: date
    recipient: str = ""
    tracking_number: str = ""
    late_reason: str = ""


def deliver(ref: str, handover: Handover, proof: Sequence[Upload], opened: Opened) -> Casefile:
    """第三十三条、国办公开办函〔2016〕235号: direct delivery counts on the day it is signed for, post on the day of posting.

    Only this closes a request with a reply. A day in the past that makes a late reply timely waits for a second person; then the
    request comes back still open.
    """
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "deliver", opened)
        letter = _deliverable(file, handover)
        waits = needs_second_person(
            file.facts, Replied(handover.counted_on), reason=handover.late_reason, evidence=proof
        )
        kept = attach(file.case, proof, purpose="delivery", by=opened.by, at=act.at)
        db.session.flush()
        attachments = [item.id for item in kept]
        if waits:
            arguments = {**asdict(handover), "counted_on": handover.counted_on.isoformat(), "attachments": attachments}
            propose(
                act,
                "late_delivery",
                arguments,
                reason=handover.late_reason,
                by=opened.by,
                file=file,
                about=file.case.number,
            )
        else:
            _hand_over(act, file, letter, handover, attachments)
    return file


def _deliverable(file: Casefile, handover: Handover) -> Letter:
    """Return the signed letter that may be delivered like this, or refuse."""
    letter = signed_letter(file.case.id)
    if letter is None:
        raise NotAllowed("答复书尚未签发，不能登记送达。")
    if handover.counted_on < file.state.received_on:
        raise BadInput(f"送达日期不能早于收到申请之日 {file.state.received_on.isoformat()}。", "counted_on")
    method = METHODS[handover.method]
    objections = refusals(
        to_closing(file.facts, calendar(), on=handover.counted_on, signed_on=letter.dated, method=method)
    )
    if objections:
        raise LawObjects(objections)
    return letter


def _hand_over(act: Act, file: Casefile, letter: Letter, handover: Handover, attachments: Sequence[int]) -> None:
    tracking_number = handover.tracking_number.upper()
    db.session.add(
        Delivery(
            letter=letter,
            method=handover.method,
            counted_on=handover.counted_on,
            recipient=handover.recipient or None,
            tracking_number=tracking_number or None,
            attachment_id=attachments[0] if attachments else None,
        )
    )
    draft = db.session.get_one(Draft, letter.draft_id)
    file.record(
        act,
        "replied",
        happened_on=handover.counted_on,
        fact={},
        reply_kind=deciding(draft.content, handover.counted_on) if is_several(draft) else draft.reply_kind,
        letter=letter.number,
        method=handover.method,
        recipient=handover.recipient,
        tracking_number=tracking_number,
        late_reason=handover.late_reason,
    )


def _deliver_as_proposed(act: Act, proposal: Proposal) -> None:
    file = casefile_of(proposal)
    given = dict(proposal.arguments)
    attachments = given.pop("attachments")
    handover = Handover(**{**given, "counted_on": date.fromisoformat(given["counted_on"])})
    _hand_over(act, file, _deliverable(file, handover), handover, attachments)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    shown = [("送达方式", DELIVERY_METHODS[given["method"]]), ("签收或交邮日期", given["counted_on"])]
    return [*shown, ("签收人", given["recipient"] or "—"), ("邮件号", given["tracking_number"] or "—")]


PROPOSABLE = (Proposable("late_delivery", "补录送达日期", _deliver_as_proposed, _told),)


#: How each way of delivery is judged (国办公开办函〔2016〕235号).
METHODS: dict[str, Literal["direct", "post", "online"]] = {
    "in_person": "direct",
    "ems": "post",
    "email": "online",
    "fax": "online",
}


def signed_letter(case_id: int) -> Letter | None:
    """Return the request's newest signed reply."""
    query = (
        sa.select(Letter)
        .where(Letter.case_id == case_id, Letter.draft_id.is_not(None), Letter.voided_at.is_(None))
        .order_by(Letter.id.desc())
    )
    return db.session.scalars(query).first()
