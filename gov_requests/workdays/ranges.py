"""How far a date that hangs on a notice not yet published can still move (暂定日期的范围): the law's clock over what could be arranged."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.clock import read_clock
from gov_requests.statute.due_range import Between, DueRange, date_range, due_range
from gov_requests.statute.facts import Fact
from gov_requests.statute.periods import period_due
from gov_requests.workdays.calendar import WorkdayCalendar
from gov_requests.workdays.possible import ShiftedCalendar, open_choices

#: A notice that lengthens the term can bring further festivals into reach.
_BEYOND = timedelta(days=21)


def range_under(days: WorkdayCalendar, facts: Sequence[Fact], as_of: date) -> DueRange | None:
    """Return the range of a life's dates; None where they are settled, or reach past the end of the tables."""
    return _range_under(days, tuple(facts), as_of)


@lru_cache(maxsize=4096)
def _range_under(days: WorkdayCalendar, facts: tuple[Fact, ...], as_of: date) -> DueRange | None:
    clock = read_clock(facts, days, as_of, proof=False)
    if not clock.provisional or clock.last_due_on is None:
        return None
    start = min(clock.statutory.start, clock.safe.start)
    choices = open_choices(days, days.published, start, clock.last_due_on + _BEYOND)
    try:
        return due_range(facts, choices, lambda chosen: ShiftedCalendar(days, chosen), as_of)
    except OutOfCalendarError:
        return None


def period_range_under(days: WorkdayCalendar, name: str, start_on: date) -> Between | None:
    """Return the range of another period's last day (``statute period``); None where it is settled."""
    due = period_due(name, start_on, days)
    if not due.provisional:
        return None
    choices = open_choices(days, days.published, start_on, due.due_on + _BEYOND)
    return date_range(lambda chosen: period_due(name, start_on, ShiftedCalendar(days, chosen)).due_on, choices)
