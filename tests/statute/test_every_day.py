"""Every receipt day from 2011 to 2026, every term from 1 to 60 working days, against a plain walk over the arrangements."""

from datetime import date, timedelta

from tests.statute.lives import CALENDAR
from tests.statute.plain_clock import is_workday

ONE = timedelta(days=1)
FIRST, LAST = date(2011, 1, 1), date(2026, 12, 31)
TERMS = range(1, 61)


def test_every_term_from_every_day():
    wrong, day, ahead = [], LAST + ONE, []
    while len(ahead) < len(TERMS):
        if is_workday(day):
            ahead.append(day)
        day += ONE
    # Walking back from the last day, the next sixty working days are always at hand.
    day = LAST
    while day >= FIRST:
        if [CALENDAR.add(day, term) for term in TERMS] != ahead:
            wrong.append(day)
        if is_workday(day):
            ahead = [day, *ahead[:-1]]
        day -= ONE
    assert wrong == []


def test_counting_is_the_inverse_of_adding():
    day = FIRST
    while day <= LAST:
        for term in (1, 7, 20, 60):
            assert CALENDAR.count(day, CALENDAR.add(day, term)) == term
        day += 13 * ONE
