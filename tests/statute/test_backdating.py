"""Dates entered late (补录): what helps the organ is told apart from what hurts it, by the clock and by nothing else.

The frauds to expect: a notice, a letter for an opinion or a reply dated too early. Received on 2026-07-01, a request is due on 07-29.
"""

import pytest

from gov_requests.statute.backdating import Effect, effect
from gov_requests.statute.clock import LifeError
from tests.statute.lives import (
    CALENDAR,
    answered,
    asked,
    corrected,
    day,
    extended,
    fee,
    paid,
    received,
    replied,
    sought,
)

TODAY = "08-12"


def found(known, entered, today=TODAY, **more):
    return effect(known, entered, CALENDAR, day(today), **more)


HELPFUL = {
    "a reply that was late becomes timely": ((received(),), replied("07-29")),
    "an extension told after the due day becomes one in time": ((received(),), extended("07-20")),
    "a letter for an opinion stops the clock from the day it is said to have gone out": (
        (received(),),
        sought("07-08", "07-09"),
    ),
    "a notice to correct within seven working days stops it too": ((received(),), asked("07-08")),
    "so does a notice of fees": ((received(),), fee("07-08", "07-08")),
}


@pytest.mark.article(33)
@pytest.mark.parametrize("life", HELPFUL.values(), ids=HELPFUL)
def test_a_day_before_today_that_helps_the_organ_is_told(life):
    assert found(*life) is Effect.HELPS


HURTFUL = {
    "an earlier receipt": ((), received("07-20")),
    "an earlier answer of a third party": ((received(), sought("07-08", "07-09")), answered("07-15")),
    "an earlier correction": ((received(), asked("07-08")), corrected("07-10")),
    "an earlier payment": ((received(), fee("07-08", "07-08")), paid("07-10")),
}


@pytest.mark.article(31)
@pytest.mark.parametrize("life", HURTFUL.values(), ids=HURTFUL)
def test_a_day_before_today_that_hurts_the_organ_is_told(life):
    assert found(*life) is Effect.HURTS


@pytest.mark.parametrize(
    "life",
    [((), received(TODAY)), ((received(),), replied(TODAY)), ((received("08-10"),), extended(TODAY))],
    ids=["receipt", "reply", "extension"],
)
def test_what_is_dated_today_is_the_ordinary_course(life):
    assert found(*life) is Effect.NONE


def test_a_reply_in_time_whichever_day_it_was_is_the_ordinary_course():
    assert found((received(),), replied("07-20"), today="07-22") is Effect.NONE


def test_a_reply_that_stays_late_is_no_help():
    assert found((received(),), replied("08-03")) is Effect.NONE


def test_only_the_days_that_are_entered_now_are_looked_at():
    letter = sought("07-08")
    assert found((received(),), letter) is Effect.HELPS
    assert found((received(),), letter, days=("delivered_on",)) is Effect.NONE


def test_facts_that_contradict_each_other_are_refused():
    with pytest.raises(LifeError):
        found((received(),), replied("06-30"))
