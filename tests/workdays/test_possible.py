"""What a notice that is not published yet could do: every notice that was published lay inside it."""

from datetime import date, timedelta

import pytest

from gov_requests import workdays
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Extended, Received
from gov_requests.workdays import WorkdayCalendar
from gov_requests.workdays.possible import PRACTICE, Shift, ShiftedCalendar, open_choices, shifts
from gov_requests.workdays.ranges import range_under

FULL = workdays.load(None)
ONE = timedelta(days=1)
#: Terms over what no rule foresees: the holiday of 2015-09-03, the spring of 2020.
UNFORESEEN = ((date(2015, 7, 1), date(2015, 9, 6)), (date(2019, 12, 1), date(2020, 2, 3)))


def forecast(facts, base, as_of):
    return read_clock(facts, base, as_of, proof=False), range_under(base, facts, as_of)


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_published_notice_lay_inside_the_forecast_made_without_it(year):
    base = WorkdayCalendar({known: told for known, told in FULL.arrangements.items() if known < year})
    day, outside = date(year - 1, 11, 18), []
    while day < date(year, 12, 1):
        for facts in ([Received(day)], [Received(day), Extended(day, 15, day)]):
            clock, found = forecast(facts, base, day)
            actual = read_clock(facts, FULL, day, proof=False).due_on
            if clock.provisional and not found.due[0] <= actual <= found.due[1]:
                outside.append(day)
        day += 17 * ONE
    assert [day for day in outside if not any(first <= day <= last for first, last in UNFORESEEN)] == []


def test_a_request_of_december_2026_is_due_on_one_of_two_days():
    _clock, found = forecast([Received(date(2026, 12, 14))], WorkdayCalendar(FULL.arrangements), date(2026, 12, 20))
    assert found.due == found.safe == (date(2027, 1, 12), date(2027, 1, 13))


def test_a_break_holds_all_its_holidays_and_is_no_longer_than_practice_has_it():
    for name, options in shifts(2027).items():
        assert options[0] == Shift()
        longest = dict(PRACTICE.longest).get(name, PRACTICE.longest_of_others)
        for shift in options:
            assert all(day.weekday() < 5 for day in shift.off)
            assert all(day.weekday() >= 5 for day in shift.work)
            assert len(shift.off) <= longest
            assert len(shift.work) <= len(shift.off)


def test_settled_days_are_not_moved_again():
    choices = open_choices(FULL, FULL.published, date(2026, 12, 1), date(2027, 1, 31))
    touched = {day for options in choices for shift in options for day in (*shift.off, *shift.work)}
    assert min(touched) >= date(2026, 12, 29)


def test_a_published_year_leaves_no_choice():
    assert open_choices(FULL, FULL.published, date(2026, 3, 1), date(2026, 4, 30)) == []


def test_a_shifted_calendar_counts_as_a_walk_over_it():
    shift = Shift(off=(date(2027, 1, 4), date(2027, 1, 5)), work=(date(2027, 1, 9),))
    shifted = ShiftedCalendar(FULL, (shift,))
    works = {date(2027, 1, 4): False, date(2027, 1, 5): False, date(2027, 1, 9): True}
    day, worked = date(2026, 12, 25), 0
    start = day
    while day < date(2027, 1, 20):
        day += ONE
        expected = works.get(day, FULL.is_workday(day))
        worked += expected
        assert shifted.is_workday(day) is expected
        assert shifted.count(start, day) == worked
        assert shifted.add(start, worked) == (day if expected else shifted.add(start, worked))
    assert shifted.verdict(date(2027, 1, 9)) == ("makeup", None)
    assert shifted.verdict(date(2027, 1, 4)) == ("holiday", None)
    assert shifted.verdict(date(2027, 1, 1)) == FULL.verdict(date(2027, 1, 1))
    assert not shifted.is_settled(date(2027, 1, 4))
    assert not shifted.all_settled(date(2026, 12, 1), date(2027, 1, 4))
    assert shifted.at(shifted.position(date(2027, 1, 6))) == date(2027, 1, 6)
    assert shifted.count(date(2027, 1, 6), date(2027, 1, 1)) == 0
