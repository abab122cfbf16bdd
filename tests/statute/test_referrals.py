"""第十七条第三款、实施条例第二十五条: ten working days to report what cannot be decided, ten from its arrival to decide it."""

from dataclasses import replace

import pytest

from gov_requests.statute import referrals
from gov_requests.statute.provisions import article
from gov_requests.statute.referrals import GROUNDS, TERM_BY_ANALOGY, referral_due
from tests.statute.lives import CALENDAR, day


def due(ground="unclear", undecided="2026-03-02", sent=None, arrived=None):
    return referral_due(
        ground,
        undecided_on=day(undecided),
        sent_on=day(sent) if sent else None,
        arrived_on=day(arrived) if arrived else None,
        calendar=CALENDAR,
    )


@pytest.mark.article(17)
def test_what_cannot_be_decided_is_referred_under_article_17():
    assert GROUNDS["undecided"].article == article(17, 3)
    assert GROUNDS["undecided"].article.text == "第十七条第三款"


def test_ten_working_days_to_report_and_the_first_day_is_not_counted():
    found = due()
    assert (found.step, found.due_on, found.provisional) == ("report", day("2026-03-16"), False)
    assert found.article == "《中华人民共和国保守国家秘密法实施条例》第二十五条"


def test_ten_working_days_to_decide_from_the_day_the_report_arrived_else_from_when_it_was_sent():
    assert (due(sent="2026-03-05").step, due(sent="2026-03-05").due_on) == ("decision", day("2026-03-19"))
    assert due(sent="2026-03-05", arrived="2026-03-09").due_on == day("2026-03-23")


def test_the_spring_festival_is_no_working_day_of_the_report():
    plain, over = due(undecided="2026-03-02"), due(undecided="2026-02-12")
    assert (plain.due_on - day("2026-03-02")).days == 14
    assert (over.due_on - day("2026-02-12")).days > 14


@pytest.mark.parametrize("ground", ["undecided", "disputed"])
def test_where_the_article_gives_no_term_one_is_taken_by_analogy_and_the_switch_ends_that(ground, monkeypatch):
    assert due(ground).due_on == due("unclear").due_on
    monkeypatch.setattr(referrals, "TERM_BY_ANALOGY", replace(TERM_BY_ANALOGY, value=False))
    assert due(ground) is None
    assert due("unclear") is not None


def test_the_switch_is_named_dated_and_inferred():
    assert (TERM_BY_ANALOGY.name, TERM_BY_ANALOGY.mark) == ("referral_term_by_analogy", "I")
    assert TERM_BY_ANALOGY.note.endswith("。")


def test_a_term_in_a_year_without_a_notice_is_provisional():
    assert due(undecided="2026-12-28").provisional
