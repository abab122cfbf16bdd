"""Making reminders (提醒): what fell due on each working day since the last one that was done, in order, each once.

After thirty days down every missed day is gone through, oldest first, and said as of that day. A day counts as done only after all of it
stands; what stood already is not said again, because its key is unique and the query leaves it out.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from gov_requests.oversight.annual_clock import ANNUAL, AnnualClock
from gov_requests.oversight.clocks import CLOCKS, Clock
from gov_requests.oversight.ladder import STEPS, Step, band, left_on
from gov_requests.oversight.people_to_tell import Around, Directory, directory
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.reminders import Reminder, add_new
from gov_requests.records.sessions import Heartbeat
from gov_requests.statute.due_range import Between
from gov_requests.today import SHANGHAI, day_of

#: The heartbeat that says up to which day reminders have been made.
DONE = "reminders"
_LONGEST = 300


def make_reminders(at: datetime) -> int:
    """Make what is due at an instant and has not been made; return how many."""
    made = 0
    for day in _days_to_do(day_of(at)):
        known = directory(day)
        for clock in (*CLOCKS, *ANNUAL):
            made += sum(_say(clock, step, day, at, known) for step in STEPS)
        _done(day)
    return made


def _days_to_do(today: date) -> Iterator[date]:
    """Yield the working days after the last one done, and today again: what came in since this morning may be near its day."""
    beat = db.session.get(Heartbeat, DONE)
    days = calendar()
    done = None if beat is None else day_of(beat.beat_at)
    if done is not None and done < today:
        yield from (day for day in days.workdays_between(done, today) if day < today)
    if days.is_workday(today):
        yield today


def _say(clock: Clock | AnnualClock, step: Step, day: date, at: datetime, known: Directory) -> int:
    span, made = band(step, day, calendar()), 0
    while rows := clock.falling(span, step.left, day):
        moving = clock.moving(rows) if isinstance(clock, Clock) else {}
        told = [
            reminder
            for row in rows
            for reminder in _rows(clock, step, day, at, known, row, _words(clock, day, row, moving))
        ]
        with bookkeeping():
            made += add_new(Reminder.__table__, told)
    return made


def _words(clock: Clock | AnnualClock, day: date, row: Any, moving: Mapping[int, Between]) -> str:
    between = moving.get(row.subject_id)
    told = (between,) if between else ()
    return clock.words(row, left_on(day, row.due_on, calendar()), *told)[:_LONGEST]


def _rows(
    clock: Clock | AnnualClock, step: Step, day: date, at: datetime, known: Directory, row: Any, text: str
) -> Iterator[dict[str, Any]]:
    around = Around(row.organ_id, row.section_id, row.handler_id)
    people: list[int | None] = [*known.tell(around, clock.hearers(step.roles))]
    for person_id in people or [None]:
        yield {
            "key": f"{clock.name}:{row.subject_id}:{row.due_on.isoformat()}:{step.left}:{person_id or 'nobody'}",
            "clock": clock.name,
            "subject_id": row.subject_id,
            "organ_id": row.organ_id,
            "person_id": person_id,
            "due_on": row.due_on,
            "step": step.left,
            "fell_on": day,
            "text": text,
            "made_at": at,
        }


def _done(day: date) -> None:
    with bookkeeping() as session:
        beat = session.get(Heartbeat, DONE) or Heartbeat(name=DONE)
        beat.beat_at = datetime.combine(day, time(12), SHANGHAI)
        session.add(beat)
