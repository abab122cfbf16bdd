"""Folding every journal again (``cases rebuild``), and folding the open ones when the calendar or the day moved.

All of it streams: a million requests are read in order, folded in batches, and only what changed is written.
"""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby, islice
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Applicant, Case, CaseParty, CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.moving import DISPUTES, Disputes
from gov_requests.records.open_lives import (
    CALENDAR_COLUMNS,
    OPEN,
    OWN_COLUMNS,
    OpenLife,
    facts_touched_by,
    open_lives,
    own_in,
)
from gov_requests.records.projection import Entry, calendar_columns, facts_of, fold, standing
from gov_requests.records.stored_form import misshapen
from gov_requests.statute.clock import read_clock
from gov_requests.today import today

_STATES = CaseState.__table__
_PARTIES = CaseParty.__table__
_BATCH = 1000
_UPDATE = sa.update(_STATES).where(_STATES.c.case_id == sa.bindparam("b_case_id"))

Life = tuple[int, list[Entry]]
T = TypeVar("T")


def differences() -> Iterator[str]:
    """Yield a sentence for each request whose projection differs from the fold as of the day it was projected."""
    odd = misshapen(_STATES, "case_id")
    if odd:  # Such rows cannot be read.
        yield from (f"申请 {case_id} 的投影与日志不符：{column}。" for case_id, column in odd)
        return
    beside = (
        sa.select(_STATES, *OWN_COLUMNS)
        .join(Case, Case.id == _STATES.c.case_id)
        .join(Applicant, Applicant.id == Case.applicant_id)
    )
    states = _streamed(beside.order_by(_STATES.c.case_id))
    parties = _streamed(sa.select(_PARTIES).order_by(_PARTIES.c.case_id))
    folded = lives(sa.true())
    with closing(states), closing(parties), closing(folded):
        projected, acted = _Beside(states), _Beside(parties)
        for case_id, entries in folded:
            row = next(iter(projected.of(case_id)), None)
            kept = {party["person_id"] for party in acted.of(case_id)}
            yield from _faults_of(case_id, entries, row, kept)


def _faults_of(case_id: int, entries: list[Entry], row: dict[str, Any] | None, kept: set[int]) -> Iterator[str]:
    if row is None:
        yield f"申请 {case_id} 没有投影。"
        return
    expected = fold(entries, calendar(), row["projected_on"]) | own_in(row)
    wrong = sorted(name for name, value in expected.items() if row[name] != value)
    if wrong:
        yield f"申请 {case_id} 的投影与日志不符：{'、'.join(wrong)}。"
    if _people(entries) != kept:
        yield f"申请 {case_id} 的经办人投影与日志不符。"


