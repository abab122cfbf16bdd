"""第三十条: 给予指导和释明……自收到申请之日起7个工作日内一次性告知申请人作出补正……自收到补正的申请之日起计算."""

import pytest

from tests.statute.lives import asked, clock, corrected, day, due, extended, fee, paid, received, safe_due, warnings

pytestmark = pytest.mark.article(30)


def test_a_correction_notice_stops_the_clock_until_the_correction_comes():
    waiting = clock(received(), asked("07-06"))
    assert (waiting.due_on, waiting.safe_due_on) == (None, None)
    assert waiting.state == "awaiting_correction"
    assert waiting.remaining_workdays is None


def test_the_period_starts_anew_in_full_from_the_corrected_request():
    assert due(received(), asked("07-06"), corrected("07-15")) == day("08-12")


def test_a_correction_before_the_receipt_is_confirmed_does_not_start_the_period_earlier():
    confirmed = received("07-01", "online", confirmed="07-20")
    assert due(confirmed, asked("07-02"), corrected("07-06")) == due(confirmed)


def test_a_notice_on_the_seventh_working_day_is_in_time():
    assert warnings(received(), asked("07-10"), corrected("07-15")) == []


def test_a_notice_after_the_seventh_working_day_still_restarts_the_period_but_is_late():
    late = clock(received(), asked("07-13"), corrected("07-20"))
    assert late.warnings == ("correction_notice_late",)
    assert late.due_on == day("08-17")


def test_a_notice_on_the_weekend_after_the_seventh_working_day_is_late():
    assert warnings(received(), asked("07-11")) == ["correction_notice_late"]


def test_nobody_can_rely_on_a_late_notice_so_the_safe_reading_does_not_restart():
    assert safe_due(received(), asked("07-13"), corrected("07-20")) == day("07-29")


def test_while_a_late_notice_waits_the_safe_reading_runs_on():
    waiting = clock(received(), asked("07-13"))
    assert (waiting.due_on, waiting.safe_due_on) == (None, day("07-29"))
    assert waiting.state == "awaiting_correction"


def test_the_seven_days_are_counted_from_receipt_also_after_a_restart():
    assert warnings(received(), fee("07-02"), paid("07-20"), asked("07-22")) == ["correction_notice_late"]


def test_the_seven_days_of_the_safe_reading_run_from_arrival():
    confirmed = received("07-01", "ordinary_mail", confirmed="07-03")
    notice = clock(confirmed, asked("07-14"), corrected("07-20"))
    assert notice.warnings == ()
    assert (notice.due_on, notice.safe_due_on) == (day("08-17"), day("07-29"))


def test_a_second_notice_has_no_effect():
    twice = clock(received(), asked("07-02"), corrected("07-03"), asked("07-06"))
    assert twice.warnings == ("correction_repeated",)
    assert twice.due_on == day("07-31")


def test_a_notice_that_had_no_effect_is_not_the_first():
    # The first comes while the fee is awaited and has no effect: the next one is the first.
    life = received(), fee("07-02"), asked("07-03"), paid("07-06"), asked("07-08")
    assert warnings(*life) == ["notice_while_awaiting"]
    assert clock(*life).state == "awaiting_correction"


def test_a_second_notice_that_is_late_too_is_only_repeated():
    assert warnings(received(), asked("07-02"), corrected("07-03"), asked("07-20")) == ["correction_repeated"]


def test_a_notice_while_the_correction_is_awaited_has_no_effect():
    assert warnings(received(), asked("07-02"), asked("07-03")) == ["notice_while_awaiting"]


def test_a_notice_on_the_due_day_has_effect_and_after_it_none():
    assert warnings(received(), asked("07-29")) == ["correction_notice_late"]
    after = clock(received(), asked("07-30"), corrected("08-03"))
    assert after.warnings == ("notice_after_due", "correction_unasked")
    assert after.due_on == day("07-29")


def test_a_notice_is_judged_by_the_extended_due_day():
    assert warnings(received(), extended("07-29"), asked("08-26")) == ["correction_notice_late"]
    assert warnings(received(), extended("07-29"), asked("08-27")) == ["notice_after_due"]


def test_a_correction_that_nobody_asked_for_has_no_effect():
    unasked = clock(received(), corrected("07-06"))
    assert unasked.warnings == ("correction_unasked",)
    assert unasked.due_on == day("07-29")


def test_a_correction_while_the_fee_is_awaited_has_no_effect():
    assert warnings(received(), fee("07-02"), corrected("07-06")) == ["correction_unasked"]


def test_the_day_the_applicant_was_given_changes_nothing():
    assert due(received(), asked("07-06", reply_by="07-08"), corrected("07-15")) == day("08-12")
