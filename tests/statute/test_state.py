"""state, remaining_workdays, provisional: what the clock says of the day it is asked about."""

import pytest

from tests.statute.lives import (
    abandoned,
    answered,
    asked,
    clock,
    corrected,
    day,
    fee,
    paid,
    received,
    replied,
    sought,
    withdrawn,
)


def test_a_request_is_running_also_when_overdue():
    assert clock(received(), as_of="09-01").state == "running"


def test_a_request_is_running_also_on_a_day_before_it_came():
    assert clock(received(), as_of="06-01").state == "running"


@pytest.mark.parametrize("as_of", ["07-01", "07-06", "12-31"])
def test_what_is_awaited_is_said_from_all_facts_whatever_the_day(as_of):
    assert clock(received(), asked("07-06"), as_of=as_of).state == "awaiting_correction"
    assert clock(received(), fee("07-06"), as_of=as_of).state == "awaiting_fee"
    assert clock(received(), asked("07-06"), corrected("07-10"), as_of=as_of).state == "running"
    assert clock(received(), fee("07-06"), paid("07-10"), as_of=as_of).state == "running"


@pytest.mark.parametrize(("fact", "state"), [(replied, "replied"), (withdrawn, "withdrawn"), (abandoned, "abandoned")])
def test_a_closed_request_says_how_whatever_the_day(fact, state):
    assert clock(received(), asked("07-06"), fact("07-10"), as_of="07-07").state == state


def test_awaiting_says_more_than_paused():
    assert clock(received(), sought("07-03"), asked("07-06"), as_of="07-07").state == "awaiting_correction"


def test_one_outstanding_opinion_of_two_is_enough_to_be_paused():
    life = received(), sought("07-03", ref="A"), answered("07-06", "A"), sought("07-03", ref="B")
    assert clock(*life, as_of="07-10").state == "paused"


def test_a_letter_sent_after_the_due_day_does_not_pause():
    assert clock(received(), sought("08-03"), as_of="08-04").state == "running"


def test_a_fact_later_than_the_day_asked_about_is_read():
    assert clock(received(), sought("07-06"), answered("07-10"), as_of="07-07").due_on == day("08-04")


def test_the_remaining_working_days_count_to_the_safe_day_itself():
    assert clock(received(), as_of="07-28").remaining_workdays == 1
    assert clock(received(), as_of="07-29").remaining_workdays == 0
    assert clock(received(), as_of="07-01").remaining_workdays == 20


def test_past_the_safe_day_they_are_negative():
    assert clock(received(), as_of="07-30").remaining_workdays == -1
    assert clock(received("07-03"), as_of="08-02").remaining_workdays == 0


def test_they_run_on_the_safe_day():
    life = received("07-01", "online", confirmed="07-06")
    assert clock(life, as_of="07-28").remaining_workdays == 1


def test_a_closed_request_has_none_left():
    assert clock(received(), replied("07-10"), as_of="07-28").remaining_workdays is None


def test_a_date_in_a_year_without_an_arrangement_is_provisional():
    life = clock(received("12-14"))
    assert (life.due_on, life.provisional) == (day("2027-01-12"), True)


def test_the_last_three_days_before_such_a_year_can_move_too():
    assert clock(received("11-30")).provisional is False
    assert (clock(received("11-30")).due_on, clock(received("12-01")).due_on) == (day("12-28"), day("12-29"))
    assert clock(received("12-01")).provisional is True


def test_the_later_of_the_two_readings_decides():
    life = clock(received("11-30", "online", confirmed="12-02"))
    assert (life.safe_due_on, life.due_on, life.provisional) == (day("12-28"), day("12-30"), True)
    own = clock(received("11-30", "online", confirmed="12-02"), asked("12-10"), as_of="12-11")
    assert (own.due_on, own.safe_due_on, own.provisional) == (None, day("12-28"), False)


def test_without_any_date_nothing_is_provisional():
    assert clock(received("12-14"), asked("12-15")).provisional is False


def test_before_the_first_arrangement_known_dates_are_provisional():
    assert clock(received("2003-12-15")).provisional is True
