"""Reconsideration and litigation as the law sees them: periods, what may not be, what an instance can end in."""

from datetime import date

import pytest

from gov_requests.statute.disputes import Attack, answer_period, attack_windows, decision_period, flags, window_after
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import BUCKETS, OUTCOMES, cannot_give, words_of
from gov_requests.statute.periods import period_due
from tests.statute.lives import CALENDAR


def codes(**attack):
    return [flag.code for flag in flags(Attack(**attack), CALENDAR)]


@pytest.mark.parametrize(
    ("instance", "procedure", "received", "due"),
    [
        ("review", "simplified", "2026-09-29", "2026-10-12"),  # H33: 五个工作日
        ("review", "ordinary", "2026-09-29", "2026-10-19"),  # H33: 十个工作日
        ("review", "simplified", "2026-06-15", "2026-06-23"),  # S10: 6月19日端午节
        ("first", None, "2026-04-20", "2026-05-06"),  # H35: 十五日，届满遇劳动节
        ("first", None, "2026-05-18", "2026-06-02"),  # S11
    ],
)
def test_the_organ_answers_within_five_or_ten_working_days_and_in_court_within_fifteen_days(
    instance, procedure, received, due
):
    name = answer_period(instance, procedure)
    assert period_due(name, date.fromisoformat(received), CALENDAR).due_on == date.fromisoformat(due)


def test_the_law_read_here_gives_no_period_for_the_answer_on_appeal():
    assert answer_period("second", None) is None
    assert decision_period("retrial", None) is None


@pytest.mark.parametrize(
    ("instance", "ruling", "served", "until"),
    [
        ("first", False, "2026-12-18", "2027-01-04"),  # H36
        ("first", True, "2026-12-18", "2026-12-28"),  # H36
        ("review", False, "2026-09-22", "2026-10-08"),  # H32
    ],
)
def test_a_judgment_is_appealed_within_fifteen_days_and_a_ruling_within_ten(instance, ruling, served, until):
    name = window_after(instance, ruling=ruling)
    assert period_due(name, date.fromisoformat(served), CALENDAR).due_on == date.fromisoformat(until)


def test_a_second_judgment_is_final():
    assert window_after("second", ruling=False) is None


@pytest.mark.article(14, 15, 16)
@pytest.mark.parametrize("ground", ["state_secret", "third_party_rights", "process_information", "partly_disclosed"])
def test_a_suit_against_a_withholding_without_reconsideration_is_flagged_with_its_defence(ground):
    (found,) = flags(Attack("litigation_direct", "reply", [ground]), CALENDAR)
    assert found.code == "reconsideration_first"
    assert "第二十三条第一款第（四）项" in found.article
    assert "驳回起诉" in found.defence


@pytest.mark.parametrize("ground", ["not_held", "petition", "administrative_inquiry", "abandoned_uncorrected"])
def test_a_suit_against_any_other_answer_needs_no_reconsideration_before_it(ground):
    assert codes(kind="litigation_direct", against="reply", reply_kinds=[ground]) == []
    assert codes(kind="litigation_after_review", against="reply", reply_kinds=["state_secret"]) == []


def test_a_dispute_about_a_procedural_notice_is_flagged():
    (found,) = flags(Attack("review", "notice"), CALENDAR)
    assert (found.code, found.article) == ("procedural_act", "国办函〔2021〕132号第三条")
    assert codes(kind="complaint", against="notice") == []


def test_a_suit_while_reconsideration_is_pending_is_flagged():
    assert codes(kind="litigation_direct", against="reply", reply_kinds=["not_held"], review_pending=True) == [
        "review_pending"
    ]


def test_article_29_after_a_court_has_accepted_there_is_no_reconsideration():
    asked = {"against": "reply", "reply_kinds": ["not_held"]}
    assert codes(kind="review", **asked, suit_pending=True) == ["suit_accepted"]
    assert codes(kind="review", **asked) == codes(kind="complaint", **asked, suit_pending=True) == []


@pytest.mark.parametrize(
    ("kind", "known", "last"),
    [
        ("review", "2026-03-06", "2026-05-06"),  # H29
        ("litigation_direct", "2025-08-31", "2026-02-28"),  # H30
        ("litigation_after_review", "2026-09-22", "2026-10-08"),  # H32
    ],
)
def test_what_is_filed_after_its_period_is_flagged_from_the_very_next_day(kind, known, last):
    at = date.fromisoformat(last)
    told = {"kind": kind, "against": "no_reply", "known_on": date.fromisoformat(known)}
    assert codes(**told, filed_on=at) == []
    assert codes(**told, filed_on=at.replace(day=at.day % 28 + 1, month=at.month + at.day // 28)) == ["filed_late"]


def test_until_when_an_answer_can_be_attacked_follows_its_route():
    served = date(2026, 3, 6)
    assert [name for name, _due in attack_windows(["state_secret"], served, CALENDAR)] == ["reconsideration_filing"]
    free = dict(attack_windows(["not_held"], served, CALENDAR))
    assert free["reconsideration_filing"].due_on == date(2026, 5, 6)
    assert free["direct_suit"].due_on == date(2026, 9, 7)  # 9月6日是星期日
    assert attack_windows(["withdrawn"], served, CALENDAR) == []


def test_each_outcome_has_a_bucket_and_an_instance_that_can_give_it():
    assert {row.bucket for row in OUTCOMES.values()} == set(BUCKETS) - {"pending"}
    assert all(row.instances for row in OUTCOMES.values())


def test_the_words_of_the_ledger_are_mapped_as_the_contract_says():
    by_bucket = {
        bucket: {word for word, row in OUTCOMES.items() if row.bucket == bucket and "complaint" not in row.instances}
        for bucket in ("upheld", "corrected", "other")
    }
    assert by_bucket == {
        "upheld": {"维持", "驳回复议请求", "驳回诉讼请求"},
        "corrected": {"变更", "撤销", "部分撤销", "确认违法", "责令履行", "确认无效", "判决给付"},
        "other": {"驳回申请", "驳回起诉", "不予受理", "不予立案", "终止", "撤回", "撤诉", "调解", "和解", "移送"},
    }


def test_an_outcome_that_the_instance_cannot_give_is_refused_with_those_that_it_can():
    assert "行政复议没有“驳回诉讼请求”这种结果" in cannot_give("驳回诉讼请求", "review")
    assert "一审没有“维持”这种结果" in cannot_give("维持", "first")
    assert cannot_give("维持", "review") is None
    assert "维持原判" in words_of("second")
    assert "维持原判" not in words_of("first")


def test_there_are_thirty_ways_to_lose():
    assert list(LOSS_REASONS) == [f"R{n:02}" for n in range(1, 31)]
    assert LOSS_REASONS["R17"].title == "未区分处理"
