"""负责人出庭应诉: in how many court hearings of a period the organ's head stood there (《行政诉讼法》第三条第三款)."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records.base import db
from gov_requests.records.dispute_file import dispute_scope
from gov_requests.records.dispute_fold import Step, standing
from gov_requests.records.dispute_rates import TRIBUNALS, Narrowing
from gov_requests.records.disputes import DisputeState, DisputeStep
from gov_requests.records.people import Person


class Hearing(NamedTuple):
    """One court hearing (开庭): of which dispute, when, whether the head stood there, as what or why not."""

    dispute_id: int
    on: date
    there: bool
    words: str


def hearings(which: sa.ColumnElement[bool], since: date, until: date) -> list[Hearing]:
    """Return the court hearings of a span in the disputes of a criterion, voided ones not."""
    held = sa.exists().where(
        DisputeStep.dispute_id == DisputeState.dispute_id,
        DisputeStep.kind == "hearing_held",
        DisputeStep.happened_on.between(since, until),
    )
    ids = sa.select(DisputeState.dispute_id).where(which, DisputeState.kind.in_(TRIBUNALS["court"]), held)
    query = (
        sa.select(DisputeStep.dispute_id, DisputeStep.seq, DisputeStep.kind, DisputeStep.happened_on, DisputeStep.data)
        .where(DisputeStep.dispute_id.in_(ids), DisputeStep.kind.in_(("hearing_held", "voided")))
        .order_by(DisputeStep.dispute_id, DisputeStep.seq)
    )
    found: dict[int, list[Step]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.dispute_id, []).append(Step(*row[1:]))
    return [
        _hearing(dispute_id, step, step.happened_on)
        for dispute_id, steps in found.items()
        for step in standing(steps)
        if step.happened_on is not None and since <= step.happened_on <= until
    ]


def _hearing(dispute_id: int, step: Step, on: date) -> Hearing:
    there = step.data.get("head") == "attended"
    return Hearing(dispute_id, on, there, step.data.get("head_post" if there else "reason") or "")


def hearings_seen(person: Person, narrowing: Narrowing) -> list[Hearing]:
    """Return the hearings of suits that a person's rates count, by the day of the hearing in the narrowing's period."""
    if narrowing.since is None or narrowing.until is None:
        return []
    which = dispute_scope(person, Action.DISPUTE_RATES)
    if narrowing.organ is not None:
        which = sa.and_(which, DisputeState.organ_id == narrowing.organ)
    return hearings(which, narrowing.since, narrowing.until)


def attendance(person: Person, narrowing: Narrowing) -> tuple[int, int]:
    """Return (hearings with the head, hearings) of suits."""
    held = hearings_seen(person, narrowing)
    return sum(one.there for one in held), len(held)
