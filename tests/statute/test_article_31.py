"""第三十一条: 收到政府信息公开申请的时间."""

import pytest

from tests.statute.lives import clock, day, due, received, safe_due

pytestmark = pytest.mark.article(31)


@pytest.mark.parametrize("channel", ["in_person", "oral", "signed_mail"])
def test_submission_or_signature_is_receipt_whatever_was_confirmed(channel):
    life = received("06-15", channel, confirmed="06-17")
    assert clock(life).received_on == day("06-15")
    assert due(life) == safe_due(life) == day("07-14")


@pytest.mark.parametrize("channel", ["ordinary_mail", "online", "fax", "email"])
def test_the_day_both_sides_confirm_is_receipt(channel):
    life = received("06-15", channel, confirmed="06-17")
    assert clock(life).received_on == day("06-17")
    assert due(life) == day("07-16")


@pytest.mark.parametrize("channel", ["ordinary_mail", "online", "fax", "email"])
def test_without_a_confirmation_arrival_is_receipt(channel):
    assert due(received("06-15", channel)) == day("07-14")


@pytest.mark.parametrize("channel", ["ordinary_mail", "online", "fax", "email"])
def test_the_safe_reading_counts_from_arrival(channel):
    assert safe_due(received("06-15", channel, confirmed="06-17")) == day("07-14")


def test_receipt_on_a_holiday_is_receipt_and_the_next_working_day_is_the_first():
    assert due(received("10-03", "online", confirmed="10-03")) == day("11-03")


def test_the_day_of_receipt_is_not_counted_on_a_make_up_saturday_either():
    assert due(received("10-10")) == day("11-06")
