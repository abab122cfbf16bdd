"""What a notice that is not published yet could still do to the working calendar (尚未公布的放假安排).

The law fixes the statutory holidays themselves (《全国年节及纪念日放假办法》). A notice may join them to neighbouring days off and have
weekends worked instead (放假调休). How far that goes is no law but practice: ``PRACTICE`` below is an assumption ([I]) taken from the
notices for 2014 to 2026. Every due day under every one of them lies inside it, but for those near two acts that no rule foresees
(2015-09-03, a holiday of that one year; the epidemic of January 2020). A range that is computed with it is therefore a forecast, and
is always shown as one.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from gov_requests.statute.calendar import Calendar, DayKind
from gov_requests.workdays.statutory import act_for, statutory_holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Practice:
    """The named assumption: how long a break may be (days, the holidays included), and how far from it a weekend is worked."""

    longest: tuple[tuple[str, int], ...]
    longest_of_others: int
    make_up_within_days: int


#: 放假调休的惯例 [I]: 春节 9 days (2026), 国庆节 8 (2025), 劳动节 5; the others 3. A make-up day lies within 14 days of its break.
PRACTICE = Practice((("春节", 9), ("国庆节", 8), ("劳动节", 5)), longest_of_others=3, make_up_within_days=14)


@dataclass(frozen=True, slots=True)
class Shift:
    """What one festival's arrangement changes: weekdays that become days off, weekends that are worked. Both ascending."""

    off: tuple[date, ...] = ()
    work: tuple[date, ...] = ()


@cache
def shifts(year: int, practice: Practice = PRACTICE) -> dict[str, tuple[Shift, ...]]:
    """Return what the notice for ``year`` could do, by festival; the first is always: nothing beyond the law."""
    named = statutory_holidays(year)
    lengths = dict(practice.longest)
    # Two festivals on one day (中秋节 2020-10-01): the day that is lost is made good as well.
    lost = sum(row.last - row.first + 1 for row in act_for(year).festivals) - len(named)
    found: dict[str, tuple[Shift, ...]] = {}
    for name in dict.fromkeys(named.values()):
        days = sorted(day for day, festival in named.items() if festival == name)
        longest = lengths.get(name, practice.longest_of_others)
        # 补假: a holiday that falls on a weekend is made good by a weekday that nobody has to work for.
        made_good = {0, sum(day.weekday() >= _SATURDAY for day in days) + lost}
        options = _of_festival(days, frozenset(named), longest, practice.make_up_within_days, made_good)
        found[name] = tuple(dict.fromkeys(options))
    return found


def _of_festival(
    days: list[date], statutory: frozenset[date], longest: int, reach: int, made_good: Collection[int]
) -> Iterator[Shift]:
    yield Shift()
    first, last = days[0], days[-1]
    spare = longest - ((last - first).days + 1)
    for before in range(spare + 1):
        for after in range(spare - before + 1):
            begin, end = first - before * _DAY, last + after * _DAY
            inside = [begin + n * _DAY for n in range((end - begin).days + 1)]
            off = tuple(day for day in inside if day.weekday() < _SATURDAY and day not in statutory)
            for count in {max(0, len(off) - free) for free in made_good}:
                yield from (Shift(off, work) for work in _made_up(count, begin, end, reach, statutory))


def _made_up(count: int, begin: date, end: date, reach: int, statutory: frozenset[date]) -> Iterator[tuple[date, ...]]:
    """Yield the choices that move a term most: all weekends before or all after the break, the nearest or the farthest; or split."""
    ahead = [day for day in (begin - n * _DAY for n in range(1, reach + 1)) if _may_be_worked(day, statutory)]
    behind = [day for day in (end + n * _DAY for n in range(1, reach + 1)) if _may_be_worked(day, statutory)]
    for near in {min(count, len(ahead)), max(0, count - len(behind))}:
        rest = count - near
        for before in (ahead[:near], ahead[len(ahead) - near :]):
            for after in (behind[:rest], behind[len(behind) - rest :]):
                yield tuple(sorted((*before, *after)))


def _may_be_worked(day: date, statutory: frozenset[date]) -> bool:
    return day.weekday() >= _SATURDAY and day not in statutory


def open_choices(base: Calendar, published: Callable[[int], bool], after: date, upto: date) -> list[tuple[Shift, ...]]:
    """Return, for each festival of a year without notice that can touch a term between two days, what its notice could do.

    Days that are settled already are not touched again.
    """
    found = []
    for year in range(after.year, upto.year + 2):
        if published(year):
            continue
        for options in shifts(year).values():
            kept = tuple(shift for shift in options if not any(map(base.is_settled, (*shift.off, *shift.work))))
            days = [day for shift in kept for day in (*shift.off, *shift.work)]
            if days and min(days) <= upto and max(days) > after:
                found.append(kept)
    return found


class ShiftedCalendar:
    """A calendar under which some days are otherwise: what a possible notice would make of it. Costs nothing to build."""

    __slots__ = ("base", "changes")

    def __init__(self, base: Calendar, chosen: tuple[Shift, ...]) -> None:
        self.base = base
        #: (day, +1 worked or -1 off), where that is not what the base says already.
        told = {day: 1 for shift in chosen for day in shift.work} | {day: -1 for shift in chosen for day in shift.off}
        self.changes = tuple((day, step) for day, step in sorted(told.items()) if base.is_workday(day) != (step > 0))

    def position(self, day: date) -> int:
        """Return how many working days there are up to and including ``day``."""
        return self.base.position(day) + sum(step for changed, step in self.changes if changed <= day)

    def at(self, position: int) -> date:
        """Return the working day whose position is ``position``."""
        day = self.base.at(position)
        while self.position(day) < position:
            day += _DAY
        while self.position(day - _DAY) >= position:
            day -= _DAY
        return day

    def add(self, day: date, workdays: int) -> date:
        """Return the ``workdays``-th working day after ``day``."""
        return self.at(self.position(day) + workdays)

    def count(self, after: date, upto: date) -> int:
        """Return the number of working days after ``after`` up to and including ``upto``."""
        return max(0, self.position(upto) - self.position(after))

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``."""
        return self.position(day) > self.position(day - _DAY)

    def is_settled(self, day: date) -> bool:
        """Whether a published arrangement fixes ``day``: as the base says."""
        return self.base.is_settled(day)

    def all_settled(self, after: date, upto: date) -> bool:
        """Whether every day between is settled: as the base says."""
        return self.base.all_settled(after, upto)

    def verdict(self, day: date) -> tuple[DayKind, str | None]:
        """Return what ``day`` is."""
        step = dict(self.changes).get(day)
        return self.base.verdict(day) if step is None else (("makeup" if step > 0 else "holiday"), None)
