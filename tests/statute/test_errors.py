"""Lives that are no lives: each is told in one sentence that says what is wrong and what would be right."""

import pytest

from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.clock import LifeError, read_clock
from gov_requests.statute.facts import KINDS, FactError, fact_from
from tests.statute.lives import CALENDAR, answered, clock, corrected, day, received, sought

RECEIVED = {"kind": "received", "on": "2026-07-01", "channel": "in_person"}
SOUGHT = {"kind": "opinion_sought", "ref": "A", "from": "third_party", "on": "2026-07-06"}
EXTENDED = {"kind": "extended", "on": "2026-07-06", "approved_on": "2026-07-06", "workdays": 20}


def without(fact, key):
    return {name: value for name, value in fact.items() if name != key}


UNREADABLE = {
    "a missing kind": (without(RECEIVED, "kind"), "kind"),
    "an unknown kind": (RECEIVED | {"kind": "recieved"}, "应为 received、"),
    "a kind that is no text": (RECEIVED | {"kind": ["received"]}, "应为 received、"),
    "a missing day": (without(RECEIVED, "on"), "缺少 on"),
    "a day that is null": (RECEIVED | {"on": None}, "缺少 on"),
    "a day that does not exist": (RECEIVED | {"on": "2026-02-29"}, "“2026-02-29”不存在"),
    "a day in another writing": (RECEIVED | {"on": "20260701"}, "YYYY-MM-DD"),
    "a week date": (RECEIVED | {"on": "2026-W10-1"}, "YYYY-MM-DD"),
    "a day that is a number": (RECEIVED | {"on": 20260701}, "YYYY-MM-DD"),
    "a day with a time": (RECEIVED | {"on": "2026-07-01T00:00"}, "YYYY-MM-DD"),
    "a missing channel": (without(RECEIVED, "channel"), "缺少 channel"),
    "an unknown channel": (RECEIVED | {"channel": "pigeon"}, "应为 in_person、"),
    "a channel that is a list": (RECEIVED | {"channel": ["online"]}, "应为 in_person、"),
    "a confirmation before arrival": (
        RECEIVED | {"channel": "online", "confirmed_on": "2026-06-30"},
        "早于 on",
    ),
    "a confirmation that does not exist": (RECEIVED | {"confirmed_on": "2026-13-01"}, "不存在"),
    "a missing ref": (without(SOUGHT, "ref"), "缺少 ref"),
    "an empty ref": (SOUGHT | {"ref": ""}, "缺少 ref"),
    "a ref that is a list": (SOUGHT | {"ref": ["A"]}, "ref"),
    "a missing source": (without(SOUGHT, "from"), "缺少 from"),
    "an unknown source": (SOUGHT | {"from": "neighbour"}, "应为 third_party、"),
    "a delivery before sending": (SOUGHT | {"delivered_on": "2026-07-05"}, "早于 on"),
    "a missing number of working days": (without(EXTENDED, "workdays"), "缺少 workdays"),
    "half a working day": (EXTENDED | {"workdays": 1.5}, "整数"),
    "a number of working days in words": (EXTENDED | {"workdays": "20"}, "整数"),
    "a truth value for a number": (EXTENDED | {"workdays": True}, "整数"),
    "a consent on a day that does not exist": (EXTENDED | {"approved_on": "2026-06-31"}, "不存在"),
    "an answer without a ref": ({"kind": "opinion_received", "on": "2026-07-06"}, "缺少 ref"),
    "a fact that is no object": ("received", "应为对象"),
}


@pytest.mark.parametrize(("fact", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_fact_that_cannot_be_read_is_told_in_a_sentence(fact, told):
    with pytest.raises(FactError, match=told) as refused:
        fact_from(fact)
    assert str(refused.value).endswith("。")


NO_LIFE = {
    "nothing": ((), "没有 received"),
    "no receipt": ((corrected("07-06"),), "没有 received"),
    "two receipts": ((received("07-01"), received("07-02")), "有两个"),
    "a fact before the receipt": ((received("07-01"), corrected("06-30")), "早于收到申请之日"),
    "an answer without a letter": ((received(), answered("07-06")), "没有对应的 opinion_sought"),
    "an answer before its letter": ((received(), answered("07-06"), sought("07-07")), "早于征求意见之日"),
    "two answers": ((received(), sought("07-06"), answered("07-07"), answered("07-08")), "出现两次"),
    "two answers on the day of the letter": (
        (received(), sought("07-06"), answered("07-06"), answered("07-06")),
        "出现两次",
    ),
    "two answers on one day": ((received(), sought("07-06"), answered("07-07"), answered("07-07")), "出现两次"),
    "a ref used twice": ((received(), sought("07-06"), sought("07-07")), "重复"),
}


@pytest.mark.parametrize(("life", "told"), NO_LIFE.values(), ids=NO_LIFE)
def test_facts_that_make_no_life_are_told_in_a_sentence(life, told):
    with pytest.raises(LifeError, match=told) as refused:
        clock(*life)
    assert str(refused.value).endswith("。")


def test_errors_are_told_of_facts_after_the_closing_too():
    with pytest.raises(LifeError, match="没有对应的"):
        clock(received(), *[fact_from({"kind": "replied", "on": "2026-07-06"})], answered("07-10"))


def test_an_answer_on_the_day_of_its_letter_is_an_answer():
    assert clock(received(), answered("07-06"), sought("07-06")).due_on == day("07-29")


def test_a_whole_number_may_be_written_with_a_point():
    assert fact_from(EXTENDED | {"workdays": 20.0}).workdays == 20


@pytest.mark.parametrize("year", ["1900", "2102", "9999"])
def test_a_day_that_no_calendar_reaches_is_told_in_a_sentence(year):
    with pytest.raises(OutOfCalendarError, match="1949 年至 2100 年"):
        clock(received(f"{year}-07-01"))
    with pytest.raises(OutOfCalendarError, match="1949 年至 2100 年"):
        read_clock([received()], CALENDAR, day(f"{year}-07-01"), proof=False).as_dict()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fact_is_written_as_it_was_read(kind):
    full = {
        "received": RECEIVED | {"channel": "online", "confirmed_on": "2026-07-02"},
        "correction_requested": {"reply_by": "2026-07-20"},
        "opinion_sought": SOUGHT | {"delivered_on": "2026-07-07"},
        "fee_noticed": {"received_on": "2026-07-08"},
        "opinion_received": {"ref": "A"},
        "extended": EXTENDED,
    }
    written = {"kind": kind, "on": "2026-07-06"} | full.get(kind, {})
    assert fact_from(written).as_dict() == written
    bare = {key: value for key, value in written.items() if key not in ("confirmed_on", "reply_by", "received_on")}
    assert fact_from(bare).as_dict() == bare
