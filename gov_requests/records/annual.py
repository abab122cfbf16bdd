"""Tables three and four of the annual report, counted from the cases by walking along covering indexes (年报表三、表四).

Received by the legal receipt date, results by the day that counts, open at the year's end carried forward. Each cell is counted by
the criterion that also lists its cases, so that the two cannot disagree.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import CROSSES_YEARS, CaseState
from gov_requests.statute.annual_report import APPLICANTS, COLUMNS, FORWARD, LEAVES, NEW, OVER, RESULTS, ROWS, TOTAL

Criterion = sa.ColumnElement[bool]
Counts = dict[str, dict[str, int]]
_MONTHS = 100
#: Word for word as the partial index says it: of a column SQLite would be asked whether it `= 1`, and the index would be passed by.
_CROSSES: Criterion = sa.text(f"({CROSSES_YEARS})")  # type: ignore[assignment]
_HOW_MANY = sa.func.count()


def months_of(year: int) -> tuple[int, int]:
    """Return a year's first and last month as the columns hold them."""
    return year * _MONTHS + 1, year * _MONTHS + 12


def in_row(row: str, year: int) -> Criterion:
    """Return the criterion on ``case_states`` for the requests that a row of table three counts."""
    first, last = months_of(year)
    if row == NEW:
        return CaseState.received_month.between(first, last)
    if row == OVER:
        return _crossing(CaseState.received_month < first, first)
    if row == FORWARD:
        return _crossing(CaseState.received_month <= last, last + 1)
    closed = CaseState.closed_month.between(first, last)
    return closed if row == RESULTS else sa.and_(closed, CaseState.report_row == row)


def _crossing(received: Criterion, not_closed_before: int) -> Criterion:
    still_open = sa.or_(CaseState.closed_month.is_(None), CaseState.closed_month >= not_closed_before)
    return sa.and_(received, still_open, _CROSSES)


def in_column(column: str) -> Criterion:
    """Return the criterion for the requests that a column counts."""
    return sa.true() if column == TOTAL else CaseState.applicant_kind == column


def of_organ(organ_id: int | None) -> Criterion:
    """Return the criterion for an organ's requests; None: all of the district."""
    return sa.true() if organ_id is None else CaseState.organ_id == organ_id


def table_three(organ_id: int | None, year: int) -> Counts:
    """Return table three: row → column → how many. ``organ_id`` None adds the district up."""
    counts = {row: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    for row in (OVER, FORWARD):
        query = sa.select(CaseState.applicant_kind, _HOW_MANY).where(in_row(row, year), of_organ(organ_id))
        _add(counts[row], db.session.execute(query.group_by(CaseState.applicant_kind)))
    # Grouped in the order of their indexes: nothing is sorted, the few groups are added up here.
    keys = (CaseState.received_month, CaseState.organ_id, CaseState.applicant_kind)
    received = sa.select(keys[2], _HOW_MANY).where(in_row(NEW, year), of_organ(organ_id)).group_by(*keys)
    _add(counts[NEW], db.session.execute(received))
    of_results = (CaseState.closed_month, CaseState.organ_id, CaseState.report_row, CaseState.applicant_kind)
    closed = sa.select(*of_results[2:], _HOW_MANY).where(in_row(RESULTS, year), of_organ(organ_id))
    for row, kind, how_many in db.session.execute(closed.group_by(*of_results)):
        _add(counts[RESULTS], [(kind, how_many)])
        if row in LEAVES:
            _add(counts[row], [(kind, how_many)])
    return counts


def _add(cells: dict[str, int], found: Iterable[Any]) -> None:
    for kind, how_many in found:
        cells[TOTAL] += how_many
        if kind in APPLICANTS:
            cells[kind] += how_many


def years_with_cases(organ_id: int | None) -> list[int]:
    """Return the years in which something was received, the newest first."""
    first, last = db.session.execute(
        sa.select(sa.func.min(CaseState.received_month), sa.func.max(CaseState.received_month)).where(
            of_organ(organ_id)
        )
    ).one()
    return [] if first is None or last is None else list(range(last // _MONTHS, first // _MONTHS - 1, -1))


def forward_of(organ_id: int | None, year: int) -> Mapping[str, int] | None:
    """Return 四、结转 of a year from the cases; None where nothing was received until its end (no other side to compare)."""
    known = sa.select(sa.exists().where(CaseState.received_month <= months_of(year)[1], of_organ(organ_id)))
    return table_three(organ_id, year)[FORWARD] if db.session.scalar(known) else None
