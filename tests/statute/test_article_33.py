"""第三十三条: 答复期限、延长、征求意见所需时间不计算在内."""

import pytest

from tests.statute.lives import (
    answered,
    asked,
    clock,
    corrected,
    day,
    due,
    extended,
    fee,
    paid,
    received,
    replied,
    safe_due,
    sought,
    warnings,
)

pytestmark = pytest.mark.article(33)


def test_the_reply_is_due_on_the_twentieth_working_day_after_receipt():
    assert due(received()) == day("07-29")


def test_a_make_up_weekend_counts_and_can_be_the_due_day():
    # 2026-09-20 is a Sunday on which people work.
    assert due(received("08-24")) == day("09-20")


def test_a_request_is_governed_by_the_regulations_of_its_receipt():
    assert due(received("2019-05-14")) == day("2019-06-04")
    assert due(received("2019-05-15")) == day("2019-06-13")


# Extension ------------------------------------------------------------------------------------------------------------------------


def test_an_extension_adds_its_working_days():
    assert due(received(), extended("07-29", 20)) == day("08-26")
    assert due(received(), extended("07-06", 3)) == day("08-03")


def test_an_extension_told_after_the_due_day_has_no_effect():
    late = clock(received(), extended("07-30"))
    assert late.warnings == ("extension_invalid",)
    assert late.due_on == day("07-29")


def test_an_extension_on_the_weekend_before_the_due_day_is_in_time():
    assert warnings(received("07-03"), extended("07-25")) == []


@pytest.mark.parametrize("workdays", [0, -1, 21, 100])
def test_an_extension_is_for_one_to_twenty_working_days(workdays):
    assert warnings(received(), extended("07-06", workdays)) == ["extension_invalid"]


@pytest.mark.parametrize("workdays", [1, 20])
def test_one_and_twenty_working_days_are_allowed(workdays):
    assert warnings(received(), extended("07-06", workdays)) == []


def test_an_extension_needs_the_consent_of_the_head_of_the_disclosure_office_first():
    assert warnings(received(), extended("07-06", approved=None)) == ["extension_invalid"]
    assert warnings(received(), extended("07-06", approved="07-07")) == ["extension_invalid"]
    assert warnings(received(), extended("07-06", approved="07-06")) == []


def test_only_one_extension_is_valid_in_a_period():
    twice = clock(received(), extended("07-06", 5), extended("07-07", 20))
    assert twice.warnings == ("extension_invalid",)
    assert twice.due_on == day("08-05")


def test_an_invalid_extension_does_not_use_up_the_one_that_is_allowed():
    assert due(received(), extended("07-06", 21), extended("07-07", 20)) == day("08-26")


def test_a_restart_ends_the_effect_of_an_extension_and_allows_another():
    life = received(), extended("07-03"), asked("07-06"), corrected("07-15")
    assert due(*life) == day("08-12")
    again = clock(*life, extended("08-12", 5))
    assert again.warnings == ()
    assert again.due_on == day("08-19")


def test_nothing_is_extended_while_a_correction_or_a_payment_is_awaited():
    assert warnings(received(), asked("07-06"), extended("07-07")) == ["extension_invalid"]
    assert warnings(received(), fee("07-06"), extended("07-07")) == ["extension_invalid"]


def test_an_extension_told_before_the_period_starts_has_no_effect():
    confirmed = received("07-01", "online", confirmed="07-10")
    assert warnings(confirmed, extended("07-09")) == ["extension_invalid"]
    assert warnings(confirmed, extended("07-10")) == []


def test_an_extension_is_judged_by_what_was_known_on_its_day():
    # The answer comes later and would bring the due day before the extension: on 07-31 the pause was still open.
    life = received(), sought("07-06"), extended("07-31"), answered("08-03")
    assert warnings(*life) == []
    # The delivery of 07-30 is not known on 07-29; without an end the due day is open, so the extension is in time.
    assert warnings(received(), sought("07-29", delivered="07-30"), extended("07-29")) == []


def test_an_answer_on_the_day_of_the_extension_is_known():
    # Answered on 07-07, one day is paused: due 07-30. The extension of that day sees it.
    assert warnings(received(), sought("07-06"), answered("07-07"), extended("07-30")) == []
    assert warnings(received(), sought("07-06"), answered("07-07"), extended("07-31")) == ["extension_invalid"]
    assert warnings(received("07-01"), sought("07-29"), answered("08-05"), extended("08-05")) == ["extension_invalid"]


