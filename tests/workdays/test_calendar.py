"""The tables: every known day, and what is said of those that nobody has fixed yet."""

from datetime import date, timedelta

import pytest

from gov_requests import workdays
from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.workdays.calendar import WorkdayCalendar
from gov_requests.workdays.published import base_arrangements
from tests.statute.examples import ARRANGEMENTS

ONE = timedelta(days=1)
CALENDAR = workdays.load(None)


def day(text):
    return date.fromisoformat(text)


def test_every_day_of_sixteen_years_is_as_the_arrangements_say():
    off = {text for year in ARRANGEMENTS.values() for text in year["off"]}
    work = {text for year in ARRANGEMENTS.values() for text in year["work"]}
    here, wrong = date(2011, 1, 1), []
    while here <= date(2026, 12, 31):
        works = str(here) in work or (here.weekday() < 5 and str(here) not in off)
        if CALENDAR.is_workday(here) != works:
            wrong.append(here)
        here += ONE
    assert wrong == []


def test_the_special_days_of_sixteen_years():
    assert CALENDAR.is_workday(day("2024-02-09"))  # 除夕 of 2024 was a working day
    assert not CALENDAR.is_workday(day("2015-09-03"))  # 抗战胜利70周年
    assert CALENDAR.is_workday(day("2015-09-06"))
    assert not CALENDAR.is_workday(day("2020-01-31"))  # 春节假期延长
    assert CALENDAR.is_workday(day("2011-12-31"))  # worked for 元旦 of 2012


def test_the_first_day_of_an_unpublished_year_is_a_holiday_all_the_same():
    assert not CALENDAR.is_workday(day("2027-01-01"))
    assert CALENDAR.add(day("2026-12-31"), 1) == day("2027-01-04")


@pytest.mark.parametrize("year", range(2027, 2101))
def test_every_year_to_2100_is_answered_and_not_settled(year):
    assert not CALENDAR.is_workday(date(year, 10, 1))
    assert not CALENDAR.is_settled(date(year, 6, 1))
    assert not CALENDAR.published(year)
    assert date(year, 1, 8) < CALENDAR.add(date(year, 1, 1), 20) < date(year, 2, 15)


def test_a_term_that_begins_on_the_last_day_of_2100_still_ends():
    assert CALENDAR.add(day("2100-12-31"), 60).year == 2101


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("2026-12-28", True),
        ("2026-12-29", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
        ("2025-12-31", True),
        ("2026-11-30", True),
        ("2004-01-01", True),
        ("2003-12-31", False),
        ("2003-12-28", False),
    ],
)
def test_which_days_are_settled(text, settled):
    assert CALENDAR.is_settled(day(text)) is settled
    assert CALENDAR.all_settled(day(text) - ONE, day(text)) is settled


def test_a_span_is_settled_when_all_its_days_are():
    assert CALENDAR.all_settled(day("2026-12-01"), day("2026-12-28"))
    assert not CALENDAR.all_settled(day("2026-12-01"), day("2026-12-29"))
    assert CALENDAR.all_settled(day("2026-12-29"), day("2026-12-29"))
    # The first day is not part of the span.
    assert CALENDAR.all_settled(day("2003-12-31"), day("2004-01-31"))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2026-07-01", ("workday", None)),
        ("2026-07-04", ("weekend", None)),
        ("2026-10-01", ("holiday", "国庆节")),
        ("2026-09-20", ("makeup", "国庆节")),
        ("2026-09-27", ("holiday", "中秋节")),
        ("2027-02-05", ("holiday", "春节")),
        ("2027-02-09", ("workday", None)),
    ],
)
def test_what_a_day_is(text, verdict):
    assert CALENDAR.verdict(day(text)) == verdict


def test_positions_and_days_are_inverse():
    here = day("2026-01-01")
    for n in range(400):
        position = CALENDAR.position(here + n * ONE)
        assert CALENDAR.at(position) <= here + n * ONE < CALENDAR.at(position + 1)


def test_adding_nothing_gives_the_last_working_day():
    assert CALENDAR.add(day("2026-07-05"), 0) == day("2026-07-03")
    assert CALENDAR.count(day("2026-07-10"), day("2026-07-01")) == 0


def test_the_working_days_between_two_days():
    assert CALENDAR.workdays_between(day("2026-07-02"), day("2026-07-07")) == [
        day("2026-07-03"),
        day("2026-07-06"),
        day("2026-07-07"),
    ]
    assert CALENDAR.workdays_between(day("2026-07-03"), day("2026-07-05")) == []


BEYOND = {
    "is_workday": lambda: CALENDAR.is_workday(day("1948-12-31")),
    "position": lambda: CALENDAR.position(day("1948-12-31")),
    "position, late": lambda: CALENDAR.position(day("2102-01-01")),
    "at": lambda: CALENDAR.at(10**6),
    "add": lambda: CALENDAR.add(day("1948-12-31"), 1),
    "add, late": lambda: CALENDAR.add(day("2101-12-31"), 1),
    "add, backwards": lambda: CALENDAR.add(day("2026-07-01"), -1),
    "count": lambda: CALENDAR.count(day("2026-07-01"), day("2102-01-01")),
    "count, early": lambda: CALENDAR.count(day("1948-12-31"), day("2026-07-01")),
    "all_settled": lambda: CALENDAR.all_settled(day("2026-07-01"), day("2102-01-01")),
    "verdict": lambda: CALENDAR.verdict(day("2102-01-01")),
}


@pytest.mark.parametrize("ask", BEYOND.values(), ids=BEYOND)
def test_beyond_the_tables_a_sentence_says_what_they_reach(ask):
    with pytest.raises(OutOfCalendarError, match="日期应在 1949 年至 2100 年之间。"):
        ask()


def test_a_later_notice_holds_where_two_reach_the_same_edge():
    arrangements = dict(base_arrangements())
    earlier, later = arrangements[2025], arrangements[2026]
    assert CALENDAR.is_workday(day("2025-12-31"))
    amended = WorkdayCalendar(
        arrangements
        | {
            2025: _with(earlier, work={day("2025-12-31"): ""}),
            2026: _with(later, off={day("2025-12-31"): ""}),
        }
    )
    assert not amended.is_workday(day("2025-12-31"))
    assert amended.verdict(day("2025-12-31")) == ("holiday", "元旦")


def _with(arrangement, *, off=None, work=None):
    return type(arrangement)(
        year=arrangement.year,
        source="",
        version=1,
        off={**arrangement.off, **(off or {})},
        work={**arrangement.work, **(work or {})},
    )
