"""Trying too often: counted in the database, so that all workers count together; when it cannot be counted, nobody gets in."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.sessions import Throttle
from gov_requests.refusals import BadInput
from gov_requests.today import now


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``tries`` failures in ``window``; then the scope rests until the window has passed."""

    scope: str
    tries: int
    window: timedelta


RESTING = "连续输错次数过多，请过 {minutes} 分钟再试，或请系统管理员协助。"


def refuse_resting(limits: list[tuple[Limit, str]]) -> None:
    """Raise ``BadInput`` when one of the (limit, key) pairs rests."""
    for limit, key in limits:
        row = db.session.get(Throttle, (limit.scope, key))
        if row is not None and row.count >= limit.tries and row.window_at + limit.window > now():
            raise BadInput(RESTING.format(minutes=int(limit.window.total_seconds() // 60)))


def count_failure(limits: list[tuple[Limit, str]]) -> None:
    """Count one failure for each pair."""
    with bookkeeping() as session:
        for limit, key in limits:
            row = session.get(Throttle, (limit.scope, key), with_for_update=True)
            if row is None:
                row = Throttle(scope=limit.scope, key=key, count=0, window_at=now())
                session.add(row)
            if row.window_at + limit.window <= now():
                row.count, row.window_at = 0, now()
            row.count += 1


def forget(limit: Limit, key: str) -> None:
    """Forget the failures of a key (after a success); part of the surrounding act."""
    db.session.execute(sa.delete(Throttle).where(Throttle.scope == limit.scope, Throttle.key == key))
