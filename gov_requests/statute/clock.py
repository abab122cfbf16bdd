"""The statutory clock (法定时钟): when is the reply due, in both readings, and how that is proved.

The clock never refuses an unlawful act: it computes and warns. What the system will not perform stands in ``objections``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.facts import CorrectionRequested, Fact, Received, Replied
from gov_requests.statute.life import LifeError, in_order
from gov_requests.statute.proof import Step, prove
from gov_requests.statute.provisions import regulations_on
from gov_requests.statute.reading import Entry, Reading, read

__all__ = ["Clock", "LifeError", "read_clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock says about one request.

    ``due_on`` is 最迟可主张日, ``safe_due_on`` the date that nobody can dispute (worklists, lights and reminders run on it).
    ``workdays_late`` and ``remaining_workdays`` count working days. ``statutory`` and ``safe`` are the readings themselves.
    """

    received_on: date
    due_on: date | None
    safe_due_on: date | None
    state: str
    provisional: bool
    warnings: tuple[str, ...]
    on_time: bool | None
    workdays_late: int | None
    remaining_workdays: int | None
    steps: tuple[Step, ...]
    statutory: Reading = field(compare=False, repr=False)
    safe: Reading = field(compare=False, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of ``statute clock``, without ``id``."""
        return {
            "received_on": self.received_on.isoformat(),
            "due_on": self.due_on and self.due_on.isoformat(),
            "safe_due_on": self.safe_due_on and self.safe_due_on.isoformat(),
            "state": self.state,
            "provisional": self.provisional,
            "warnings": list(self.warnings),
            "on_time": self.on_time,
            "workdays_late": self.workdays_late,
            "remaining_workdays": self.remaining_workdays,
            "steps": list(self.steps),
        }


def read_clock(facts: Iterable[Fact], calendar: Calendar, as_of: date, *, proof: bool = True) -> Clock:
    """Read the clock over ``facts`` (any order) on ``as_of``. Raises LifeError where they do not make one life.

    With ``proof`` the steps are built too; without, ``steps`` is empty and the fold is several times faster.
    """
    ordered = in_order(facts)
    received = ordered[0]
    assert isinstance(received, Received)  # noqa: S101 — in_order() has seen to it
    regulations = regulations_on(received.legal_on)
    log: list[Entry] | None = [] if proof else None
    safe_log: list[Entry] | None = [] if proof else None
    statutory = safe = read(ordered, calendar, regulations, safe=False, log=log)
    due = own = statutory.due_on(as_of)
    if statutory.doubtful:
        safe = read(ordered, calendar, regulations, safe=True, log=safe_log)
        own = safe.due_on(as_of)
    steps: list[Step] = []
    if log is not None and safe_log is not None:
        judged = [(statutory, log, due), (safe, safe_log, own)]
        steps = prove(received, judged if statutory.doubtful else judged[:1], as_of)
    return _clock(statutory, safe, due, own, as_of, tuple(steps))


def _clock(
    statutory: Reading, safe: Reading, due: date | None, own: date | None, as_of: date, steps: tuple[Step, ...]
) -> Clock:
    calendar = statutory.calendar
    dues = [day for day in (due, own) if day is not None]
    safe_due = min(dues) if dues else None
    closed = statutory.closed_by
    replied_on = closed.on if isinstance(closed, Replied) else None
    return Clock(
        received_on=statutory.receipt,
        due_on=due,
        safe_due_on=safe_due,
        state=_state(statutory, due, as_of),
        provisional=bool(dues) and not calendar.all_settled(min(statutory.start, safe.start), max(dues)),
        warnings=tuple(statutory.warnings),
        on_time=None if replied_on is None or due is None else replied_on <= due,
        workdays_late=None if replied_on is None or due is None else _late(calendar, due, replied_on),
        remaining_workdays=None if closed is not None or safe_due is None else _remaining(calendar, as_of, safe_due),
        steps=steps,
        statutory=statutory,
        safe=safe,
    )


def _state(reading: Reading, due: date | None, as_of: date) -> str:
    if reading.closed_by is not None:
        return reading.closed_by.kind
    if reading.awaiting is not None:
        return "awaiting_correction" if isinstance(reading.awaiting, CorrectionRequested) else "awaiting_fee"
    for letter in reading.letters:
        span = reading.span(letter, known_on=None, open_until=None)
        ends = None if span is None else span[1]
        outstanding = letter.on <= as_of and (ends is None or as_of < ends)
        if outstanding and (due is None or letter.on < due):
            return "paused"
    return "running"


def _late(calendar: Calendar, due: date, replied_on: date) -> int:
    # A reply on a weekend after the due day is late although no working day has passed.
    return max(1, calendar.count(due, replied_on)) if replied_on > due else 0


def _remaining(calendar: Calendar, as_of: date, safe_due: date) -> int:
    return calendar.count(as_of, safe_due) if as_of <= safe_due else -calendar.count(safe_due, as_of)
