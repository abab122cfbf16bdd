"""The day list (逐日清单): every day from the start to the later due day with its verdict, countable by hand."""

from dataclasses import dataclass
from datetime import date, timedelta

from gov_requests.cases.clock_card import day_words, paused
from gov_requests.records.calendar import calendar
from gov_requests.statute.clock import Clock
from gov_requests.today import today

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: what it is, and which working day of each reading it is (None: not counted)."""

    on: date
    words: str
    statutory: int | None
    safe: int | None
    settled: bool


def day_list(clock: Clock) -> list[DayRow]:
    """Return the days after the earlier start up to the later due day; empty where neither reading has one."""
    ends = [day for day in (clock.due_on, clock.safe_due_on) if day is not None]
    if not ends:
        return []
    as_of, days = today(), calendar()
    readings = (clock.statutory, clock.safe)
    spans = [reading.pauses(as_of) for reading in readings]
    counts, rows = [0, 0], []
    here = min(reading.start for reading in readings) + _DAY
    while here <= max(ends):
        shown: list[int | None] = []
        for index, reading in enumerate(readings):
            counted = here > reading.start and days.is_workday(here) and not paused(here, spans[index])
            counts[index] += counted
            shown.append(counts[index] if counted else None)
        rows.append(DayRow(here, day_words(here, spans[0]), shown[0], shown[1], days.is_settled(here)))
        here += _DAY
    return rows
