"""The range in which a provisional date can still move (暂定日期的范围), whatever the notice that is not published yet arranges.

What a notice may arrange is told by the caller, festival by festival; here stands only how far the due day follows. Festivals do not
touch each other's days, and the due day grows with every working day that is taken away: so the extremes are found one festival at a
time, the others being held at the worst found so far, until nothing moves it further.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import Fact

Choice = TypeVar("Choice")
#: The earliest and the latest day.
Between = tuple[date, date]
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class DueRange:
    """The earliest and the latest day on which each date can still come to lie; None where there is no such date.

    ``safe`` 保守控制日, ``due`` 最迟可主张日.
    """

    safe: Between | None
    due: Between | None


def due_range(
    facts: Sequence[Fact],
    festivals: Sequence[Sequence[Choice]],
    calendar_of: Callable[[tuple[Choice, ...]], Calendar],
    as_of: date,
) -> DueRange:
    """Return the range under every choice of one row from each of ``festivals``, of which ``calendar_of`` makes a calendar."""
    known: dict[tuple[Choice, ...], Clock] = {}

    def read(chosen: tuple[Choice, ...]) -> Clock:
        clock = known.get(chosen)
        if clock is None:
            clock = known[chosen] = read_clock(facts, calendar_of(chosen), as_of, proof=False)
        return clock

    return DueRange(
        date_range(lambda chosen: read(chosen).safe_due_on, festivals),
        date_range(lambda chosen: read(chosen).due_on, festivals),
    )


def date_range(
    read: Callable[[tuple[Choice, ...]], date | None], festivals: Sequence[Sequence[Choice]]
) -> Between | None:
    """Return the earliest and the latest day that ``read`` gives under any choice; None where it gives none under the first of each."""
    plain = tuple(options[0] for options in festivals)
    if read(plain) is None:
        return None
    return _extreme(read, festivals, plain, -1), _extreme(read, festivals, plain, 1)


def _extreme(
    read: Callable[[tuple[Choice, ...]], date | None],
    festivals: Sequence[Sequence[Choice]],
    chosen: tuple[Choice, ...],
    sign: int,
) -> date:
    """Return the farthest due day in one direction (-1 earlier, 1 later)."""
    best = read(chosen)
    for _ in range(_ROUNDS):
        before = best
        for place, options in enumerate(festivals):
            for option in options:
                trial = (*chosen[:place], option, *chosen[place + 1 :])
                found = read(trial)
                if found is not None and best is not None and sign * (found - best).days > 0:
                    best, chosen = found, trial
        if best == before:
            break
    assert best is not None  # noqa: S101 — it began with a date and only takes dates
    return best
