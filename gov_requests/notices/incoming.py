"""What comes in, and days that become known later: corrections, opinions, payments, withdrawals, delivery of a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.late_entries import needs_second_person
from gov_requests.records.proposable import Proposable, casefile_of, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from gov_requests.statute.facts import FactError, OpinionReceived, OpinionSought, fact_from
from gov_requests.today import today

#: What may come in: fact kind → words.
INCOMING = {
    "corrected": "收到补正",
    "opinion_received": "收到征求意见的答复",
    "fee_paid": "收到缴费",
    "withdrawn": "申请人撤回申请",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One fact as typed: ``fact`` holds the keys beside kind and day."""

    kind: str
    on: date
    fact: dict[str, Any]
    note: str = ""
    #: What an answer to a consultation says (``records.consultations.STANCES``).
    stance: str = ""
    late_reason: str = ""


def record(ref: str, incoming: Incoming, papers: Sequence[Upload], opened: Opened) -> Casefile:
    """Record what came in on its own day. A day in the past follows the rule of late entries."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "record_incoming", opened)
        fact = _fact(incoming)
        waits = needs_second_person(file.facts, fact, reason=incoming.late_reason, evidence=papers, days=("on",))
        kept = attach(file.case, papers, purpose="incoming", by=opened.by, at=act.at)
        db.session.flush()
        arguments = {
            "kind": incoming.kind,
            "on": incoming.on.isoformat(),
            "fact": incoming.fact,
            "note": incoming.note,
            "stance": incoming.stance,
            "attachments": [item.public_id for item in kept],
        }
        if waits:
            about = f"{INCOMING.get(incoming.kind, fact.title)} {file.case.number}"
            propose(act, "late_incoming", arguments, reason=incoming.late_reason, by=opened.by, file=file, about=about)
        else:
            _record(act, file, arguments)
    return file


def _fact(incoming: Incoming) -> Any:
    try:
        return fact_from({"kind": incoming.kind, "on": incoming.on.isoformat(), **incoming.fact})
    except FactError as wrong:
        raise BadInput(str(wrong)) from wrong


def _record(act: Act, file: Casefile, given: Mapping[str, Any]) -> None:
    more = {"reply_kind": "withdrawn"} if given["kind"] == "withdrawn" else {}
    if given.get("stance"):
        more["stance"] = given["stance"]
    file.record(
        act,
        given["kind"],
        happened_on=date.fromisoformat(given["on"]),
        fact=dict(given["fact"]),
        note=given["note"],
        attachments=list(given["attachments"]),
        **more,
    )


def _record_as_proposed(act: Act, proposal: Proposal) -> None:
    _record(act, casefile_of(proposal), proposal.arguments)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [("事项", INCOMING.get(given["kind"], given["kind"])), ("日期", given["on"]), ("说明", given["note"] or "—")]


def outstanding(file: Casefile) -> list[OpinionSought]:
    """Return the letters that asked for an opinion and have no answer yet."""
    answered = {fact.ref for fact in file.facts if isinstance(fact, OpinionReceived)}
    return [fact for fact in file.facts if isinstance(fact, OpinionSought) and fact.ref not in answered]


def undelivered(file: Casefile) -> list[OpinionSought]:
    """Return the letters of which nobody knows yet when they were delivered (the safe reading does not count their pause)."""
    return [fact for fact in file.facts if isinstance(fact, OpinionSought) and fact.delivered_on is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDay:
    """The day on which a letter of consultation was delivered, as typed."""

    letter: str
    delivered_on: date
    late_reason: str = ""


def supplement(ref: str, given: DeliveryDay, proof: Sequence[Upload], opened: Opened) -> Casefile:
    """Record when a letter of consultation was delivered (送达日): its 15 working days begin there."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "record_incoming", opened)
        sought = next((fact for fact in undelivered(file) if fact.ref == given.letter), None)
        if sought is None:
            raise BadInput("请选择一份已发出、尚未登记送达的征求意见函。", "letter")
        if not sought.on <= given.delivered_on <= today():
            raise BadInput(f"送达日应在发出日 {sought.on.isoformat()} 至今天之间。", "delivered_on")
        others = [fact for fact in file.facts if fact is not sought]
        entered = replace(sought, delivered_on=given.delivered_on)
        waits = needs_second_person(others, entered, reason=given.late_reason, evidence=proof, days=("delivered_on",))
        kept = attach(file.case, proof, purpose="delivery", by=opened.by, at=act.at)
        db.session.flush()
        arguments = {
            "ref": given.letter,
            "delivered_on": given.delivered_on.isoformat(),
            "attachments": [item.public_id for item in kept],
        }
        if waits:
            propose(
                act,
                "late_day",
                arguments,
                reason=given.late_reason,
                by=opened.by,
                file=file,
                about=f"征求意见函 {given.letter}",
            )
        else:
            _supplement(act, file, arguments)
    return file


def _supplement(act: Act, file: Casefile, given: Mapping[str, Any]) -> None:
    entry = next(
        item for item in file.entries if item.kind == "opinion_sought" and item.data["fact"].get("ref") == given["ref"]
    )
    file.record(
        act,
        "supplemented",
        happened_on=date.fromisoformat(given["delivered_on"]),
        seq=entry.seq,
        fact={"delivered_on": given["delivered_on"]},
        ref=given["ref"],
        attachments=list(given["attachments"]),
    )


def _supplement_as_proposed(act: Act, proposal: Proposal) -> None:
    _supplement(act, casefile_of(proposal), proposal.arguments)


def _told_day(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [("征求意见函", given["ref"]), ("送达日", given["delivered_on"])]


PROPOSABLE = (
    Proposable("late_incoming", "补录来件日期", _record_as_proposed, _told),
    Proposable("late_day", "补录送达日", _supplement_as_proposed, _told_day),
)
