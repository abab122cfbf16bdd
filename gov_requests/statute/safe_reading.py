"""The safe reading of the clock (安全期限): the same rules with every doubt against the organ, the day that nobody can dispute.

Each method is one doubt, and there are no others.
"""

from datetime import date
from typing import ClassVar

from gov_requests.statute import provisions
from gov_requests.statute.facts import OpinionSought, Received
from gov_requests.statute.reading import Reading


class SafeReading(Reading):
    """What the facts come to when whoever disputes the date is right every time."""

    __slots__ = ()

    safe: ClassVar[bool] = True

    @classmethod
    def of(cls, statutory: Reading) -> "SafeReading":
        """Return the safe reading of the same facts, where both have seen the same so far."""
        safe = cls.__new__(cls)
        safe.regulations, safe.calendar, safe.parted = statutory.regulations, statutory.calendar, None
        safe.log = None if statutory.log is None else list(statutory.log)
        safe.receipt, safe.start, safe.workdays = statutory.receipt, statutory.start, statutory.workdays
        safe.extension, safe.awaiting, safe.corrected_once = (
            statutory.extension,
            statutory.awaiting,
            statutory.corrected_once,
        )
        # Both are told of every answer, so that they may keep them in one place.
        safe.letters, safe.answers = statutory.letters, statutory.answers
        safe.closed_by, safe.warnings = statutory.closed_by, statutory.warnings
        return safe

    def receipt_of(self, received: Received) -> date:
        """Receipt is arrival, whatever the channel."""
        return received.on

    def open_until(self, day: date) -> date | None:
        """An unanswered letter is read as answered on the day that is looked at."""
        return day

    def begin(self, _letter: OpinionSought, delivered: date | None) -> date | None:
        """A pause begins after delivery, and there is none where nothing says that the letter was delivered."""
        return delivered

    def limit(self, source: str) -> int | None:
        """Other organs have 15 working days too."""
        if provisions.SAFE_LIMITS_OTHER_ORGANS.value:
            return self.regulations.safe_opinion_workdays[source]
        return super().limit(source)

    def stopped_by_late_correction(self) -> bool:
        """A late correction notice has no effect."""
        return not provisions.SAFE_VOIDS_LATE_CORRECTION.value
