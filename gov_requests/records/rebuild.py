"""Folding every journal again (``cases rebuild``), and folding the open ones when the calendar or the day moved."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import CaseParty, CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.projection import Entry, fold
from gov_requests.today import today

_STATES = CaseState.__table__
_BATCH = 1000


def differences() -> Iterator[str]:
    """Yield a sentence for each request whose projection differs from the fold as of the day it was projected."""
    for case_id, entries in lives(sa.true()):
        row = db.session.execute(sa.select(_STATES).where(_STATES.c.case_id == case_id)).mappings().first()
        if row is None:
            yield f"申请 {case_id} 没有投影。"
            continue
        expected = fold(entries, calendar(), row["projected_on"])
        wrong = sorted(name for name, value in expected.items() if row[name] != value)
        if wrong:
            yield f"申请 {case_id} 的投影与日志不符：{'、'.join(wrong)}。"
        parties = {entry.recorded_by for entry in entries if entry.recorded_by is not None}
        kept = set(db.session.scalars(sa.select(CaseParty.person_id).where(CaseParty.case_id == case_id)))
        if parties != kept:
            yield f"申请 {case_id} 的经办人投影与日志不符。"


def rebuild() -> int:
    """Fold every journal again as of today and write what it says; return how many requests there are."""
    with bookkeeping():
        db.session.execute(sa.delete(CaseParty))
        return _write(list(lives(sa.true())), today(), parties=True)


def reproject(on: date | None = None) -> dict[str, int]:
    """Fold the open requests again as of a day (default: today); return ``requests_moved``: how many due or safe dates changed."""
    day = on or today()
    before = {row.case_id: (row.due_on, row.safe_due_on) for row in _open_dates()}
    with bookkeeping():
        _write(list(lives(CaseState.closed_on.is_(None))), day, parties=False)
        moved = sum(before.get(row.case_id) != (row.due_on, row.safe_due_on) for row in _open_dates())
    return {"requests_moved": moved, "disputes_moved": 0}


def _open_dates() -> sa.Result[Any]:
    return db.session.execute(
        sa.select(CaseState.case_id, CaseState.due_on, CaseState.safe_due_on).where(CaseState.closed_on.is_(None))
    )


def lives(which: sa.ColumnElement[bool]) -> Iterator[tuple[int, list[Entry]]]:
    """Yield each request's id and journal, one query for all."""
    rows = db.session.execute(
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
    for case_id, group in groupby(rows, key=lambda row: row.case_id):
        yield case_id, [Entry(row.case_seq, row.kind, row.happened_on, row.data, row.recorded_by) for row in group]


def _write(folded: list[tuple[int, list[Entry]]], day: date, *, parties: bool) -> int:
    session, days = db.session, calendar()
    known = set(session.scalars(sa.select(CaseState.case_id)))
    organs: dict[int, int] = (
        dict(session.execute(sa.text("SELECT id, organ_id FROM cases")).all()) if len(known) != len(folded) else {}
    )
    changed, missing, people = [], [], []
    for case_id, entries in folded:
        columns = fold(entries, days, day)
        if case_id in known:
            changed.append({"b_case_id": case_id, **columns})
        else:
            missing.append({"case_id": case_id, "organ_id": organs[case_id], **columns})
        if parties:
            found = {entry.recorded_by for entry in entries if entry.recorded_by is not None}
            people += [{"case_id": case_id, "person_id": person} for person in sorted(found)]
    connection = session.connection()
    if changed:
        connection.execute(sa.update(_STATES).where(_STATES.c.case_id == sa.bindparam("b_case_id")), changed)
    if missing:
        connection.execute(sa.insert(_STATES), missing)
    if people:
        connection.execute(sa.insert(CaseParty.__table__), people)
    session.expire_all()
    return len(folded)
