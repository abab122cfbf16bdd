"""The acts of the disputes room. Whatever happened outside is recorded as it came; what does not fit is told beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records.base import db, one_act
from gov_requests.records.dispute_file import Attacked, Disputefile, NewDispute, case_of_number, open_dispute, taken_up
from gov_requests.records.disputes import Dispute
from gov_requests.records.people import Person
from gov_requests.records.text_owners import tell_owners
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.statute.disputes import NO_EVIDENCE, is_court
from gov_requests.statute.outcomes import CORRECTED, OUTCOMES, cannot_give

UNKNOWN_REQUEST = "没有登记编号为 {number} 的申请，请核对；不涉及已登记申请的，留空。"
UNKNOWN_EARLIER = "没有案件编号为 {number} 的案件，请核对或者留空。"
CANNOT_VOID = "登记、重新答复不能作废；登记内容有误的，请用“更正登记内容”。"


@dataclass(frozen=True, slots=True)
class Opened:
    """Who acts, the form's idempotency key, and the version of the dispute that the form was opened on."""

    by: Person
    key: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is typed of a new dispute: its columns, the 登记编号 of its requests with the attacked items, the earlier dispute's number."""

    new: Mapping[str, Any]
    requests: Sequence[tuple[str, list[int] | None]] = ()
    earlier: str = ""


def register(told: Told, *, by: Person, key: str | None = None) -> Disputefile:
    """登记: a dispute that came in. Raises ``BadInput`` for a number twice, or a request or earlier dispute that is not there."""
    with one_act(by, key) as act:
        attacked = [_attacked(by, number, items) for number, items in told.requests]
        earlier_id = _earlier(by, told.earlier) if told.earlier else None
        new = NewDispute(**{**told.new, "earlier_id": earlier_id})
        return open_dispute(act, by.organ_id, new, attacked)


def _attacked(by: Person, number: str, items: list[int] | None) -> Attacked:
    case = case_of_number(by.organ_id, number)
    if case is None:
        raise BadInput(UNKNOWN_REQUEST.format(number=number), "requests")
    return Attacked(case.id, items)


def _earlier(by: Person, number: str) -> int:
    found = db.session.scalar(sa.select(Dispute.id).where(Dispute.organ_id == by.organ_id, Dispute.number == number))
    if found is None:
        raise BadInput(UNKNOWN_EARLIER.format(number=number), "earlier")
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as it is typed: its kind, its day, what else it says."""

    kind: str
    on: date | None = None
    data: dict[str, Any] = field(default_factory=dict)


def take(dispute_id: int, entry: Entry, opened: Opened) -> tuple[Disputefile, list[str]]:
    """Record a step; return the file, and the sentences about what does not fit (dates out of order, an answer too late).

    Raises ``BadInput`` for an outcome that the instance cannot give.
    """
    with one_act(opened.by, opened.key) as act:
        file = taken_up(dispute_id, opened.by, Action.HANDLE_DISPUTE, opened.version)
        if entry.kind == "decided":
            _check_outcome(file, entry)
        if entry.kind == "voided":
            _check_void(file, entry)
        warned = [*_out_of_order(file, entry), *_late(file, entry)]
        file.append(act, entry.kind, happened_on=entry.on, **entry.data)
        if entry.kind == "decided" and file.state.bucket == CORRECTED:
            tell_owners(act, file)
    return file, warned


def _check_outcome(file: Disputefile, entry: Entry) -> None:
    instance = file.course.now
    if instance.decided is not None:
        raise NotAllowed("这一审级已有结果；结果有误的，先作废原记录；有上诉、再审的，先登记收到上诉、再审材料。")
    sentence = cannot_give(entry.data["outcome"], instance.name)
    if sentence is not None:
        raise BadInput(sentence, "outcome")
    row = OUTCOMES.get(entry.data["outcome"])
    if row is not None and row.bucket == CORRECTED and not entry.data.get("loss_reason"):
        raise BadInput("结果为纠正的，请选择纠错（败诉）原因。", "loss_reason")


def _check_void(file: Disputefile, entry: Entry) -> None:
    found = next((step for step in file.steps if step.seq == entry.data["seq"]), None)
    if found is None or found.kind in ("registered", "redo_opened", "voided", "amended"):
        raise BadInput(CANNOT_VOID, "seq")


def _out_of_order(file: Disputefile, entry: Entry) -> list[str]:
    if entry.on is None or entry.kind == "voided":
        return []
    found = []
    now = file.course.now
    if entry.on < now.received_on:
        found.append(
            f"{entry.on} 早于{'本审级' if len(file.course.instances) > 1 else ''}收到之日 {now.received_on}，已照录，请核对。"
        )
    if now.decided is not None and now.decided.happened_on and entry.kind in ("answered", "hearing_held"):
        found.append(f"已有 {now.decided.happened_on} 的结果，此后补录，已照录。")
    return found


def _late(file: Disputefile, entry: Entry) -> list[str]:
    due = file.state.answer_due_on
    if entry.kind != "answered" or entry.on is None or due is None or entry.on <= due:
        return []
    article = NO_EVIDENCE[is_court(file.course.now.name)].text
    return [f"提交日期 {entry.on} 晚于期限 {due}：逾期视为没有证据、依据。{article}"]


def amend(dispute_id: int, changed: Mapping[str, Any], opened: Opened) -> Disputefile:
    """更正登记内容: the plain row changes, the step and the journal keep what it was before."""
    with one_act(opened.by, opened.key) as act:
        file = taken_up(dispute_id, opened.by, Action.HANDLE_DISPUTE, opened.version)
        before = {name: getattr(file.dispute, name) for name in changed}
        differing = {name: value for name, value in changed.items() if before[name] != value}
        if not differing:
            raise BadInput("没有改动。")
        if "number" in differing:
            _refuse_taken(file, differing["number"])
        for name, value in differing.items():
            setattr(file.dispute, name, value)
        told = {name: [_plain(before[name]), _plain(value)] for name, value in differing.items()}
        file.append(act, "amended", changed=told)
    return file


def _refuse_taken(file: Disputefile, number: str) -> None:
    taken = sa.exists().where(Dispute.organ_id == file.dispute.organ_id, Dispute.number == number)
    if db.session.scalar(sa.select(taken)):
        raise BadInput(f"本机关已有案件编号为 {number} 的案件，请核对。", "number")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
