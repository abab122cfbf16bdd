"""《全国年节及纪念日放假办法》: the days that the act itself gives, and the table of lunar festivals."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from chinese_calendar.constants import holidays as holidays_of_library

from gov_requests import workdays
from gov_requests.workdays.statutory import FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, act_for, statutory_holidays

FESTIVALS = json.loads((Path(workdays.__file__).parent / "festivals.json").read_text(encoding="utf-8"))
YEARS = range(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR + 1)
#: How chinese-calendar calls the festivals.
LIBRARY = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-autumn Festival",
    "国庆节": "National Day",
}


def festival(year, name):
    return date.fromisoformat(f"{year}-{FESTIVALS[str(year)][name]}")


def holidays(year, name):
    return [f"{day:%m-%d}" for day, called in sorted(statutory_holidays(year).items()) if called == name]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_nobody_worked_on_a_statutory_holiday_in_any_year_that_is_known(year):
    assert [day for day in statutory_holidays(year) if chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_festival_of_the_table_was_kept_under_its_name(year):
    kept = {}
    for day, name in statutory_holidays(year).items():
        kept.setdefault(name, set()).add(holidays_of_library.get(day))
    # Where two festivals meet (国庆节 and 中秋节, 端午节 on a Saturday) the library names one of them, or none.
    assert {name for name, names in kept.items() if LIBRARY[name] not in names} <= {"中秋节", "端午节"}


def test_the_table_reaches_from_2000_to_2101_without_a_gap():
    assert [int(year) for year in FESTIVALS] == list(range(2000, 2102))


@pytest.mark.parametrize("year", YEARS)
def test_the_festivals_lie_where_the_moon_can_put_them(year):
    spring, dragon, moon = (festival(year, name) for name in ("spring", "dragon_boat", "mid_autumn"))
    assert date(year, 1, 21) <= spring <= date(year, 2, 21)
    assert date(year, 4, 4) <= festival(year, "qingming") <= date(year, 4, 6)
    # 五月初五 and 八月十五 lie 122 or 123 days after 正月初一 and 98 to 100 after each other; a leap month adds one lunar month.
    assert (dragon - spring).days in {121, 122, 123, 151, 152, 153}
    assert (moon - dragon).days in {97, 98, 99, 100, 127, 128, 129}
    if year < LAST_LUNAR_YEAR:
        assert (festival(year + 1, "spring") - spring).days in {353, 354, 355, 383, 384, 385}


def test_the_eve_is_a_statutory_holiday_from_2025_on():
    assert holidays(2024, "春节") == ["02-10", "02-11", "02-12"]
    assert holidays(2025, "春节") == ["01-28", "01-29", "01-30", "01-31"]


def test_labour_day_has_two_days_from_2025_on():
    assert holidays(2024, "劳动节") == ["05-01"]
    assert holidays(2025, "劳动节") == ["05-01", "05-02"]


def test_before_2008_there_were_four_festivals():
    assert sorted(set(statutory_holidays(2007).values())) == ["元旦", "劳动节", "国庆节", "春节"]
    assert holidays(2007, "劳动节") == ["05-01", "05-02", "05-03"]


def test_2027_as_the_act_gives_it():
    assert [f"{day:%m-%d}" for day in sorted(statutory_holidays(2027))] == [
        "01-01",
        "02-05",
        "02-06",
        "02-07",
        "02-08",
        "04-05",
        "05-01",
        "05-02",
        "06-09",
        "09-15",
        "10-01",
        "10-02",
        "10-03",
    ]


def test_a_year_outside_the_table_keeps_the_fixed_days():
    assert sorted(set(statutory_holidays(1990).values())) == ["元旦", "劳动节", "国庆节"]
    assert act_for(1800) is act_for(1949)


@pytest.mark.parametrize("year", range(2027, 2101))
def test_every_year_to_2100_has_its_thirteen_days(year):
    # Two festivals may meet on one day.
    assert len(statutory_holidays(year)) >= 12
    assert all(abs(day - date(year, 1, 1)) < timedelta(days=300) for day in statutory_holidays(year))
