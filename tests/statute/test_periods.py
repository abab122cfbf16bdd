"""Every other period: working days, natural days that roll off a holiday, months."""

import pytest

from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.periods import PERIODS, PeriodError, period_due
from tests.statute.lives import CALENDAR, day

LENGTHS = {
    "working_day": {
        "correction_notice": 7,
        "reply": 20,
        "third_party_opinion": 15,
        "co_producer_opinion": 15,
        "fee_payment": 20,
        "proactive_publication": 20,
        "respondent_answer": 10,
        "respondent_answer_simplified": 5,
    },
    "natural_day": {
        "reconsideration_filing": 60,
        "suit_after_reconsideration": 15,
        "court_answer": 15,
        "appeal_judgment": 15,
        "appeal_ruling": 10,
        "reconsideration_decision": 60,
        "reconsideration_decision_simplified": 30,
        "first_instance_judgment_simplified": 45,
    },
    "month": {"direct_suit": 6, "first_instance_judgment": 6, "second_instance_judgment": 3},
}


def due(name, start_on):
    return period_due(name, day(start_on), CALENDAR)


def test_the_table_holds_every_period_with_its_unit_and_length():
    on = day("2026-03-02")
    told = {unit: {row.name: row.terms.on(on) for row in PERIODS.values() if row.unit == unit} for unit in LENGTHS}
    assert told == LENGTHS


RECONSIDERATION, LITIGATION = "《中华人民共和国行政复议法》", "《中华人民共和国行政诉讼法》"
ARTICLES = {
    "correction_notice": "第三十条",
    "reply": "第三十三条第二款",
    "third_party_opinion": "第三十二条",
    "co_producer_opinion": "第三十四条",
    "fee_payment": "国办函〔2020〕109号",
    "proactive_publication": "第二十六条",
    "respondent_answer": RECONSIDERATION + "第四十八条",
    "respondent_answer_simplified": RECONSIDERATION + "第五十四条第一款",
    "reconsideration_filing": RECONSIDERATION + "第二十条第一款",
    "suit_after_reconsideration": LITIGATION + "第四十五条",
    "court_answer": LITIGATION + "第六十七条第一款",
    "appeal_judgment": LITIGATION + "第八十五条",
    "appeal_ruling": LITIGATION + "第八十五条",
    "reconsideration_decision": RECONSIDERATION + "第六十二条第一款",
    "reconsideration_decision_simplified": RECONSIDERATION + "第六十二条第二款",
    "direct_suit": LITIGATION + "第四十六条第一款",
    "first_instance_judgment": LITIGATION + "第八十一条",
    "first_instance_judgment_simplified": LITIGATION + "第八十三条",
    "second_instance_judgment": LITIGATION + "第八十八条",
}


def test_every_period_names_its_article():
    assert {name: due(name, "03-02").article for name in PERIODS} == ARTICLES


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_has_its_unit_and_is_that_of_2019_also_before(name):
    assert due(name, "03-02").unit == PERIODS[name].unit
    assert due(name, "2018-03-02").article == ARTICLES[name]


def test_the_seven_and_the_twenty_working_days_hold_before_2019_too():
    assert due("correction_notice", "2018-07-02").due_on == day("2018-07-11")
    assert due("reply", "2018-07-02").due_on == day("2018-07-30")


@pytest.mark.parametrize("name", LENGTHS["working_day"])
def test_working_days_are_counted_after_the_first(name):
    assert due(name, "07-01").due_on == CALENDAR.add(day("07-01"), LENGTHS["working_day"][name])


def test_natural_days_are_counted_after_the_first():
    assert due("suit_after_reconsideration", "07-01").due_on == day("07-16")


def test_a_last_day_on_a_weekend_rolls_to_the_next_working_day():
    assert due("appeal_ruling", "07-01").due_on == day("07-13")


def test_a_last_day_on_a_holiday_rolls_off_all_of_it():
    assert due("suit_after_reconsideration", "09-22").due_on == day("10-08")


def test_a_last_day_on_a_make_up_weekend_does_not_roll():
    # 2026-10-10 is a Saturday on which people work.
    assert due("suit_after_reconsideration", "09-25").due_on == day("10-10")


def test_months_end_on_the_same_day_of_the_month():
    assert due("direct_suit", "01-16").due_on == day("07-16")
    assert due("direct_suit", "08-16").due_on == day("2027-02-16")


def test_where_the_month_has_no_such_day_its_last_counts():
    assert due("direct_suit", "2025-08-31").due_on == day("2026-02-28")
    assert due("direct_suit", "2023-08-30").due_on == day("2024-02-29")
    # The last of February 2027 is a Sunday.
    assert due("direct_suit", "2026-08-31").due_on == day("2027-03-01")


def test_months_roll_likewise():
    # 2026-08-16 is a Sunday.
    assert due("direct_suit", "02-16").due_on == day("08-17")


def test_working_days_are_provisional_when_any_of_them_is():
    assert due("correction_notice", "12-18").provisional is True
    assert due("correction_notice", "12-17").provisional is False
    assert (due("correction_notice", "12-17").due_on, due("correction_notice", "12-18").due_on) == (
        day("12-28"),
        day("12-29"),
    )


def test_natural_days_are_provisional_by_the_last_day_and_its_roll_alone():
    # From before an unpublished year into it, and from there into a published one.
    assert due("appeal_ruling", "12-18").provisional is False
    assert due("appeal_ruling", "12-19").provisional is True
    assert due("reconsideration_filing", "2003-12-01").provisional is False
    # 2026-12-26 is a Saturday; the next working day is settled.
    assert (due("appeal_ruling", "12-16").due_on, due("appeal_ruling", "12-16").provisional) == (day("12-28"), False)


def test_an_unknown_period_is_told_in_a_sentence():
    with pytest.raises(PeriodError, match="应为 correction_notice、reply、"):
        due("reply_by_tomorrow", "07-01")


@pytest.mark.parametrize("name", ["reply", "court_answer", "direct_suit"])
@pytest.mark.parametrize("start_on", ["1900-01-01", "2101-12-31", "9999-12-31"])
def test_a_day_that_no_calendar_reaches_is_told_in_a_sentence(name, start_on):
    with pytest.raises(OutOfCalendarError):
        due(name, start_on)