def test_a_known_end_of_the_pause_is_read_to_that_end():
    # Delivered 07-07, the 15 working days end on 07-28: the due day stands at 08-19 although nothing has come.
    life = received(), sought("07-06", delivered="07-07")
    assert due(*life) == day("08-20")
    assert warnings(*life, extended("08-20")) == []
    assert warnings(*life, extended("08-21")) == ["extension_invalid"]


# Pauses ---------------------------------------------------------------------------------------------------------------------------


def test_the_time_of_asking_does_not_count_from_the_day_after_sending_to_the_day_the_opinion_came():
    assert due(received(), sought("07-06"), answered("07-10")) == day("08-04")


def test_an_opinion_on_the_day_of_sending_takes_no_time():
    assert due(received(), sought("07-06"), answered("07-06")) == day("07-29")


def test_overlapping_pauses_are_united_never_added():
    overlapping = (
        sought("07-06", ref="A"),
        answered("07-10", "A"),
        sought("07-08", ref="B"),
        answered("07-14", "B"),
    )
    # 07-07 … 07-14: six working days, not eight.
    assert due(received(), *overlapping) == day("08-06")


def test_a_pause_inside_another_adds_nothing():
    inside = sought("07-07", ref="B"), answered("07-08", "B")
    assert due(received(), sought("07-06"), answered("07-10"), *inside) == day("08-04")


def test_two_pauses_apart_are_both_counted():
    apart = sought("07-20", ref="B"), answered("07-21", "B")
    assert due(received(), sought("07-06"), answered("07-10"), *apart) == day("08-05")


def test_an_open_pause_without_end_leaves_no_due_day():
    open_ended = clock(received(), sought("07-06"))
    assert open_ended.due_on is None
    assert open_ended.state == "paused"


def test_a_pause_that_begins_on_the_due_day_changes_nothing():
    life = received(), sought("07-29")
    assert due(*life) == day("07-29")
    assert clock(*life).state == "running"
    assert due(received(), sought("07-28")) is None


def test_the_due_day_that_a_pause_must_begin_before_is_the_extended_one():
    assert due(received(), extended("07-20", 5), sought("07-31"), answered("08-03")) == day("08-06")
    assert due(received(), extended("07-20", 5), sought("08-05"), answered("08-10")) == day("08-05")


def test_a_pause_that_still_runs_goes_on_after_a_restart():
    life = received(), sought("07-03"), asked("07-06"), corrected("07-15"), answered("07-17")
    assert due(*life) == day("08-14")


def test_what_lay_in_a_pause_before_the_start_is_not_counted_twice():
    life = received(), sought("07-03"), answered("07-10"), asked("07-06"), corrected("07-15")
    assert due(*life) == day("08-12")


def test_a_pause_and_an_extension_are_both_appended():
    assert due(received(), sought("07-06"), answered("07-10"), extended("08-04", 5)) == day("08-11")


def test_an_organ_without_a_term_stops_the_period_until_it_answers():
    life = received(), sought("07-06", delivered="07-07", source="other_organ")
    assert due(*life) is None
    assert due(*life, answered("08-20")) == day("09-14")


# In time --------------------------------------------------------------------------------------------------------------------------


def test_a_reply_on_the_due_day_is_on_time():
    timely = clock(received(), replied("07-29"))
    assert (timely.on_time, timely.workdays_late) == (True, 0)


def test_a_reply_after_the_due_day_is_late_by_the_working_days_between():
    late = clock(received(), replied("08-03"))
    assert (late.on_time, late.workdays_late) == (False, 3)


def test_a_reply_on_the_weekend_after_the_due_day_is_late_by_one():
    # Due on Friday 07-31, answered on Saturday.
    late = clock(received("07-03"), replied("08-01"))
    assert (late.on_time, late.workdays_late) == (False, 1)


def test_statistics_run_on_the_due_day_and_not_on_the_safe_one():
    between = clock(received("07-01", "online", confirmed="07-06"), replied("08-03"))
    assert between.safe_due_on < day("08-03") <= between.due_on
    assert between.on_time is True


def test_paying_late_and_correcting_restart_with_all_the_days():
    assert due(received(), fee("07-06"), paid("07-15")) == day("08-12")


def test_the_safe_reading_sees_its_own_extension():
    # Told on 08-03: in time for the confirmed receipt (08-06), too late for arrival (07-29).
    confirmed = received("07-01", "online", confirmed="07-09")
    life = confirmed, extended("08-03")
    assert due(*life) == day("09-03")
    assert safe_due(*life) == day("07-29")
