"""The Regulations of 2008, for requests received before 2019-05-15: 15 working days, and what else was otherwise."""

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
    safe_due,
    sought,
    warnings,
)

OLD = received("2018-07-02")


def test_the_reply_is_due_on_the_fifteenth_working_day():
    assert due(OLD) == day("2018-07-23")


def test_the_regulations_are_chosen_by_the_legal_receipt_day_for_both_readings():
    # Arrived under the old Regulations, confirmed under the new: twenty working days, also from arrival.
    across = received("2019-05-13", "online", confirmed="2019-05-15")
    assert due(across) == day("2019-06-13")
    assert safe_due(across) == day("2019-06-11")
    before = received("2019-05-13", "online", confirmed="2019-05-14")
    assert due(before) == day("2019-06-04")


def test_a_request_keeps_its_regulations_when_it_is_corrected_under_the_new_ones():
    assert due(received("2019-05-10"), asked("2019-05-13"), corrected("2019-06-03")) == day("2019-06-25")


@pytest.mark.parametrize(("workdays", "found"), [(15, []), (16, ["extension_invalid"])])
def test_an_extension_is_for_up_to_fifteen_working_days(workdays, found):
    assert warnings(OLD, extended("2018-07-10", workdays)) == found


def test_there_is_no_seven_day_limit_for_a_correction_notice():
    late = clock(OLD, asked("2018-07-20"), corrected("2018-08-01"))
    assert late.warnings == ()
    assert late.due_on == late.safe_due_on == day("2018-08-22")


def test_a_correction_is_asked_for_once_all_the_same():
    assert warnings(OLD, asked("2018-07-03"), corrected("2018-07-04"), asked("2018-07-05")) == ["correction_repeated"]


@pytest.mark.parametrize("source", ["co_producer", "other_organ"])
def test_only_third_parties_stop_the_period(source):
    letter = sought("2018-07-05", delivered="2018-07-06", source=source)
    life = clock(OLD, letter, answered("2018-07-10"), as_of="2018-07-07")
    assert life.due_on == life.safe_due_on == day("2018-07-23")
    assert life.state == "running"


def test_a_third_party_has_no_fifteen_days():
    letter = sought("2018-07-05", delivered="2018-07-06")
    assert due(OLD, letter) is None
    # Answered on 2018-08-31: three days were counted before, twelve after.
    assert due(OLD, letter, answered("2018-08-31")) == day("2018-09-18")


def test_the_safe_reading_has_no_fifteen_days_either():
    letter = sought("2018-07-05", delivered="2018-07-06")
    assert safe_due(OLD, letter, as_of="2018-08-31") == day("2018-09-17")


def test_a_payment_restarts_the_period_with_its_fifteen_days():
    assert due(OLD, fee("2018-07-05"), paid("2018-07-10")) == day("2018-07-31")


def test_before_the_regulations_of_2008_their_term_is_taken_too():
    assert due(received("2007-09-03")) == day("2007-09-24")
