"""双方确认 (第三十一条第（二）项、第（三）项; 国办公开办函〔2015〕207号): each try to reach the applicant, and the day of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests import masking
from gov_requests.access import Action
from gov_requests.records import waits
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.late_entries import needs_second_person
from gov_requests.records.people import Person
from gov_requests.records.scope import scope
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.statute.facts import Received
from gov_requests.terms import CONTACT_RESULTS as RESULTS
from gov_requests.today import today

CONFIRMED = "confirmed"
SETTLED = "这件申请不需要确认，或者已经确认过。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One try as typed. ``reached_by``: the number or address in full; the journal keeps it masked."""

    result: str
    tried_on: date
    tried_at: str
    reached_by: str = ""
    note: str = ""
    late_reason: str = ""


def unconfirmed(file: Casefile) -> Received | None:
    """Return the receipt of a request that both sides have yet to confirm; None where there is nothing to confirm (any more)."""
    received = next(fact for fact in file.facts if isinstance(fact, Received))
    return received if waits.unconfirmed([received]) else None


def log_try(ref: str, one: Try, opened: Opened) -> Casefile:
    """Log a try. Where it confirmed the receipt, its day becomes the day of receipt by a later fact; nothing is edited."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "contact", opened)
        received = unconfirmed(file)
        if received is None:
            raise NotAllowed(SETTLED)
        if not received.on <= one.tried_on <= today():
            raise BadInput(f"联系日期应在收到日期 {received.on.isoformat()} 至今天之间。", "tried_on")
        told: dict[str, Any] = {
            "result": one.result,
            "tried_at": f"{one.tried_on.isoformat()} {one.tried_at}".strip(),
            "reached_by": _masked(one.reached_by),
            "note": one.note,
        }
        if one.result != CONFIRMED:
            file.record(act, "contact_tried", happened_on=one.tried_on, **told)
            return file
        others = [fact for fact in file.facts if fact is not received]
        entered = replace(received, confirmed_on=one.tried_on)
        # An earlier confirmation only brings the due day forward, so it asks for a reason and never for a second person.
        needs_second_person(others, entered, reason=one.late_reason, evidence=(), days=("confirmed_on",))
        seq = next(entry.seq for entry in file.entries if entry.kind == "received")
        file.record(
            act,
            "supplemented",
            happened_on=one.tried_on,
            seq=seq,
            fact={"confirmed_on": one.tried_on.isoformat()},
            late_reason=one.late_reason,
            **told,
        )
    return file


def _masked(reached_by: str) -> str:
    return masking.email(reached_by) if "@" in reached_by else masking.phone(reached_by)


@dataclass(frozen=True, slots=True)
class Call:
    """A line of the call log."""

    when: str
    reached_by: str
    result: str
    note: str
    signature: str


def calls(file: Casefile) -> list[Call]:
    """Return the tries to reach the applicant, in order."""
    return [
        Call(
            row.data["tried_at"],
            row.data["reached_by"],
            RESULTS.get(row.data["result"], row.data["result"]),
            row.data["note"],
            row.signature,
        )
        for row in file.journal
        if row.kind in ("contact_tried", "supplemented") and "tried_at" in row.data
    ]


def waiting(person: Person, *, size: int, after: int = 0) -> Sequence[Any]:
    """Return up to ``size`` + 1 open requests that wait for a confirmation, in the order of registration, from a key on."""
    query = (
        sa.select(
            Case.id,
            Case.number,
            Case.title,
            Case.phone,
            Applicant.name.label("applicant"),
            CaseState.channel,
            # While nothing is confirmed the day of receipt is that of arrival.
            CaseState.received_on,
        )
        .select_from(CaseState)
        .join(Case, Case.id == CaseState.case_id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .where(CaseState.closed_on.is_(None), CaseState.unconfirmed)
        .where(scope(person, Action.REGISTER), CaseState.case_id > after)
        .order_by(CaseState.case_id)
    )
    return db.session.execute(query.limit(size + 1)).all()
