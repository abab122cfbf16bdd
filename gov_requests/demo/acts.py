"""The steps of a life, done through the acts that people use; and facts for which there is no act yet, as they happened."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gov_requests.access import Action
from gov_requests.demo import wording
from gov_requests.demo.disputed import DISPUTE_ACTS
from gov_requests.demo.lives import Life
from gov_requests.demo.papers import paper
from gov_requests.demo.sheets import sound_sheet
from gov_requests.handling.actions import Finding, assign, record_search, return_assignment
from gov_requests.intake.actions import register
from gov_requests.notices.incoming import Incoming, record
from gov_requests.procedure import Stage
from gov_requests.records.attachments import Upload
from gov_requests.records.base import one_act
from gov_requests.records.casefile import Casefile, Opened, look_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Draft
from gov_requests.records.people import Person
from gov_requests.replies.actions import Handover, Writing, deliver, save_draft, submit
from gov_requests.review.actions import review, sign
from gov_requests.today import today

#: What comes in, and the paper that it comes on.
_PAPERS_IN = {
    "corrected": "补正材料",
    "opinion_received": "书面意见",
    "fee_paid": "缴费凭证",
    "withdrawn": "撤回申请书",
}


def _register(life: Life) -> None:
    uploads = [Upload(f"{title}.pdf", paper(title, life.entry.name, life.entry.description)) for title in life.enclosed]
    file = register(life.entry, uploads, by=life.staff["clerk"])
    life.ref, life.case_id = file.case.number, file.case.id


def _assign(life: Life, note: str = "请按期办理。", *, elsewhere: bool = False) -> None:
    handler = life.handler_elsewhere if elsewhere else life.handler
    assign(life.ref, handler.id, note, Opened(life.staff["head"]))


def _transfer(life: Life) -> None:
    assign(life.ref, life.handler.id, "按职责转办。", Opened(life.staff["head"]), act_name="transfer")


def _return_assignment(life: Life, reason: str) -> None:
    return_assignment(life.ref, reason, Opened(life.handler_elsewhere))


def _search(life: Life, place: str, *, found: bool, result: str, method: str = "查阅目录、检索系统") -> None:
    finding = Finding(
        place=place,
        method=method,
        terms=life.terms,
        searched_by=life.handler.name,
        searched_on=today(),
        found=found,
        result=result,
    )
    record_search(life.ref, finding, [], Opened(life.handler))


def _draft(life: Life, **changed: str) -> None:
    writing = Writing(**(wording.WRITINGS[life.kind] | changed))
    uploads = [Upload(f"{title}.pdf", paper(title, life.staff.organ.name)) for title in life.papers]
    save_draft(life.ref, writing, uploads, Opened(life.handler))


def _submit(life: Life) -> None:
    submit(life.ref, Opened(life.handler))


def _review(life: Life, kind: str, *, passed: bool = True, opinion: str = "同意。") -> None:
    draft = _draft_of(life)
    sheet = sound_sheet(draft, life.staff.organ.name) if kind == "secrecy" else None
    reviewer = Opened(life.staff[kind])
    review(life.ref, kind, passed=passed, opinion=opinion, seen=draft.content_hash, opened=reviewer, sheet=sheet)


def _sign(life: Life) -> None:
    sign(life.ref, opinion="同意签发。", seen=_seen(life), opened=Opened(life.staff["signer"]))


def _seen(life: Life) -> str:
    return _draft_of(life).content_hash


def _draft_of(life: Life) -> Draft:
    draft = latest_draft(life.case_id)
    if draft is None:
        raise RuntimeError(f"the life of {life.ref} has no draft to review")
    return draft


def _deliver(life: Life, method: str) -> None:
    by_hand = method == "in_person"
    handover = Handover(
        method=method,
        counted_on=today(),
        recipient=life.entry.contact or life.entry.name if by_hand else "",
        tracking_number="" if by_hand else wording.tracking_number(life.case_id),
    )
    deliver(life.ref, handover, [], Opened(life.staff["clerk"]))


def _arrived(life: Life, kind: str, fact: Mapping[str, Any] | None = None) -> None:
    title = _PAPERS_IN[kind]
    incoming = Incoming(kind=kind, on=today(), fact=dict(fact or {}))
    record(life.ref, incoming, [Upload(f"{title}.pdf", paper(title, life.ref))], Opened(life.staff["clerk"]))


def _outside(life: Life, kind: str, fact: Mapping[str, Any] | None = None, **data: Any) -> None:
    if kind in _PAPERS_IN:
        _arrived(life, kind, fact)
        return
    record_outside(life.ref, life.staff["head"], kind, on=today(), fact=dict(fact or {}), **data)


class AsItHappened(Casefile):
    """A casefile for facts that came about outside: the office's procedure is not asked, for the system never refuses what happened."""

    @property
    def stage(self) -> Stage:
        """The stage in which every fact may be recorded."""
        return Stage.DELIVERING


def record_outside(ref: str, by: Person, kind: str, *, on: date, fact: dict[str, Any], **data: Any) -> None:
    """Record a fact of the clock that happened outside the system, whatever the stage; ``data`` holds the ``reply_kind`` of an ending."""
    with one_act(by) as act:
        file = look_up(ref, by, Action.READ_CASE)
        AsItHappened(file.case, file.state, by).record(act, kind, happened_on=on, fact=fact, **data)


#: Name in a ``Step`` → what is done.
ACTS: dict[str, Callable[..., None]] = {
    "register": _register,
    "assign": _assign,
    "transfer": _transfer,
    "return_assignment": _return_assignment,
    "search": _search,
    "draft": _draft,
    "submit": _submit,
    "review": _review,
    "sign": _sign,
    "deliver": _deliver,
    "outside": _outside,
    **DISPUTE_ACTS,
}
