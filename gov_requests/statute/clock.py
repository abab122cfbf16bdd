"""The statutory clock (法定时钟): when is the reply due, in both readings, and how that is proved.

The clock never refuses an unlawful act: it computes and warns. What the system will not perform stands in ``objections``.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.facts import CorrectionRequested, Fact, OpinionSought, Replied
from gov_requests.statute.folding import fold
from gov_requests.statute.life import LifeError, in_order
from gov_requests.statute.proof import Step, prove
from gov_requests.statute.provisions import regulations_on
from gov_requests.statute.reading import Entry, Reading
from gov_requests.statute.safe_reading import SafeReading

__all__ = ["Clock", "LifeError", "read_clock"]


class Clock:
    """What the clock says about one request on ``as_of``.

    ``due_on`` is 最迟可主张日, ``safe_due_on`` the date that nobody can dispute (worklists, lights and reminders run on it):
    the earlier of ``due_on`` and ``own_safe_due_on``; ``last_due_on`` is the later. ``statutory`` and ``safe`` are the
    readings themselves, the same one where no doubt arose. ``steps`` is the proof, empty unless it was asked for.
    """

    __slots__ = (
        "as_of",
        "due_on",
        "last_due_on",
        "own_safe_due_on",
        "provisional",
        "safe",
        "safe_due_on",
        "statutory",
        "steps",
    )

    def __init__(self, statutory: Reading, safe: Reading, as_of: date) -> None:
        self.statutory: Final = statutory
        self.safe: Final = safe
        self.as_of: Final = as_of
        first = last = own = due = statutory.due_on(as_of)
        start = statutory.start
        if safe is not statutory:
            own = safe.due_on(as_of)
            start = min(start, safe.start)
            if due is None:
                first = last = own
            elif own is not None:
                first, last = (own, due) if own < due else (due, own)
        self.due_on: Final = due
        self.own_safe_due_on: Final = own
        self.safe_due_on: Final = first
        self.last_due_on: Final = last
        #: 暂定: whether a day that either reading counts over is not settled by a published arrangement.
        self.provisional: Final = last is not None and not statutory.calendar.all_settled(start, last)
        self.steps: tuple[Step, ...] = ()

    @property
    def received_on(self) -> date:
        """收到申请之日 (第三十一条)."""
        return self.statutory.receipt

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was not as the law wants it, each code once, in order of occurrence, in the statutory reading."""
        return self.statutory.warnings

    @property
    def state(self) -> str:
        """Where the request stands on ``as_of`` in the statutory reading."""
        reading = self.statutory
        if reading.closed_by is not None:
            return reading.closed_by.kind
        if reading.awaiting is not None:
            return "awaiting_correction" if isinstance(reading.awaiting, CorrectionRequested) else "awaiting_fee"
        return "paused" if any(self._outstanding(letter) for letter in reading.letters) else "running"

    def _outstanding(self, letter: OpinionSought) -> bool:
        """Whether an opinion whose pause counts is awaited on ``as_of``; a letter sent on or after the due day stops nothing."""
        if letter.on > self.as_of or (self.due_on is not None and letter.on >= self.due_on):
            return False
        span = self.statutory.span(letter, known_on=None, open_until=None)
        return span is not None and (span[1] is None or self.as_of < span[1])

    @property
    def _replied_on(self) -> date | None:
        closed = self.statutory.closed_by
        return closed.on if isinstance(closed, Replied) else None

    @property
    def on_time(self) -> bool | None:
        """按期: whether the reply came not later than ``due_on``; None until replied."""
        replied = self._replied_on
        return None if replied is None or self.due_on is None else replied <= self.due_on

    @property
    def workdays_late(self) -> int | None:
        """Working days after ``due_on`` up to and including the reply, 0 in time; None until replied."""
        replied = self._replied_on
        if replied is None or self.due_on is None:
            return None
        # A reply on a weekend after the due day is late although no working day has passed.
        return max(1, self.statutory.calendar.count(self.due_on, replied)) if replied > self.due_on else 0

    @property
    def remaining_workdays(self) -> int | None:
        """Working days after ``as_of`` up to and including ``safe_due_on``, negative when past; None when closed or unknown."""
        due = self.safe_due_on
        if due is None or self.statutory.closed_by is not None:
            return None
        calendar = self.statutory.calendar
        return calendar.count(self.as_of, due) if self.as_of <= due else -calendar.count(due, self.as_of)

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
    received, others = in_order(facts)
    regulations = regulations_on(received.legal_on)
    log: list[Entry] | None = [] if proof else None
    statutory = safe = Reading(received, regulations, calendar, log)
    if received.confirmed_on is not None and received.confirmed_on != received.on:
        statutory.parted = safe = SafeReading(received, regulations, calendar, [] if proof else None)
    if others:
        safe = fold(statutory, others)
    clock = Clock(statutory, safe, as_of)
    if log is not None:
        doubted = None if safe is statutory else (safe, safe.log or (), clock.own_safe_due_on)
        provisional_on = clock.last_due_on if clock.provisional else None
        clock.steps = tuple(prove(received, (statutory, log, clock.due_on), doubted, as_of, provisional_on))
    return clock
