"""What the system will not perform, and what it says would be allowed."""

from types import SimpleNamespace

import pytest

from gov_requests.statute import objections as law
from gov_requests.statute import provisions
from gov_requests.statute.last_days import LastDays, last_days
from gov_requests.statute.reply_kinds import REPLY_KINDS
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

CONFIRMED = received("07-01", "online", confirmed="07-06")  # safe 07-29, due 08-03


def extending(*life, on, workdays=20, approved="same day"):
    approved_on = day(on if approved == "same day" else approved)
    return law.to_extending(life, CALENDAR, on=day(on), workdays=workdays, approved_on=approved_on)


def correcting(*life, on):
    return law.to_asking_correction(life, CALENDAR, on=day(on))


def charging(*life, on):
    return law.to_noticing_fee(life, CALENDAR, on=day(on))


def asking(*life, on, source="third_party"):
    return law.to_seeking_opinion(life, CALENDAR, on=day(on), source=source)


def closing(*life, on="07-20", signed="07-17", method="direct", **more):
    return law.to_closing(life, CALENDAR, on=day(on), signed_on=day(signed), method=method, **more)


def abandoning(*life, on):
    return law.to_abandoning(life, CALENDAR, on=day(on))


def told(objections):
    """The one objection: its severity, article, and a word of what is said."""
    (objection,) = objections
    return objection.severity, objection.article, objection.sentence + (objection.allowed or "")


# 延期 ------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.article(33)
def test_nothing_stands_against_a_lawful_extension():
    assert extending(received(), on="07-29") == []


@pytest.mark.article(33)
@pytest.mark.parametrize(
    ("life", "act", "said"),
    [
        ([], {"on": "07-30"}, "请尽快答复"),
        ([], {"on": "07-06", "approved": None}, "请先由政府信息公开工作机构负责人同意"),
        ([], {"on": "07-06", "approved": "07-07"}, "请先由政府信息公开工作机构负责人同意"),
        ([], {"on": "07-06", "workdays": 21}, "可以延长1至20个工作日"),
        ([], {"on": "07-06", "workdays": 0}, "可以延长1至20个工作日"),
        ([extended("07-03")], {"on": "07-06"}, "只可延长一次"),
        ([asked("07-03")], {"on": "07-06"}, "届时可以延期"),
        ([fee("07-03")], {"on": "07-06"}, "届时可以延期"),
    ],
)
def test_an_unlawful_extension_is_refused_with_what_would_be_allowed(life, act, said):
    severity, article, sentence = told(extending(received(), *life, **act))
    assert (severity, article) == ("refusal", "第三十三条第二款")
    assert said in sentence


@pytest.mark.article(33)
def test_between_the_safe_day_and_the_due_day_an_extension_is_warned_of():
    severity, article, sentence = told(extending(CONFIRMED, on="07-30"))
    assert (severity, article) == ("warning", "第三十三条第二款")
    assert "2026年7月29日" in sentence
    assert extending(CONFIRMED, on="07-29") == []
    assert told(extending(CONFIRMED, on="08-04"))[0] == "refusal"


@pytest.mark.article(33)
def test_a_request_of_2018_is_extended_by_fifteen_working_days_at_most():
    severity, article, sentence = told(extending(received("2018-07-02"), on="2018-07-05", workdays=16))
    assert (severity, article) == ("refusal", "原条例第二十四条第二款")
    assert "1至15个工作日" in sentence


# 补正、收费 ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.article(30)
def test_nothing_stands_against_a_timely_correction_notice():
    assert correcting(received(), on="07-10") == []


@pytest.mark.article(30)
@pytest.mark.parametrize(
    ("life", "on", "article", "said"),
    [
        ([], "07-13", "第三十条", "请按现有内容答复"),
        ([], "07-30", "第三十三条第二款", "请尽快答复"),
        ([asked("07-02")], "07-03", "第三十三条第二款", "请等待申请人补正或缴费"),
        ([asked("07-02"), corrected("07-06")], "07-07", "第三十条", "补正后申请内容仍不明确"),
    ],
)
def test_an_unlawful_correction_notice_is_refused(life, on, article, said):
    severity, cited, sentence = told(correcting(received(), *life, on=on))
    assert (severity, cited) == ("refusal", article)
    assert said in sentence


