"""Folding the steps of all disputes again (``cases rebuild``), or of the open ones when the calendar moved."""

from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import date
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.dispute_fold import Base, Link, Step, fold
from gov_requests.records.dispute_terms import terms
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeState, DisputeStep
from gov_requests.records.moving import Disputes, Moved
from gov_requests.records.people import Organ
from gov_requests.records.stored_form import misshapen
from gov_requests.statute.calendar import Calendar

_STATES = DisputeState.__table__
_LINKED = aliased(DisputeCase)
_BATCH = 1000
#: Disputes whose days a calendar can still move.
_OPEN = sa.or_(DisputeState.due_on.is_not(None), DisputeState.concluded_on.is_(None))

Folded = tuple[int, dict[str, Any]]


def dispute_differences() -> Iterator[str]:
    """Yield a sentence for each dispute whose projection differs from its fold."""
    odd = misshapen(_STATES, "dispute_id")
    if odd:
        yield from (f"复议诉讼 {dispute_id} 的投影与办理记录不符：{column}。" for dispute_id, column in odd)
        return
    with closing(folds(sa.true())) as found:
        while batch := list(islice(found, _BATCH)):
            stored = _stored([dispute_id for dispute_id, _columns in batch])
            for dispute_id, columns in batch:
                row = stored.get(dispute_id)
                if row is None:
                    yield f"复议诉讼 {dispute_id} 没有投影。"
                    continue
                wrong = sorted(name for name, value in columns.items() if row[name] != value)
                if wrong:
                    yield f"复议诉讼 {dispute_id} 的投影与办理记录不符：{'、'.join(wrong)}。"


def rebuild_disputes() -> int:
    """Fold every dispute again and write what it says; return how many there are."""
    with bookkeeping():
        _hold(sa.true())
        odd = [dispute_id for dispute_id, _column in misshapen(_STATES, "dispute_id")]
        db.session.execute(sa.delete(DisputeState).where(DisputeState.dispute_id.in_(odd)))
        return sum(_write(batch) for batch in _batches(sa.true()))


def refold_disputes(_day: date) -> int:
    """Fold the open disputes again, in the caller's transaction; return how many next days (``due_on``) moved."""
    return _refold(_OPEN)


def refold_all() -> int:
    """Do so with all of them: the office's terms (报备期限、结果归类) have changed."""
    return _refold(sa.true())


def _refold(which: sa.ColumnElement[bool]) -> int:
    _hold(which)
    before = _days()
    for batch in _batches(which):
        _write(batch)
    after = _days()
    return sum(before.get(dispute_id) != day for dispute_id, day in after.items())


def disputes_moved_by(trial: Calendar) -> list[Moved]:
    """Return the open disputes whose next day would be another under a trial calendar, the nearest first."""
    query = (
        sa.select(DisputeState.dispute_id, DisputeState.due_on, Dispute.number, Organ.name, Organ.code)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == Dispute.organ_id)
        .where(_OPEN)
    )
    known, found = {row.dispute_id: row for row in db.session.execute(query)}, []
    with closing(folds(_OPEN, trial)) as trials:
        for dispute_id, columns in trials:
            row, after = known[dispute_id], columns["due_on"]
            if after != row.due_on:
                found.append(Moved(row.number, row.name, row.code, row.due_on, after, row.due_on, after))
    return sorted(found, key=lambda row: (row.safe_after or date.max, row.number))


#: What the calendar asks of disputes when it moves (``records.moving``).
MOVING = Disputes(would_move=disputes_moved_by, refold=refold_disputes)


def _hold(which: sa.ColumnElement[bool]) -> None:
    """Let no act move these disputes until they are written: a fold of what went before it would undo what it wrote."""
    held = sa.select(DisputeState.dispute_id).where(which).with_for_update().subquery()
    db.session.execute(sa.select(sa.func.count()).select_from(held))


def _days() -> dict[int, date | None]:
    return dict(db.session.execute(sa.select(_STATES.c.dispute_id, _STATES.c.due_on)).all())


def folds(which: sa.ColumnElement[bool], trial: Calendar | None = None) -> Generator[Folded, None, None]:
    """Yield each dispute's id and the columns that its steps lead to; close it when you stop early."""
    days, held = trial or calendar(), terms()
    linked = sa.select(sa.func.count()).where(_LINKED.dispute_id == DisputeStep.dispute_id)
    requests = sa.case((DisputeStep.seq == 1, linked.scalar_subquery()), else_=0)
    query = (
        sa.select(
            DisputeStep.dispute_id,
            DisputeStep.seq,
            DisputeStep.kind,
            DisputeStep.happened_on,
            DisputeStep.data,
            Dispute.organ_id,
            Dispute.kind,
            Dispute.received_on,
            Dispute.procedure,
            Dispute.against,
            Dispute.organ_place,
            Dispute.source,
            DisputeCase.case_id,
            DisputeCase.section_id,
            DisputeCase.handler_id,
            DisputeCase.ground,
            DisputeCase.template,
            DisputeCase.channel,
            requests,
        )
        .join(Dispute, Dispute.id == DisputeStep.dispute_id)
        .outerjoin(DisputeCase, sa.and_(DisputeCase.dispute_id == Dispute.id, DisputeCase.position == 1))
        .outerjoin(DisputeState, DisputeState.dispute_id == Dispute.id)
        .where(which)
        .order_by(DisputeStep.dispute_id, DisputeStep.seq)
        .execution_options(yield_per=_BATCH)
    )
    with db.session.execute(query) as rows:
        for dispute_id, group in groupby(rows, key=lambda row: row[0]):
            taken = list(group)
            base, (*link, requests_of_it) = Base(*taken[0][5:12]), taken[0][12:]
            links = [Link(*link)] * requests_of_it
            yield dispute_id, fold(base, links, [Step(*row[1:5]) for row in taken], days, held)


def _stored(ids: list[int]) -> dict[int, Any]:
    query = sa.select(_STATES).where(_STATES.c.dispute_id.in_(ids))
    return {row["dispute_id"]: row for row in db.session.execute(query).mappings()}


def _batches(which: sa.ColumnElement[bool]) -> Iterator[list[Folded]]:
    with closing(folds(which)) as found:
        while batch := list(islice(found, _BATCH)):
            yield batch


def _write(batch: list[Folded]) -> int:
    """Write the projections of a batch that differ from what is stored; return how many disputes it holds."""
    connection, stored = db.session.connection(), _stored([dispute_id for dispute_id, _columns in batch])
    missing = [{"dispute_id": key, **columns} for key, columns in batch if key not in stored]
    changed = [
        {"b_dispute_id": key, **columns}
        for key, columns in batch
        if key in stored and any(stored[key][name] != value for name, value in columns.items())
    ]
    if changed:
        connection.execute(sa.update(_STATES).where(_STATES.c.dispute_id == sa.bindparam("b_dispute_id")), changed)
    if missing:
        connection.execute(sa.insert(_STATES), missing)
    db.session.expire_all()
    return len(batch)
