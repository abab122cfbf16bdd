"""Table four of the annual report (年报表四): disputes concluded in the year by result, and those pending at its end.

A suit counts once, by its latest effective instance (an appeal pending = 尚未审结); and only for the original organ where the
reconsideration organ is beside it (国办公开办函〔2016〕201号). Both stand in the projection: ``bucket`` and ``counts_in_report``.
"""

from datetime import date

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.disputes import DisputeState
from gov_requests.statute.annual_report import BLOCKS, BUCKETS, TOTAL

Criterion = sa.ColumnElement[bool]
PENDING = "pending"
#: A ledger may tell the result without its day: then the day that the dispute came places it.
_ENDED_ON = sa.func.coalesce(DisputeState.concluded_on, DisputeState.received_on)


def in_cell(block: str, bucket: str, year: int) -> Criterion:
    """Return the criterion on ``dispute_states`` for the disputes that a cell of table four counts; ``total``: the whole block."""
    counts = sa.and_(DisputeState.kind == block, DisputeState.counts_in_report)
    if bucket == TOTAL:
        return sa.and_(counts, sa.or_(_ended_in(year), _pending_after(year)))
    if bucket == PENDING:
        return sa.and_(counts, _pending_after(year))
    return sa.and_(counts, DisputeState.bucket == bucket, _ended_in(year))


def _ended_in(year: int) -> Criterion:
    return sa.and_(DisputeState.bucket != PENDING, _ENDED_ON.between(date(year, 1, 1), date(year, 12, 31)))


def _pending_after(year: int) -> Criterion:
    last = date(year, 12, 31)
    later = sa.or_(DisputeState.bucket == PENDING, last < _ENDED_ON)
    return sa.and_(DisputeState.received_on <= last, later)


def table_four(organ_id: int | None, year: int) -> dict[str, dict[str, int]]:
    """Return table four: block → bucket → how many. ``organ_id`` None adds the district up."""
    four = {block: dict.fromkeys((*BUCKETS, TOTAL), 0) for block in BLOCKS}
    bucket = sa.case((_pending_after(year), PENDING), else_=DisputeState.bucket).label("counted_as")
    query = sa.select(DisputeState.kind, bucket, sa.func.count()).where(
        DisputeState.kind.in_(BLOCKS), DisputeState.counts_in_report, sa.or_(_ended_in(year), _pending_after(year))
    )
    if organ_id is not None:
        query = query.where(DisputeState.organ_id == organ_id)
    for block, counted_as, how_many in db.session.execute(query.group_by(DisputeState.kind, bucket)):
        four[block][TOTAL] += how_many
        if counted_as in four[block]:
            four[block][counted_as] += how_many
    return four