class _Beside:
    """Rows in the order of their request, given out request by request as another stream in that order goes on."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self.rows = rows
        self.ahead = next(rows, None)

    def of(self, case_id: int) -> list[dict[str, Any]]:
        found = []
        while self.ahead is not None and self.ahead["case_id"] <= case_id:
            if self.ahead["case_id"] == case_id:
                found.append(self.ahead)
            self.ahead = next(self.rows, None)
        return found


def rebuild() -> int:
    """Fold every journal again as of today and write what it says; return how many requests there are."""
    with bookkeeping():
        _hold(sa.true())
        odd = [case_id for case_id, _column in misshapen(_STATES, "case_id")]
        db.session.execute(sa.delete(CaseState).where(CaseState.case_id.in_(odd)))
        db.session.execute(sa.delete(CaseParty))
        return sum(_write(batch, today()) for batch in _batches(lives(sa.true())))


def reproject(on: date | None = None) -> dict[str, int]:
    """Fold the open requests again as of a day (default: today); return ``requests_moved``: how many due or safe dates changed."""
    with bookkeeping():
        return refold(on)


def refold(on: date | None = None) -> dict[str, int]:
    """Do what ``reproject`` does inside a transaction that is open already."""
    day = on or today()
    db.session.flush()  # What is written below goes past the session, which then forgets what it holds.
    _hold(OPEN)
    moved = sum(_write_moved(batch, day) for batch in _batches(open_lives()))
    db.session.expire_all()
    disputes: Disputes | None = current_app.extensions.get(DISPUTES)
    return {"requests_moved": moved, "disputes_moved": disputes.refold(day) if disputes is not None else 0}


def _write_moved(batch: Sequence[OpenLife], day: date) -> int:
    """Write of each projection the columns that differ from what is stored; return how many requests got another date."""
    days, moved, missing = calendar(), 0, []
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for life in batch:
        columns = fold(life.entries, days, day) | life.own
        moved += (columns["due_on"], columns["safe_due_on"]) != life.dates
        if life.stored is None:
            missing.append({"case_id": life.case_id, **columns})
            continue
        stored = life.stored
        differing = tuple(name for name, value in columns.items() if stored[name] != value)
        if differing:
            changed[differing].append({"b_case_id": life.case_id, **{name: columns[name] for name in differing}})
    connection = db.session.connection()
    for rows in changed.values():
        connection.execute(_UPDATE, rows)
    if missing:
        connection.execute(sa.insert(_STATES), missing)
    return moved


def refold_clocks(year: int) -> dict[str, int]:
    """Compute again, inside an open transaction, what the calendar says of every request that ``year`` can touch; write what differs.

    Less is read and folded than by ``refold``: facts alone, and only the columns that a calendar can change. Counted are open requests.
    """
    days, day = calendar(), today()
    db.session.flush()
    _hold(OPEN)
    moved, changed = 0, []
    for stored, entries in facts_touched_by(year):
        closed, facts = stored.closed_on is not None, facts_of(standing(entries))
        columns = calendar_columns(facts, read_clock(facts, days, day, proof=False), days, closed=closed)
        if not closed:
            moved += columns["due_on"] != stored.due_on or columns["safe_due_on"] != stored.safe_due_on
        if stored[_COMPARED] != tuple(columns.values()) or (not closed and stored.projected_on != day):
            changed.append({"b_case_id": stored.case_id, "projected_on": day, **columns})
    if changed:
        db.session.connection().execute(_UPDATE, changed)
    db.session.expire_all()
    disputes: Disputes | None = current_app.extensions.get(DISPUTES)
    return {"requests_moved": moved, "disputes_moved": disputes.refold(day) if disputes is not None else 0}


#: Of a row with ``CALENDAR_COLUMNS``, those that the calendar changes.
_COMPARED = slice(CALENDAR_COLUMNS.index("received_on"), None)


def _hold(which: sa.ColumnElement[bool]) -> None:
    """Let no act move these requests until they are written: a fold of what went before it would undo what it wrote."""
    held = sa.select(CaseState.case_id).where(which).with_for_update().subquery()
    db.session.execute(sa.select(sa.func.count()).select_from(held))


def lives(which: sa.ColumnElement[bool]) -> Generator[Life, None, None]:
    """Yield each request's id and journal in order of the request, one query for all; close it when you stop early."""
    query = (
        sa.select(
            JournalRow.case_id,
            JournalRow.case_seq,
            JournalRow.kind,
            JournalRow.happened_on,
            JournalRow.data,
            JournalRow.recorded_by,
        )
        .outerjoin(CaseState, CaseState.case_id == JournalRow.case_id)
        .where(JournalRow.case_seq.is_not(None), which)
        .order_by(JournalRow.case_id, JournalRow.case_seq)
        .execution_options(yield_per=_BATCH)
    )
    with db.session.execute(query) as rows:
        for case_id, group in groupby(rows, key=lambda row: row.case_id):
            yield case_id, [Entry(row.case_seq, row.kind, row.happened_on, row.data, row.recorded_by) for row in group]


def _streamed(query: sa.Select[*tuple[Any, ...]]) -> Generator[dict[str, Any], None, None]:
    with db.session.execute(query.execution_options(yield_per=_BATCH)) as rows:
        for row in rows.mappings():
            yield dict(row)


def _batches(folded: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(folded)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _people(entries: Iterable[Entry]) -> set[int]:
    return {entry.recorded_by for entry in entries if entry.recorded_by is not None}


def _write(batch: list[Life], day: date) -> int:
    """Write the projections of a batch that differ from what is stored, and who acted; return how many requests it holds."""
    connection, days = db.session.connection(), calendar()
    ids = [case_id for case_id, _entries in batch]
    stored = {
        row["case_id"]: row
        for row in connection.execute(sa.select(_STATES).where(_STATES.c.case_id.in_(ids))).mappings()
    }
    of_cases = sa.select(Case.id, *OWN_COLUMNS).join(Applicant, Applicant.id == Case.applicant_id)
    own = {row["id"]: own_in(row) for row in connection.execute(of_cases.where(Case.id.in_(ids))).mappings()}
    changed, missing, people = [], [], []
    for case_id, entries in batch:
        columns, row = fold(entries, days, day) | own[case_id], stored.get(case_id)
        if row is None:
            missing.append({"case_id": case_id, **columns})
        elif any(row[name] != value for name, value in columns.items()):
            changed.append({"b_case_id": case_id, **columns})
        people += [{"case_id": case_id, "person_id": person} for person in sorted(_people(entries))]
    if changed:
        connection.execute(_UPDATE, changed)
    if missing:
        connection.execute(sa.insert(_STATES), missing)
    if people:
        connection.execute(sa.insert(_PARTIES), people)
    db.session.expire_all()
    return len(batch)
