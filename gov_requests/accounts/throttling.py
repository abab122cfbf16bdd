"""Trying too often: counted in the database, so that all workers count together; when it cannot be counted, nobody gets in.

A try is counted before it is judged. Many at once can therefore not slip through between the look and the count, and a database
that cannot count raises before any password is looked at (fail closed).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.sessions import Throttle
from gov_requests.today import now


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``tries`` failures in ``window``; then the scope rests for as long again."""

    scope: str
    tries: int
    window: timedelta


#: A limit and whose tries it counts.
Counted = tuple[Limit, str]
RESTING = "连续输错次数过多，请过 {minutes} 分钟再试，或请系统管理员协助。"


def count_try(counted: Sequence[Counted]) -> Limit | None:
    """Count one try for each pair, before it is judged. Return the first limit that is used up, None where the try may be judged."""
    at = now()
    with bookkeeping():
        spent = [limit for limit, key in counted if not _may_try(limit, key, at)]
    return spent[0] if spent else None


def used_up(counted: Sequence[Counted]) -> bool:
    """Return whether the last try that was counted was the last one allowed for the first pair."""
    limit, key = counted[0]
    count = db.session.scalar(sa.select(Throttle.count).where(*_is(limit, key)))
    return count == limit.tries


def resting(limit: Limit) -> str:
    """Return the sentence for a limit that is used up."""
    return RESTING.format(minutes=int(limit.window.total_seconds() // 60))


def forget(limit: Limit, key: str) -> None:
    """Forget the failures of a key (after a success, or by an administrator); part of the surrounding act."""
    db.session.execute(sa.delete(Throttle).where(*_is(limit, key)))


def take_back(counted: Sequence[Counted]) -> None:
    """Take the last try back: it succeeded, so it does not count against those who share an address. Part of the surrounding act."""
    for limit, key in counted:
        lower = sa.update(Throttle).where(*_is(limit, key), Throttle.count > 0)
        db.session.execute(lower.values(count=Throttle.count - 1))


def _may_try(limit: Limit, key: str, at: datetime) -> bool:
    row = _locked(limit, key)
    while row is None:
        # Someone who tried the same in the meantime may have succeeded and been forgotten already: then the next insert holds.
        row = _first(limit, key, at) or _locked(limit, key)
    if row.window_at + limit.window <= at:
        row.count, row.window_at = 0, at
    if row.count >= limit.tries:
        return False
    row.count += 1
    if row.count == limit.tries:
        # The rest begins with the last try allowed, not with the first.
        row.window_at = at
    return True


def _locked(limit: Limit, key: str) -> Throttle | None:
    return db.session.scalars(sa.select(Throttle).where(*_is(limit, key)).with_for_update()).one_or_none()


def _first(limit: Limit, key: str, at: datetime) -> Throttle | None:
    row = Throttle(scope=limit.scope, key=key, count=0, window_at=at)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return None
    return row


def _is(limit: Limit, key: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return Throttle.scope == limit.scope, Throttle.key == key
