"""第三十二条、第三十四条: 第三方、共同制作机关自收到征求意见书之日起15个工作日内提出意见."""

import pytest

from tests.statute.lives import answered, clock, day, due, received, safe_due, sought

pytestmark = pytest.mark.article(32, 34)


@pytest.mark.parametrize("source", ["third_party", "co_producer"])
def test_silence_stops_the_period_for_fifteen_working_days_after_delivery_at_most(source):
    # Delivered 07-07, the 15th working day is 07-28: 07-07 … 07-28 are sixteen working days.
    assert due(received(), sought("07-06", delivered="07-07", source=source)) == day("08-20")


@pytest.mark.parametrize("source", ["third_party", "co_producer"])
def test_an_answer_after_the_fifteen_working_days_changes_nothing(source):
    late_answer = sought("07-06", delivered="07-07", source=source), answered("08-10")
    assert due(received(), *late_answer) == day("08-20")


@pytest.mark.parametrize("source", ["third_party", "co_producer"])
def test_an_answer_within_the_fifteen_working_days_ends_the_pause(source):
    assert due(received(), sought("07-06", delivered="07-07", source=source), answered("07-10")) == day("08-04")


def test_without_a_day_of_delivery_the_fifteen_days_have_no_beginning():
    assert due(received(), sought("07-06")) is None


def test_the_safe_reading_pauses_only_after_delivery():
    assert safe_due(received(), sought("07-06", delivered="07-08"), answered("07-10")) == day("07-31")


def test_the_safe_reading_knows_no_pause_without_delivery():
    assert safe_due(received(), sought("07-06"), answered("07-10")) == day("07-29")


def test_an_answer_before_the_recorded_delivery_pauses_nothing_in_the_safe_reading():
    assert safe_due(received(), sought("07-06", delivered="07-10"), answered("07-08")) == day("07-29")


def test_the_safe_reading_takes_an_open_letter_as_answered_today():
    life = received(), sought("07-06", delivered="07-07")
    assert safe_due(*life, as_of="07-07") == day("07-29")
    assert safe_due(*life, as_of="07-09") == day("07-31")
    assert safe_due(*life, as_of="09-30") == day("08-19")


def test_the_safe_reading_gives_other_organs_fifteen_working_days_too():
    life = received(), sought("07-06", delivered="07-07", source="other_organ")
    assert safe_due(*life) == day("08-19")
    assert clock(*life).due_on is None


def test_the_request_is_paused_from_sending_to_the_day_before_the_answer():
    life = received(), sought("07-06"), answered("07-10")
    states = {on: clock(*life, as_of=on).state for on in ("07-05", "07-06", "07-09", "07-10")}
    assert states == {"07-05": "running", "07-06": "paused", "07-09": "paused", "07-10": "running"}


def test_the_request_is_paused_to_the_day_before_the_fifteen_days_end():
    life = received(), sought("07-06", delivered="07-07")
    assert clock(*life, as_of="07-27").state == "paused"
    assert clock(*life, as_of="07-28").state == "running"
