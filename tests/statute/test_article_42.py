"""第四十二条 and 国办函〔2020〕109号: 信息处理费 and its effect on the period."""

from types import SimpleNamespace

import pytest

from gov_requests.statute import provisions
from gov_requests.statute.fees import FeeError, fee_by_page, fee_by_piece
from tests.statute.examples import EXAMPLES
from tests.statute.lives import asked, clock, corrected, day, due, fee, paid, received, replied, warnings

pytestmark = pytest.mark.article(42)


@pytest.mark.parametrize(("scale", "compute"), [("by_piece", fee_by_piece), ("by_page", fee_by_page)])
def test_the_worked_amounts(scale, compute):
    worked = EXAMPLES["fees"][scale]
    assert {number: compute(int(number)) for number in worked} == worked


def test_each_piece_costs_its_own_band():
    # 一 piece more never costs less, and from the 31st on each block of ten costs 100 yuan a piece more.
    steps = [fee_by_piece(n + 1) - fee_by_piece(n) for n in range(70)]
    assert steps == [0] * 10 + [100] * 20 + [200] * 10 + [300] * 10 + [400] * 10 + [500] * 10


def test_each_page_costs_its_own_band():
    steps = [fee_by_page(n + 1) - fee_by_page(n) for n in range(300)]
    assert steps == [0] * 30 + [10] * 70 + [20] * 100 + [40] * 100


@pytest.mark.parametrize("number", [-1, 1.5, True, "10", None])
def test_only_whole_numbers_can_be_charged(number):
    for compute in (fee_by_piece, fee_by_page):
        with pytest.raises(FeeError, match="应为不小于 0 的整数"):
            compute(number)


def test_a_fee_notice_stops_the_clock_until_the_payment():
    waiting = clock(received(), fee("07-06"))
    assert (waiting.due_on, waiting.safe_due_on, waiting.state) == (None, None, "awaiting_fee")


def test_the_period_starts_anew_in_full_from_the_payment():
    assert due(received(), fee("07-06"), paid("07-15")) == day("08-12")


def test_a_payment_is_in_time_until_the_twentieth_working_day_after_the_notice_was_received():
    assert warnings(received(), fee("07-06", received_on="07-08"), paid("08-05")) == []
    assert warnings(received(), fee("07-06", received_on="07-08"), paid("08-06")) == ["payment_late"]


def test_without_a_day_of_receipt_the_twenty_working_days_run_from_the_notice():
    assert warnings(received(), fee("07-06"), paid("08-03")) == []
    assert warnings(received(), fee("07-06"), paid("08-04")) == ["payment_late"]


def test_a_late_payment_still_restarts():
    assert due(received(), fee("07-06"), paid("08-10")) == day("09-07")


def test_a_payment_that_nothing_awaits_has_no_effect():
    unasked = clock(received(), paid("07-06"))
    assert unasked.warnings == ("payment_unasked",)
    assert unasked.due_on == day("07-29")


def test_a_payment_while_a_correction_is_awaited_has_no_effect():
    assert warnings(received(), asked("07-02"), paid("07-06")) == ["payment_unasked"]


def test_a_fee_notice_while_a_correction_is_awaited_has_no_effect():
    life = received(), asked("07-02"), fee("07-03"), corrected("07-06")
    assert warnings(*life) == ["notice_while_awaiting"]
    assert due(*life) == day("08-03")


def test_more_than_one_fee_notice_may_have_effect():
    assert warnings(received(), fee("07-02"), paid("07-06"), fee("07-08"), paid("07-10")) == []


def test_a_fee_notice_after_the_due_day_has_no_effect():
    assert warnings(received(), fee("07-29")) == []
    assert warnings(received(), fee("07-30")) == ["notice_after_due"]


def test_with_the_switch_off_both_fee_facts_change_nothing(monkeypatch):
    monkeypatch.setattr(provisions, "FEE_RESTARTS_PERIOD", SimpleNamespace(value=False))
    life = clock(received(), fee("07-30"), paid("08-20"), paid("08-21"))
    assert (life.due_on, life.warnings, life.state) == (day("07-29"), (), "running")
    assert clock(received(), fee("07-06"), replied("07-29")).on_time is True
