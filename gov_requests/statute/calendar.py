"""What the statute asks of a working-day calendar (工作日历). ``workdays`` supplies one; tests may supply a plain walk."""

from datetime import date
from typing import Literal, Protocol

DayKind = Literal["workday", "makeup", "weekend", "holiday"]


class OutOfCalendarError(ValueError):
    """A day that no calendar here reaches. The sentence says which days it does reach."""


class Calendar(Protocol):
    """Working days as the State Council's arrangements (放假安排) fix them.

    Implementations answer :meth:`position` and :meth:`at` from prefix tables in constant time; the rest follows from the two.
    """

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day`` (make-up weekends included)."""
        ...

    def position(self, day: date) -> int:
        """Return how many working days the tables hold up to and including ``day``."""
        ...

    def at(self, position: int) -> date:
        """Return the working day whose :meth:`position` is ``position``."""
        ...

    def add(self, day: date, workdays: int) -> date:
        """Return the ``workdays``-th working day after ``day``; ``day`` itself is not counted."""
        ...

    def count(self, after: date, upto: date) -> int:
        """Return the number of working days after ``after`` up to and including ``upto``."""
        ...

    def is_settled(self, day: date) -> bool:
        """Whether a published arrangement fixes ``day`` for good."""
        ...

    def all_settled(self, after: date, upto: date) -> bool:
        """Whether every day after ``after`` up to and including ``upto`` is settled."""
        ...

    def verdict(self, day: date) -> tuple[DayKind, str | None]:
        """Return what ``day`` is and, for a holiday or a make-up day, the festival's name."""
        ...
