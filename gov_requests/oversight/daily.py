"""What the scheduler does once a day: a checkpoint is put outside, files that no record names are cleared away."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.checkpoints import keep_daily
from gov_requests.records.entry_drafts import forget_old_drafts
from gov_requests.records.orphans import sweep
from gov_requests.records.sessions import SCHEDULER, Heartbeat
from gov_requests.today import day_of


def _checkpoint(_at: datetime) -> None:
    kept = keep_daily(SCHEDULER)
    for sentence in kept.failures if kept is not None else ():
        current_app.logger.warning(sentence)


def _sweep(at: datetime) -> None:
    removed = sweep(at)
    if removed:
        current_app.logger.info("%s files that no record names were removed", removed)


#: Name of the heartbeat → what is done. Marked as done afterwards: after a crash it is done again.
DAILY: dict[str, Callable[[datetime], None]] = {
    "daily:checkpoint": _checkpoint,
    "daily:sweep": _sweep,
    "daily:drafts": forget_old_drafts,
}


def once_a_day(at: datetime) -> None:
    """Do what has not been done on the day of an instant."""
    for name, do in DAILY.items():
        beat = db.session.get(Heartbeat, name)
        if beat is not None and day_of(beat.beat_at) >= day_of(at):
            continue
        do(at)
        with bookkeeping() as session:
            done = session.get(Heartbeat, name) or Heartbeat(name=name)
            done.beat_at = at
            session.add(done)
