"""The law as dated values, its citations, and the switches that rest on memory or inference."""

from datetime import date
from types import SimpleNamespace

import pytest

from gov_requests.statute import provisions
from gov_requests.statute.provisions import (
    CORRECTION_NOTICE_WORKDAYS,
    EXTENSION_WORKDAYS,
    FEE_ARTICLE,
    FEE_RULES,
    OPINION_WORKDAYS,
    PAUSING_SOURCES,
    REPLY_WORKDAYS,
    SWITCHES,
    Article,
    article,
    numeral,
    regulations_on,
)
from tests.statute.lives import answered, asked, corrected, day, due, received, safe_due, sought

BEFORE, SINCE = date(2019, 5, 14), date(2019, 5, 15)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (33, "三十三"), (100, "一百"), (101, "一百零一"), (215, "二百一十五")],
)  # fmt: skip
def test_articles_are_numbered_in_chinese(number, written):
    assert numeral(number) == written


def test_an_article_is_cited_as_officials_write_it():
    assert article(33, 2).text == "第三十三条第二款"
    assert article(36, None, 7).text == "第三十六条第（七）项"
    assert (
        Article(provisions.RECONSIDERATION_LAW, 23, 1, 4).text
        == "《中华人民共和国行政复议法》第二十三条第一款第（四）项"
    )
    assert REPLY_WORKDAYS.article_on(BEFORE).text == "原条例第二十四条第二款"
    assert FEE_ARTICLE.text == FEE_RULES.number == "国办函〔2020〕109号"


@pytest.mark.parametrize(
    ("provision", "old", "new"),
    [
        (REPLY_WORKDAYS, 15, 20),
        (EXTENSION_WORKDAYS, 15, 20),
        (CORRECTION_NOTICE_WORKDAYS, None, 7),
        (OPINION_WORKDAYS["third_party"], None, 15),
        (OPINION_WORKDAYS["co_producer"], None, 15),
        (OPINION_WORKDAYS["other_organ"], None, None),
        (PAUSING_SOURCES, frozenset({"third_party"}), frozenset({"third_party", "co_producer", "other_organ"})),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_each_value_changed_with_the_regulations_of_2019(provision, old, new):
    assert (provision.on(BEFORE), provision.on(SINCE)) == (old, new)
    assert provision.on(date(2000, 1, 1)) == old


def test_a_request_has_all_its_values_from_one_version():
    assert regulations_on(BEFORE).since == date(2008, 5, 1)
    assert regulations_on(SINCE).since == SINCE
    assert regulations_on(date(2000, 1, 1)) is regulations_on(BEFORE)


def test_every_switch_says_what_it_does_and_how_sure_it_is():
    assert {switch.mark for switch in SWITCHES} == {"M", "I"}
    assert all(switch.value and switch.note.endswith("。") and switch.since for switch in SWITCHES)
    assert len({switch.name for switch in SWITCHES}) == len(SWITCHES)
    assert set(SWITCHES) == {value for value in vars(provisions).values() if isinstance(value, provisions.Switch)}


def off(monkeypatch, name):
    monkeypatch.setattr(provisions, name, SimpleNamespace(value=False))


def test_a_pause_may_be_counted_from_delivery_in_the_statutory_reading_too(monkeypatch):
    off(monkeypatch, "PAUSE_FROM_SENDING")
    assert due(received(), sought("07-06", delivered="07-08"), answered("07-10")) == day("07-31")
    assert due(received(), sought("07-06"), answered("07-10")) == day("07-29")


def test_other_organs_may_be_left_without_an_end_in_the_safe_reading_too(monkeypatch):
    off(monkeypatch, "SAFE_LIMITS_OTHER_ORGANS")
    life = received(), sought("07-06", delivered="07-07", source="other_organ"), answered("08-20")
    assert safe_due(*life) == day("09-11")


def test_a_late_correction_notice_may_hold_in_the_safe_reading_too(monkeypatch):
    off(monkeypatch, "SAFE_VOIDS_LATE_CORRECTION")
    assert safe_due(received(), asked("07-13"), corrected("07-20")) == day("08-17")
