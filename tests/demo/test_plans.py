"""The requests around today show every light and every stage in any year: computed over the planned facts, without a database."""

import random
from datetime import date

import pytest

from gov_requests import workdays
from gov_requests.demo.district import PLACES, names
from gov_requests.demo.invented import applicant
from gov_requests.demo.lives import Staff
from gov_requests.demo.plans import lives_around
from gov_requests.identity import CHECKS
from gov_requests.lights import light_of
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received, Replied, fact_from
from gov_requests.workdays import WorkdayCalendar

CALENDAR: WorkdayCalendar = workdays.load()
DAYS = [
    date(year, month, day) for year in range(2026, 2034) for month, day in ((1, 2), (2, 20), (5, 4), (9, 30), (12, 31))
]
WORKDAYS = [day for day in DAYS if CALENDAR.is_workday(day)]
STAFFS = {place.code: Staff(None, {}) for place in PLACES}


def planned(today):
    return list(lives_around(today, STAFFS, CALENDAR, random.Random(1)))


def clock_of(life, today):
    facts = [Received(life.entry.arrived_on, life.entry.channel, life.entry.confirmed_on)]
    for step in life.steps:
        if step.act == "outside":
            facts.append(
                fact_from({"kind": step.details["kind"], "on": step.day.isoformat(), **step.details.get("fact", {})})
            )
        elif step.act == "deliver":
            facts.append(Replied(step.day))
    return read_clock(facts, CALENDAR, today, proof=False)


def light_on(life, today):
    clock = clock_of(life, today)
    light = light_of(
        state=clock.state, remaining=clock.remaining_workdays, on_time=clock.on_time, workdays_late=clock.workdays_late
    )
    return light.label if light.rest in ("今日", "征求意见", "待补正", "待缴费") else light.word


@pytest.mark.parametrize("today", WORKDAYS, ids=str)
def test_every_light_shows_on_any_working_day(today):
    assert {light_on(life, today) for life in planned(today)} == {
        *("绿灯", "黄灯", "红灯", "红灯 今日", "超期", "停计 征求意见", "停计 待补正", "停计 待缴费"),
        *("按期办结", "逾期办结", "已撤回", "视为放弃"),
    }


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_is_planned_for_a_day_that_has_not_come(today):
    assert max(step.day for life in planned(today) for step in life.steps) <= today


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2026, 12, 31), date(2027, 3, 1)], ids=str)
def test_a_provisional_date_shows_towards_the_end_of_the_last_year_with_an_arrangement(today):
    assert any(clock_of(life, today).provisional for life in planned(today))


def test_the_same_seed_plans_the_same_and_another_seed_something_else():
    today = WORKDAYS[0]
    one, again = ([life.entry for life in planned(today)] for _ in range(2))
    other = [life.entry for life in lives_around(today, STAFFS, CALENDAR, random.Random(2))]
    assert one == again
    assert one != other


def test_invented_people_have_numbers_that_are_nobodys_and_hold():
    chance = random.Random(3)
    for _ in range(300):
        who = applicant(chance)
        assert CHECKS[who.id_type](who.id_number) is None
        assert "990101" <= who.id_number[who.id_number.index("99") :][:6] <= "990103"


def test_no_given_name_comes_twice():
    given = [name[1:] for name in names()]
    assert len(set(given)) == len(given) >= 100
