"""The journals of all open requests, beside what is stored of each: read in batches through indexes, whatever lies closed around them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.journal import JournalRow
from gov_requests.records.projection import Entry, own_columns
from gov_requests.statute.facts import KINDS

_STATES = CaseState.__table__
_BATCH = 500
OPEN = CaseState.closed_on.is_(None)
#: What is compared after the calendar moved.
CALENDAR_COLUMNS = (
    "case_id",
    "projected_on",
    "closed_on",
    "received_on",
    "due_on",
    "safe_due_on",
    "provisional",
    "clock_state",
    "sort_on",
    "on_time",
    "workdays_late",
    "wait_ends_on",
)
#: What a projection takes from the request itself; select them beside a join of cases and applicants.
OWN_COLUMNS = (
    Case.organ_id.label("own_organ_id"),
    Applicant.kind.label("own_applicant_kind"),
    Case.redo_of_id.label("own_redo_of_id"),
)


def own_in(row: sa.RowMapping | dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a projection that come from the request itself, from a row with ``OWN_COLUMNS``."""
    return own_columns(row["own_organ_id"], row["own_applicant_kind"], row["own_redo_of_id"])


class OpenLife(NamedTuple):
    """A request that is not closed: its journal, and its projection as stored (None where it has none)."""

    case_id: int
    #: The columns of the projection that come from the request itself, not from its journal.
    own: dict[str, Any]
    entries: list[Entry]
    stored: sa.RowMapping | None

    @property
    def dates(self) -> tuple[date | None, date | None]:
        """The due and the safe date as stored."""
        return (None, None) if self.stored is None else (self.stored["due_on"], self.stored["safe_due_on"])


def open_lives() -> Iterator[OpenLife]:
    """Yield every open request in order, also one that lost its projection; two queries for each batch of them."""
    ids = _open_ids()
    for place in range(0, len(ids), _BATCH):
        yield from _batch(ids[place : place + _BATCH])


#: Of a journal, what the clock reads: facts, the days added to them later, and what was struck out.
FACT_KINDS = (*KINDS, "supplemented", "voided")
_FACTS = (
    sa.select(JournalRow.case_id, JournalRow.case_seq, JournalRow.kind, JournalRow.happened_on, JournalRow.data)
    .where(JournalRow.case_id.in_(sa.bindparam("ids", expanding=True)), JournalRow.kind.in_(FACT_KINDS))
    .order_by(JournalRow.case_id, JournalRow.case_seq)
)


def facts_touched_by(year: int) -> Iterator[tuple[sa.Row[Any], list[Entry]]]:
    """Yield what the clock says of each request as stored, and the entries that its clock reads.

    Every open request, and every closed one whose term reaches into ``year``, its edges included.
    """
    first, last = date(year - 1, 12, 29), date(year + 1, 1, 3)
    reached = sa.or_(_STATES.c.due_on >= first, _STATES.c.safe_due_on >= first)
    closed = sa.and_(~OPEN, _STATES.c.received_on <= last, reached)
    columns = (_STATES.c[name] for name in CALENDAR_COLUMNS)
    stored = db.session.execute(sa.select(*columns).where(sa.or_(OPEN, closed)).order_by(_STATES.c.case_id)).all()
    for place in range(0, len(stored), _BATCH):
        batch = stored[place : place + _BATCH]
        rows = db.session.execute(_FACTS, {"ids": [row.case_id for row in batch]})
        entries = {case_id: [Entry(*columns) for _, *columns in group] for case_id, group in groupby(rows, key=_case)}
        yield from ((row, entries.get(row.case_id, [])) for row in batch)


def _open_ids() -> list[int]:
    ids = list(db.session.scalars(sa.select(_STATES.c.case_id).where(_STATES.c.closed_on.is_(None))))
    known, all_cases = (
        db.session.scalar(sa.select(sa.func.count()).select_from(table)) for table in (_STATES, Case.__table__)
    )
    if known != all_cases:
        lost = sa.select(Case.id).where(~sa.exists().where(_STATES.c.case_id == Case.id))
        ids += db.session.scalars(lost)
    return sorted(ids)


def _batch(ids: Sequence[int]) -> Iterator[OpenLife]:
    connection = db.session.connection()
    query = (
        sa.select(Case.id, *OWN_COLUMNS, _STATES)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .outerjoin(_STATES, _STATES.c.case_id == Case.id)
    )
    beside = {row["id"]: row for row in connection.execute(query.where(Case.id.in_(ids))).mappings()}
    journal = connection.execute(
        sa.select(
            JournalRow.case_id,
            JournalRow.case_seq,
            JournalRow.kind,
            JournalRow.happened_on,
            JournalRow.data,
            JournalRow.recorded_by,
        )
        .where(JournalRow.case_id.in_(ids), JournalRow.case_seq.is_not(None))
        .order_by(JournalRow.case_id, JournalRow.case_seq)
    )
    for case_id, rows in groupby(journal, key=_case):
        row = beside[case_id]
        entries = [Entry(*columns) for _, *columns in rows]
        yield OpenLife(case_id, own_in(row), entries, None if row["case_id"] is None else row)


def _case(row: sa.Row[Any]) -> int:
    return int(row[0])
