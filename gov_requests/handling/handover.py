"""移交全部在办: all that a handler has under way goes to another one, one act a request (docs/decisions/005)."""

import hashlib
from dataclasses import dataclass, field

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.handling.actions import handlers_of
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Opened, take_up
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.people import Person
from gov_requests.records.scope import case_ref, scope
from gov_requests.refusals import AlreadyDone, BadInput, NotAllowed, Refusal

GONE = "已不在原承办人名下。"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody with open requests in the scope of whoever hands over; also one who has been disabled."""

    person: Person
    count: int


@dataclass(slots=True)
class Outcome:
    """Which requests went over, and which did not, with the reason."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def bearers(by: Person) -> list[Bearer]:
    """Return who has how many open requests that ``by`` may hand over, by name of section."""
    counted = (
        sa.select(CaseState.handler_id, sa.func.count().label("count"))
        .where(CaseState.handler_id.is_not(None), CaseState.closed_on.is_(None), scope(by, Action.HAND_OVER))
        .group_by(CaseState.handler_id)
        .subquery()
    )
    query = sa.select(Person, counted.c.count).join(counted, counted.c.handler_id == Person.id)
    rows = db.session.execute(query.order_by(Person.section_id, Person.id)).unique()
    return [Bearer(person, count) for person, count in rows]


def hand_over_all(giver_id: int, taker_id: int, reason: str, opened: Opened) -> Outcome:
    """Hand all open requests of one handler over to another of the organ.

    Each is an act of its own: a request on which somebody acts at the same moment stays behind with its reason and undoes nothing,
    and the same form sent again goes on where it stopped. Raises ``BadInput`` where there is nothing to hand over.
    """
    taker = next((one for one in handlers_of(opened.by.organ_id) if one.id == taker_id), None)
    if taker is None or taker.id == giver_id:
        raise BadInput("请选择本机关在岗的另一位承办人。", "taker")
    giver = next((one.person for one in bearers(opened.by) if one.person.id == giver_id), None)
    if giver is None:
        raise BadInput("名下没有您可以移交的在办申请。", "giver")
    outcome = Outcome()
    for case_id, number, ref in _under_way(giver, opened.by):
        key = hashlib.sha256(f"{opened.key}:{case_id}".encode()).hexdigest() if opened.key else None
        try:
            _hand_over(ref, giver, taker, reason, Opened(opened.by, key))
        except AlreadyDone:
            continue
        except Refusal as refusal:
            outcome.refused.append((number, refusal.sentences[0]))
        else:
            outcome.done.append(number)
    return outcome


def _hand_over(ref: str, giver: Person, taker: Person, reason: str, opened: Opened) -> None:
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "hand_over", opened)
        if file.state.handler_id != giver.id:
            raise NotAllowed(GONE)
        file.record(
            act,
            "handed_over",
            section_id=taker.section_id,
            handler_id=taker.id,
            section=taker.section.name if taker.section else "",
            handler=taker.name,
            handler_before=giver.name,
            reason=reason,
        )


def _under_way(giver: Person, by: Person) -> list[tuple[int, str, str]]:
    query = sa.select(Case).join(CaseState, CaseState.case_id == Case.id)
    query = query.where(CaseState.handler_id == giver.id, CaseState.closed_on.is_(None), scope(by, Action.HAND_OVER))
    cases = db.session.scalars(query.order_by(CaseState.sort_on, Case.id)).unique()
    return [(case.id, case.number, case_ref(case.number, case.organ.code, by)) for case in cases]