@pytest.mark.article(30)
def test_after_the_safe_seventh_day_a_correction_notice_is_warned_of():
    severity, _, sentence = told(correcting(CONFIRMED, on="07-13"))
    assert severity == "warning"
    assert "2026年7月10日" in sentence


@pytest.mark.article(30)
def test_an_office_may_let_late_correction_notices_pass_with_a_warning(monkeypatch):
    monkeypatch.setattr(provisions, "LATE_CORRECTION_REFUSED", SimpleNamespace(value=False))
    assert told(correcting(received(), on="07-13"))[0] == "warning"


@pytest.mark.article(42)
def test_a_fee_is_charged_within_the_period_only():
    assert charging(received(), on="07-29") == []
    assert told(charging(received(), on="07-30"))[0] == "refusal"
    assert told(charging(received(), fee("07-02"), on="07-03"))[0] == "refusal"
    assert told(charging(CONFIRMED, on="07-30"))[0] == "warning"


# 征求意见 --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.article(32, 34)
def test_an_opinion_may_always_be_sought_while_the_request_is_open():
    assert asking(received(), sought("07-02"), on="07-06") == []
    assert told(asking(received(), replied("07-03"), on="07-06"))[0] == "refusal"


@pytest.mark.article(33)
def test_from_the_due_day_on_asking_stops_nothing():
    assert asking(received(), on="07-28") == []
    severity, article, sentence = told(asking(received(), on="07-29"))
    assert (severity, article) == ("warning", "第三十三条第三款")
    assert "2026年7月29日" in sentence


@pytest.mark.article(33)
def test_under_the_old_regulations_asking_another_organ_stops_nothing():
    assert told(asking(received("2018-07-02"), on="2018-07-05", source="co_producer"))[0] == "warning"


def test_a_letter_gets_the_next_free_ref():
    assert law.object_ref([received()]) == "A"
    assert law.object_ref([received(), sought("07-02", ref="A"), sought("07-02", ref="C")]) == "B"
    assert law.object_ref([sought("07-02", ref=chr(65 + n)) for n in range(26)]) == "AA"


# 签发、办结 ------------------------------------------------------------------------------------------------------------------------


def signing(code, *life, on="07-20", said=(), reviewed=()):
    return law.to_signing(life or (received(),), CALENDAR, REPLY_KINDS[code], on=day(on), said=said, reviewed=reviewed)


@pytest.mark.article(36)
def test_an_answer_that_says_everything_and_passed_its_reviews_may_be_signed():
    said, reviewed = ("documents", "form"), ("secrecy", "legal")
    assert signing("disclosed", said=said, reviewed=reviewed) == []


@pytest.mark.article(36, 37)
def test_an_answer_says_what_the_law_asks_for():
    found = signing("partly_disclosed", said=("form",), reviewed=("secrecy", "legal"))
    assert [(objection.article, objection.sentence) for objection in found] == [
        ("第三十七条、第十四条、第十五条、第十六条", "“部分公开”的答复没有写明提供的信息目录。"),
        ("第三十七条、第十四条、第十五条、第十六条", "“部分公开”的答复没有写明不予公开的部分及各部分的理由。"),
    ]
    assert signing("reconfirm", reviewed=("legal",))[0].article == "第三十六条"


@pytest.mark.article(17)
def test_an_answer_passes_its_reviews_before_it_is_signed():
    found = signing("disclosed", said=("documents", "form"), reviewed=("legal",))
    assert [(objection.article, objection.sentence) for objection in found] == [("第十七条", "尚未通过保密审查。")]


@pytest.mark.article(33)
def test_a_late_answer_may_and_should_still_be_signed():
    found = signing("not_held", on="08-03", said=("search",), reviewed=("legal",))
    assert told(found)[0] == "warning"
    assert law.refusals(found) == []


def test_a_closed_request_is_not_signed_again():
    found = signing("not_held", received(), replied("07-10"), said=("search",), reviewed=("legal",))
    assert [objection.severity for objection in found] == ["refusal"]


@pytest.mark.article(36)
@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("direct", "申请人签收之日"),
        ("entrusted", "申请人签收之日"),
        ("post", "交邮之日"),
        ("online", "系统送达之日"),
    ],
)
def test_nothing_is_closed_before_it_was_delivered(method, counts):
    severity, article, sentence = told(closing(received(), on=None, method=method))
    assert (severity, article) == ("refusal", "国办公开办函〔2016〕235号")
    assert counts in sentence
    assert closing(received(), method=method) == []


