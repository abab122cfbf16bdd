"""The calendar that the statute asks: prefix tables over every day, built once from the arrangements that hold."""

from collections.abc import Mapping
from datetime import date, timedelta

from gov_requests.statute.calendar import DayKind, OutOfCalendarError
from gov_requests.workdays.arrangement import FIRST_YEAR, LAST_YEAR, Arrangement
from gov_requests.workdays.statutory import statutory_holidays

_SATURDAY = 5
_DECEMBER, _EDGE = 12, 29
#: Terms that begin in the last year still end inside the tables.
_LAST_TABLED = LAST_YEAR + 1


class WorkdayCalendar:
    """Implements :class:`gov_requests.statute.calendar.Calendar` for 1949–2101.

    Two list look-ups answer every question: how many working days up to a day, and which day is the k-th. Outside the tables every
    method raises OutOfCalendarError with a sentence.
    """

    __slots__ = ("_counts", "_days", "_first", "_special", "_unsettled", "arrangements")

    def __init__(self, arrangements: Mapping[int, Arrangement]) -> None:
        #: The arrangement that holds, by year; a year that is not here is not published.
        self.arrangements = dict(arrangements)
        self._special = _special_days(self.arrangements)
        self._first = date(FIRST_YEAR, 1, 1).toordinal()
        last = date(_LAST_TABLED, 12, 31).toordinal()
        #: _counts[i]: working days up to and including the i-th day; _days[k]: the k-th working day (the 0-th is a stop).
        self._counts: list[int] = []
        self._days: list[date] = [date(FIRST_YEAR - 1, 12, 31)]
        self._unsettled: list[int] = []
        self._fill(last)

    def _fill(self, last: int) -> None:
        special, counts, days, unsettled = self._special, self._counts, self._days, self._unsettled
        known = self.arrangements
        total = open_days = 0
        for ordinal in range(self._first, last + 1):
            day = date.fromordinal(ordinal)
            told = special.get(day)
            if (ordinal + 6) % 7 < _SATURDAY if told is None else told[0]:
                total += 1
                days.append(day)
            year = day.year
            if year not in known or (day.month == _DECEMBER and day.day >= _EDGE and year + 1 not in known):
                open_days += 1
            counts.append(total)
            unsettled.append(open_days)

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._first
        if 0 <= index < len(self._counts):
            return index
        raise OutOfCalendarError(_beyond(day.isoformat()))

    def published(self, year: int) -> bool:
        """Whether an arrangement for ``year`` is known here."""
        return year in self.arrangements

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``."""
        return self._days[self._counts[self._index(day)]] == day

    def position(self, day: date) -> int:
        """Return how many working days the tables hold up to and including ``day``."""
        index = day.toordinal() - self._first
        if index >= 0:
            try:
                return self._counts[index]
            except IndexError:
                pass
        raise OutOfCalendarError(_beyond(day.isoformat()))

    def at(self, position: int) -> date:
        """Return the working day whose position is ``position``."""
        try:
            return self._days[position]
        except IndexError:
            raise OutOfCalendarError(_beyond(f"第{position}个工作日")) from None

    def add(self, day: date, workdays: int) -> date:
        """Return the ``workdays``-th (0 or more) working day after ``day``."""
        index = day.toordinal() - self._first
        if index >= 0 <= workdays:
            try:
                return self._days[self._counts[index] + workdays]
            except IndexError:
                pass
        raise OutOfCalendarError(_beyond(f"{day.isoformat()} 之后第{workdays}个工作日"))

    def count(self, after: date, upto: date) -> int:
        """Return the number of working days after ``after`` up to and including ``upto`` (0 where it is not later)."""
        return max(0, self.position(upto) - self.position(after))

    def is_settled(self, day: date) -> bool:
        """Whether a published arrangement fixes ``day`` for good; 29–31 December wait for the next year's notice."""
        if day.year not in self.arrangements:
            return False
        return not (day.month == _DECEMBER and day.day >= _EDGE and day.year + 1 not in self.arrangements)

    def all_settled(self, after: date, upto: date) -> bool:
        """Whether every day after ``after`` up to and including ``upto`` is settled."""
        first, last = after.toordinal() - self._first, upto.toordinal() - self._first
        if first >= 0 <= last:
            try:
                return self._unsettled[first] >= self._unsettled[last]
            except IndexError:
                pass
        raise OutOfCalendarError(_beyond(f"{after.isoformat()} 至 {upto.isoformat()}"))

    def verdict(self, day: date) -> tuple[DayKind, str | None]:
        """Return what ``day`` is, with the festival's name for a holiday or a make-up day where it is known."""
        self._index(day)
        told = self._special.get(day)
        if told is None:
            return ("workday" if day.weekday() < _SATURDAY else "weekend"), None
        works, name = told
        if works:
            return ("makeup" if day.weekday() >= _SATURDAY else "workday"), name or None
        return "holiday", name or None

    def workdays_between(self, after: date, upto: date) -> list[date]:
        """Return the working days after ``after`` up to and including ``upto``."""
        return self._days[self.position(after) + 1 : self.position(upto) + 1]


def _beyond(what: str) -> str:
    return f"{what}超出工作日历的范围：日期应在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间。"


def _special_days(arrangements: Mapping[int, Arrangement]) -> dict[date, tuple[bool, str]]:
    """Return the days that are not what their weekday says: (worked?, festival). A later year's notice holds at the edges."""
    special: dict[date, tuple[bool, str]] = {}
    for year in range(FIRST_YEAR, _LAST_TABLED + 1):
        arrangement = arrangements.get(year)
        named = statutory_holidays(year)
        if arrangement is None:
            for day, name in named.items():
                special.setdefault(day, (False, name))
            continue
        for day, name in arrangement.off.items():
            special[day] = False, name or _nearest(day, named)
        for day, name in arrangement.work.items():
            special[day] = True, name or _nearest(day, named)
    return special


def _nearest(day: date, named: Mapping[date, str]) -> str:
    """Name a day, of which an arrangement tells no name, after the statutory holiday nearest to it."""
    near = min(named, key=lambda festival: abs(festival - day), default=None)
    return named[near] if near is not None and abs(near - day) <= timedelta(days=10) else ""
