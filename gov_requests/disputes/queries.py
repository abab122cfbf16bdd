"""What the pages of disputes read: the list, and what stands around one dispute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.dispute_file import Disputefile, dispute_scope
from gov_requests.records.dispute_rates import Narrowing, criteria
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeState
from gov_requests.records.papers import Delivery
from gov_requests.records.people import Organ, Person
from gov_requests.records.search import escaped
from gov_requests.statute.disputes import DIRECT_SUIT, RECONSIDERATION, SUIT_AFTER, Attack
from gov_requests.statute.outcomes import PENDING

#: What a row of the list shows.
_COLUMNS = (
    DisputeState.dispute_id,
    DisputeState.due_on,
    DisputeState.due_kind,
    DisputeState.provisional,
    DisputeState.kind,
    DisputeState.instance,
    DisputeState.procedure,
    DisputeState.instance_received_on,
    DisputeState.bucket,
    DisputeState.outcome,
    DisputeState.received_on,
    DisputeState.concluded_on,
    DisputeState.ground,
    Dispute.number,
    Dispute.body,
    Organ.name.label("organ"),
    Case.title,
)


@dataclass(frozen=True, slots=True)
class DisputePage:
    """One page of the list; ``after`` is the place of the next one, ``before`` whether there is one before."""

    rows: Sequence[Any]
    after: str | None
    moved: bool


def listed(person: Person, narrowing: Narrowing, *, owing: bool, word: str, size: int, after: str = "") -> DisputePage:
    """Return one page: what is owed (the nearest day first), or all that fit (the latest first)."""
    query = (
        sa.select(*_COLUMNS)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == DisputeState.organ_id)
        .outerjoin(Case, Case.id == DisputeState.case_id)
        .where(dispute_scope(person), *criteria(narrowing))
    )
    if word:
        like = f"%{escaped(word)}%"
        query = query.where(
            sa.or_(*(column.like(like, escape="\\") for column in (Dispute.number, Dispute.body, Case.title)))
        )
    key = DisputeState.due_on if owing else DisputeState.received_on
    if owing:
        query = query.where(DisputeState.due_on.is_not(None))
    place = _place(after)
    if place is not None:
        here, there = sa.tuple_(key, DisputeState.dispute_id), sa.tuple_(sa.literal(place[0]), sa.literal(place[1]))
        query = query.where(here > there if owing else here < there)
    order = (key, DisputeState.dispute_id) if owing else (key.desc(), DisputeState.dispute_id.desc())
    rows = list(db.session.execute(query.order_by(*order).limit(size + 1)))
    more, rows = len(rows) > size, rows[:size]
    mark = f"{rows[-1].due_on if owing else rows[-1].received_on}_{rows[-1].dispute_id}" if more else None
    return DisputePage(rows, mark, moved=place is not None)


def _place(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition("_")
    try:
        return date.fromisoformat(day), min(int(number), 2**31 - 1)
    except ValueError:
        return None


def siblings(file: Disputefile) -> list[tuple[Dispute, DisputeState]]:
    """Return the other disputes about the same requests, and the earlier one that this one names, by day of receipt."""
    ids = [link.case_id for link in file.links]
    same = sa.select(DisputeCase.dispute_id).where(DisputeCase.case_id.in_(ids))
    query = (
        sa.select(Dispute, DisputeState)
        .join(DisputeState, DisputeState.dispute_id == Dispute.id)
        .where(
            Dispute.id != file.dispute.id,
            sa.or_(
                Dispute.id.in_(same),
                Dispute.id == (file.dispute.earlier_id or 0),
                Dispute.earlier_id == file.dispute.id,
            ),
        )
        .order_by(Dispute.received_on, Dispute.id)
    )
    return [(dispute, state) for dispute, state in db.session.execute(query)]


def attack_of(file: Disputefile, others: Sequence[tuple[Dispute, DisputeState]]) -> Attack:
    """Return the dispute as the law looks at it."""
    grounds = [link.ground for link in file.links if link.ground]
    pending = {state.kind for _dispute, state in others if state.bucket == PENDING}
    return Attack(
        file.dispute.kind,
        file.dispute.against,
        grounds,
        file.dispute.filed_on,
        _known_on(file, others),
        review_pending=RECONSIDERATION in pending,
        suit_pending=bool(pending & {DIRECT_SUIT, SUIT_AFTER}),
    )


def _known_on(file: Disputefile, others: Sequence[tuple[Dispute, DisputeState]]) -> date | None:
    """Return the day from which the claimant's period ran, where the file proves it; None where it does not.

    A letter by post counts for the organ from its posting, for the applicant from its receipt, which is not in the file.
    """
    if file.dispute.kind == SUIT_AFTER:
        return next((state.concluded_on for dispute, state in others if dispute.id == file.dispute.earlier_id), None)
    letters = [link.letter_id for link in file.links if link.letter_id is not None]
    if not letters or len(letters) != len(file.links):
        return None
    query = sa.select(sa.func.max(Delivery.counted_on), sa.func.count(Delivery.id)).where(
        Delivery.letter_id.in_(letters), Delivery.method == "in_person"
    )
    last, how_many = db.session.execute(query).one()
    return last if how_many == len(letters) else None


def redo_states(ids: Sequence[int]) -> list[tuple[Case, CaseState]]:
    """Return the requests that answer anew, with their states, in the order of their opening."""
    query = sa.select(Case, CaseState).join(CaseState, CaseState.case_id == Case.id).where(Case.id.in_(ids))
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Case.id))]
