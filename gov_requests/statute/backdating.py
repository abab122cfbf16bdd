"""Late entries (补录): does a fact that is entered after its day help the organ, or hurt it?

The frauds to expect are a receipt dated too late and a posting, notice or consent dated too early. One rule, computed by the clock: the
fact as entered is compared with the same fact dated on the day of entry. Pure; what follows from the verdict is house custom.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import Clock, LifeError, read_clock
from gov_requests.statute.facts import Fact


class Effect(StrEnum):
    """What entering a fact under its own day does, against entering it under today's."""

    NONE = "none"
    #: A due date moves later, or an act that would be late is timely: a second person and evidence are needed.
    HELPS = "helps"
    #: A due date moves earlier: only a reason is needed.
    HURTS = "hurts"


#: The days of a fact that can be dated too early.
DAYS = ("on", "confirmed_on", "delivered_on", "approved_on")


def effect(known: Iterable[Fact], entered: Fact, calendar: Calendar, today: date, days: Sequence[str] = DAYS) -> Effect:
    """Return what dating ``entered`` before ``today`` does. ``known`` are the other facts that hold (none for a receipt).

    ``days`` names the days that are entered now; the fact's others are known already.

    Raises LifeError when the facts as entered contradict each other.
    """
    facts = list(known)
    as_entered = read_clock([*facts, entered], calendar, today, proof=False)
    late = [name for name in days if (getattr(entered, name, None) or today) < today]
    if not late:
        return Effect.NONE
    try:
        as_of_today = read_clock([*facts, replace(entered, **dict.fromkeys(late, today))], calendar, today, proof=False)
    except LifeError:  # Dated today it would contradict what is known, so its own day is the only one it can have.
        return Effect.NONE
    return _compared(as_entered, as_of_today)


def _compared(entered: Clock, today: Clock) -> Effect:
    pairs = ((entered.due_on, today.due_on), (entered.safe_due_on, today.safe_due_on))
    if any(_later(own, other) for own, other in pairs) or (entered.on_time is True and today.on_time is False):
        return Effect.HELPS
    return Effect.HURTS if any(_later(other, own) for own, other in pairs) else Effect.NONE


def _later(one: date | None, other: date | None) -> bool:
    # An open end lies later than any day.
    if one is None or other is None:
        return one is None and other is not None
    return one > other