def test_nothing_is_closed_before_it_was_signed():
    assert told(closing(received(), signed=None))[0] == "refusal"
    assert "2026年7月17日" in told(closing(received(), on="07-16"))[2]
    assert closing(received(), on="07-17") == []


def test_a_reply_goes_by_china_post_only(monkeypatch):
    severity, article, _ = told(closing(received(), method="post", china_post=False))
    assert (severity, article) == ("refusal", "国办公开办函〔2016〕235号、《中华人民共和国邮政法》第五十五条")
    assert closing(received(), method="direct", china_post=False) == []
    monkeypatch.setattr(provisions, "CHINA_POST_ONLY", SimpleNamespace(value=False))
    assert told(closing(received(), method="post", china_post=False))[0] == "warning"


@pytest.mark.parametrize("act", [extending, correcting, charging, asking, closing, abandoning])
def test_a_closed_request_takes_no_further_act(act):
    severity, article, sentence = told(act(received(), replied("07-10"), on="07-20"))
    assert (severity, article) == ("refusal", "第三十三条")
    assert "2026年7月10日答复办结" in sentence


@pytest.mark.parametrize("act", [extending, correcting])
def test_a_request_that_is_closed_later_takes_no_act_before_either(act):
    assert told(act(received(), replied("07-20"), on="07-06"))[0] == "refusal"


# 视为放弃 --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.article(30)
def test_a_request_is_abandoned_only_when_the_time_to_correct_has_passed():
    life = received(), asked("07-06", reply_by="07-20")
    assert told(abandoning(*life, on="07-20"))[:2] == ("refusal", "第三十条")
    assert abandoning(*life, on="07-21") == []
    assert abandoning(received(), asked("07-06"), on="07-21") == []


@pytest.mark.article(42)
def test_a_request_is_abandoned_only_when_the_twenty_working_days_to_pay_have_passed():
    life = received(), fee("07-06", received_on="07-08")
    assert told(abandoning(*life, on="08-05"))[:2] == ("refusal", "国办函〔2020〕109号")
    assert abandoning(*life, on="08-06") == []
    assert abandoning(received(), fee("07-06"), on="08-04") == []


@pytest.mark.article(30)
def test_a_request_that_awaits_nothing_is_not_abandoned():
    assert told(abandoning(received(), on="07-20"))[0] == "refusal"
    assert told(abandoning(received(), fee("07-02"), paid("07-03"), on="07-20"))[0] == "refusal"


# 最后期限 --------------------------------------------------------------------------------------------------------------------------


def last(*life, as_of="07-06"):
    return last_days(life, CALENDAR, day(as_of))


def test_the_last_days_of_a_running_request_in_both_readings():
    assert last(CONFIRMED) == LastDays(
        correction_notice=(day("07-15"), day("07-10")),
        extension_notice=(day("08-03"), day("07-29")),
        reply=(day("08-03"), day("07-29")),
    )


def test_what_can_no_longer_be_done_has_no_last_day():
    assert last(received(), extended("07-02", 5)).extension_notice == (None, None)
    assert last(received(), asked("07-02"), corrected("07-03")).correction_notice == (None, None)
    assert last(received(), asked("07-02")) == LastDays((None, None), (None, None), (None, None))
    assert last(received(), replied("07-02")) == LastDays((None, None), (None, None), (None, None))


def test_the_last_days_of_a_paused_request():
    paused = last(received(), sought("07-02", delivered="07-03"))
    assert paused.reply == paused.extension_notice
    assert paused.correction_notice == (day("07-10"), day("07-10"))
    assert last(received(), sought("07-02"), answered("07-03")).reply == (day("07-30"), day("07-29"))


def test_while_a_pause_has_no_end_only_the_safe_days_are_known():
    open_ended = last(received(), sought("07-02"))
    assert open_ended.extension_notice == open_ended.reply == (None, day("07-29"))
    assert open_ended.correction_notice == (day("07-10"), day("07-10"))


def test_without_a_seven_day_limit_the_due_day_is_the_last_for_a_correction_notice():
    assert last(received("2018-07-02"), as_of="2018-07-03").correction_notice == (day("2018-07-23"), day("2018-07-23"))
