"""The board's counts (督办看板): one walk along the partial index of what is open, one along each month index. Nothing else is read."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.lights import Thresholds
from gov_requests.procedure import Stage
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import NEVER, CaseState

Criterion = sa.ColumnElement[bool]
#: A reply that is signed and lies with so few working days left is near its day.
NEAR_WORKDAYS = 3
#: Ageing: natural days since the legal receipt date, up to and including.
AGES = (("age_10", 0, 10), ("age_30", 11, 30), ("age_60", 31, 60), ("age_older", 61, 36_500))


def criteria(day: date, thresholds: Thresholds) -> Mapping[str, Criterion]:
    """Return what each number of the board counts among the open requests; the five lights exclude each other (by the safe date)."""
    days, safe = calendar(), CaseState.sort_on
    red, yellow = (days.add(day, n) if n else day for n in (thresholds.red, thresholds.yellow))
    late, running = safe < day, sa.and_(CaseState.clock_state == "running", safe != NEVER)
    ages = {
        name: CaseState.received_on.between(day - timedelta(days=most), day - timedelta(days=least))
        for name, least, most in AGES
    }
    return {
        "open": sa.true(),
        "x": late,
        "p": sa.and_(~late, ~running),
        "r": sa.and_(running, safe.between(day, red)),
        "y": sa.and_(running, safe > red, safe <= yellow),
        "g": sa.and_(running, safe > yellow),
        "provisional": CaseState.provisional.is_(True),
        "window_past": CaseState.wait_ends_on < day,
        "near_delivery": sa.and_(CaseState.stage == Stage.DELIVERING, safe <= days.add(day, NEAR_WORKDAYS)),
        "unconfirmed": CaseState.unconfirmed.is_(True),
        "unassigned": CaseState.stage == Stage.REGISTERED,
        **ages,
    }


#: As the partial index says it.
_OPEN = CaseState.stage != sa.literal_column("'closed'")
_WHO = (CaseState.organ_id, CaseState.section_id, CaseState.handler_id)


def open_counts(visible: Criterion, counted: Mapping[str, Criterion]) -> list[Mapping[str, Any]]:
    """Return a row for each organ, section and handler with open requests: their ids, ``soonest``, and each number of ``criteria``."""
    sums = [sa.func.sum(sa.case((holds, 1), else_=0)).label(name) for name, holds in counted.items()]
    query = sa.select(*_WHO, sa.func.min(CaseState.sort_on).label("soonest"), *sums)
    return [dict(row) for row in db.session.execute(query.where(_OPEN, visible).group_by(*_WHO)).mappings()]


def due_by_day(visible: Criterion, first: date, last: date) -> dict[date, int]:
    """Return how many open requests have their safe date on each day of a span."""
    query = sa.select(CaseState.sort_on, sa.func.count()).where(
        _OPEN, visible, CaseState.sort_on >= first, CaseState.sort_on <= last
    )
    return dict(db.session.execute(query.group_by(CaseState.sort_on)).all())


def closed_by_month(visible: Criterion, first: int, last: int) -> list[Any]:
    """Return for each month (year * 100 + month) and organ: how many were closed, how many of them in time and late (by the due date)."""
    keys = (CaseState.closed_month, CaseState.organ_id)
    in_time, late = (
        sa.func.sum(sa.case((CaseState.on_time.is_(value), 1), else_=0)).label(name)
        for name, value in (("in_time", True), ("late", False))
    )
    query = sa.select(*keys, sa.func.count().label("closed"), in_time, late)
    return list(db.session.execute(query.where(keys[0].between(first, last), visible).group_by(*keys)).all())


def received_by_month(visible: Criterion, first: int, last: int) -> list[Any]:
    """Return for each month and organ how many requests were received (by the legal receipt date)."""
    keys = (CaseState.received_month, CaseState.organ_id)
    query = sa.select(*keys, sa.func.count().label("received"))
    return list(db.session.execute(query.where(keys[0].between(first, last), visible).group_by(*keys)).all())
