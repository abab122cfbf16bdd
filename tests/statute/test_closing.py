"""The first of 答复, 撤回, 视为放弃 closes the request."""

from tests.statute.lives import (
    abandoned,
    answered,
    asked,
    clock,
    corrected,
    day,
    extended,
    fee,
    paid,
    received,
    replied,
    sought,
    withdrawn,
)


def test_pauses_still_open_end_on_the_day_of_closing():
    # 07-07 … 07-10 are paused, four working days.
    closed = clock(received(), sought("07-06"), replied("07-10"))
    assert closed.due_on == day("08-04")
    assert closed.on_time is True


def test_a_pause_with_a_known_end_ends_on_the_day_of_closing_too():
    assert clock(received(), sought("07-06", delivered="07-07"), withdrawn("07-10")).due_on == day("08-04")


def test_an_answer_after_the_closing_is_not_read():
    after = clock(received(), sought("07-06"), replied("07-10"), answered("07-20"))
    assert after.due_on == day("08-04")
    assert after.warnings == ("fact_after_closing",)


def test_the_safe_reading_ends_open_pauses_on_the_earlier_of_today_and_the_closing():
    life = received(), sought("07-06", delivered="07-06"), replied("07-10")
    assert clock(*life, as_of="07-08").safe_due_on == day("07-31")
    assert clock(*life, as_of="07-20").safe_due_on == day("08-04")


def test_a_reply_while_a_correction_is_awaited_is_judged_as_if_it_had_not_been_asked_for():
    early = clock(received(), asked("07-06"), replied("07-29"))
    assert (early.due_on, early.on_time, early.state) == (day("07-29"), True, "replied")
    late = clock(received(), fee("07-06"), replied("07-30"))
    assert (late.due_on, late.on_time, late.workdays_late) == (day("07-29"), False, 1)


def test_only_the_stop_is_lifted_what_was_judged_meanwhile_stays_judged():
    judged = clock(received(), asked("07-06"), extended("07-07"), replied("08-03"))
    assert judged.warnings == ("extension_invalid",)
    assert (judged.due_on, judged.on_time) == (day("07-29"), False)


def test_an_extension_before_the_notice_still_counts_when_the_reply_lifts_the_stop():
    assert clock(received(), extended("07-03", 5), asked("07-06"), replied("08-05")).due_on == day("08-05")


def test_withdrawn_or_abandoned_while_something_is_awaited_leaves_no_due_day():
    for life in ((asked("07-06"), abandoned("08-10")), (fee("07-06"), withdrawn("07-20"))):
        closed = clock(received(), *life)
        assert (closed.due_on, closed.safe_due_on, closed.on_time, closed.workdays_late) == (None, None, None, None)


def test_after_a_late_notice_the_safe_reading_keeps_its_date_when_the_request_is_abandoned():
    closed = clock(received(), asked("07-13"), abandoned("08-10"))
    assert (closed.due_on, closed.safe_due_on) == (None, day("07-29"))


def test_withdrawn_while_running_keeps_the_due_day_but_is_not_judged():
    closed = clock(received(), withdrawn("08-10"))
    assert (closed.due_on, closed.on_time, closed.workdays_late, closed.remaining_workdays) == (
        day("07-29"),
        None,
        None,
        None,
    )
    assert closed.state == "withdrawn"


def test_the_first_closing_fact_closes_and_the_second_is_after_it():
    twice = clock(received(), withdrawn("07-10"), replied("07-13"))
    assert (twice.state, twice.warnings) == ("withdrawn", ("fact_after_closing",))


def test_on_one_day_a_reply_closes_before_a_withdrawal():
    assert clock(received(), withdrawn("07-10"), replied("07-10")).state == "replied"


def test_withdrawn_and_abandoned_on_one_day_are_read_as_given():
    assert clock(received(), withdrawn("07-10"), abandoned("07-10")).state == "withdrawn"
    assert clock(received(), abandoned("07-10"), withdrawn("07-10")).state == "abandoned"


def test_what_happened_on_the_day_of_the_reply_is_read_before_it():
    same_day = clock(received(), replied("07-29"), extended("07-29", 5))
    assert (same_day.warnings, same_day.due_on) == ((), day("08-05"))


def test_later_facts_are_warned_of_once_and_not_read():
    after = clock(received(), replied("07-10"), extended("07-13", 21), asked("07-14"), corrected("07-15"))
    assert after.warnings == ("fact_after_closing",)
    assert after.due_on == day("07-29")


def test_warnings_stand_in_order_of_occurrence_each_once():
    life = clock(
        received(),
        extended("07-02", 21),
        paid("07-03"),
        extended("07-06", 0),
        corrected("07-07"),
        asked("07-13"),
        fee("07-14"),
        corrected("07-15"),
        asked("07-16"),
        fee("07-17"),
        paid("08-20"),
        fee("10-20"),
        replied("10-21"),
        asked("10-22"),
    )
    assert life.warnings == (
        "extension_invalid",
        "payment_unasked",
        "correction_unasked",
        "correction_notice_late",
        "notice_while_awaiting",
        "correction_repeated",
        "payment_late",
        "notice_after_due",
        "fact_after_closing",
    )
