"""The proof: each rule applied, with its article, enough to recount by hand."""

from tests.statute.lives import (
    answered,
    asked,
    clock,
    corrected,
    extended,
    fee,
    paid,
    received,
    replied,
    sought,
    withdrawn,
)

PERIOD_2019 = (
    "适用2019年5月15日起施行的《中华人民共和国政府信息公开条例》："
    "自收到申请之日起20个工作日内答复，收到当日不计入，调休上班的周末计入。"
)


def told(*life, as_of="2026-11-24", rule=None, reading=None):
    steps = clock(*life, as_of=as_of, proof=True).steps
    return [
        (step["rule"], step["article"], step["text"])
        for step in steps
        if rule in (None, step["rule"]) and reading in (None, step["reading"])
    ]


def text_of(*life, as_of="2026-11-24", rule, reading="statutory"):
    (step,) = told(*life, as_of=as_of, rule=rule, reading=reading)
    return step[2]


def test_a_plain_life_is_proved_in_three_steps():
    assert told(received()) == [
        ("receipt", "第三十一条第（一）项", "2026年7月1日收到申请（当面提交），当日为收到申请之日。"),
        (
            "period",
            "第三十三条第二款",
            PERIOD_2019,
        ),
        (
            "due",
            "第三十三条第二款",
            "法定期限：2026年7月1日之后至2026年7月29日共有工作日20个，2026年7月29日为答复期限届满日。",
        ),
    ]


def test_without_asking_there_is_no_proof():
    assert clock(received()).steps == ()


def test_a_request_of_2018_is_proved_by_the_old_regulations():
    period = told(received("2018-07-02"), rule="period")[0]
    assert period[1] == "原条例第二十四条第二款"
    assert "15个工作日" in period[2]
    unpaused = told(received("2018-07-02"), sought("2018-07-05", source="co_producer"), rule="opinion_without_pause")
    assert "只扣除征求第三方意见的时间" in unpaused[0][2]


def test_a_pause_is_proved_with_its_days():
    life = received(), sought("07-06", delivered="07-08"), answered("07-10")
    assert "2026年7月7日至2026年7月10日不计入期限，扣除工作日4个" in text_of(*life, rule="pause")
    assert "2026年7月9日至2026年7月10日不计入期限，扣除工作日2个" in text_of(*life, rule="pause", reading="safe")
    assert "共有工作日24个，扣除征求意见期间4个，计20个" in text_of(*life, rule="due")
    assert "2026年7月31日" in text_of(*life, rule="safe_due", reading="safe")


def test_an_overlap_is_counted_with_the_first_pause_only():
    life = (
        received(),
        sought("07-06", ref="A"),
        answered("07-10", "A"),
        sought("07-08", ref="B"),
        answered("07-14", "B"),
    )
    steps = [step for step in clock(*life, proof=True).steps if step["rule"] == "pause"]
    assert [step["ref"] for step in steps if step["reading"] == "statutory"] == ["A", "B"]
    assert "扣除工作日4个" in steps[0]["text"]
    assert "扣除工作日2个" in steps[1]["text"]


def test_how_a_pause_ended_is_told():
    silent = received(), sought("07-06", delivered="07-07")
    assert "送达后第15个工作日2026年7月28日期满" in text_of(*silent, rule="pause")
    assert "视为2026年7月10日已收到" in text_of(*silent, as_of="07-10", rule="pause", reading="safe")
    assert "没有法定的终止日" in text_of(received(), sought("07-06"), rule="pause")
    assert "2026年7月10日答复，期间至当日终止" in text_of(*silent, replied("07-10"), rule="pause")
    same_day = received(), sought("07-06"), answered("07-06")
    assert "没有可扣除的日子" in text_of(*same_day, rule="pause")


def test_a_letter_without_effect_is_told_with_its_reason():
    undelivered = received(), sought("07-06"), answered("07-10")
    assert "没有送达日，不扣除" in text_of(*undelivered, rule="pause_without_effect", reading="safe")
    late = received(), sought("07-29")
    assert "届满日2026年7月29日已到" in text_of(*late, rule="pause_without_effect")


def test_why_there_is_no_due_day_is_told():
    assert "2026年7月6日起等待申请人补正" in text_of(received(), asked("07-06"), rule="due_unknown")
    assert "2026年7月6日起等待申请人缴费" in text_of(received(), fee("07-06"), rule="due_unknown")
    assert "征求意见期间尚未终止" in text_of(received(), sought("07-06"), rule="due_unknown")


def test_a_reply_that_lifts_the_stop_is_told():
    lifted = text_of(received(), asked("07-06"), replied("07-10"), rule="due")
    assert "等待期间已答复，视为未要求补正或缴费" in lifted
    assert "等待期间" not in text_of(received(), replied("07-10"), rule="due")
    assert told(received(), asked("07-06"), withdrawn("07-10"), rule="due") == []


def test_an_extension_is_told_with_its_sum():
    life = received(), extended("07-06", 5)
    assert text_of(*life, rule="extended") == (
        "2026年7月6日经政府信息公开工作机构负责人同意，2026年7月6日告知申请人延长5个工作日，在当时的届满日2026年7月29日及以前：有效。"
    )
    assert "共有工作日25个（20＋延长5）" in text_of(*life, rule="due")


def test_why_an_extension_is_invalid_is_told():
    reasons = {
        "等待补正或缴费期间不能延期": (asked("07-02"), extended("07-06")),
        "只可延长一次": (extended("07-03"), extended("07-06")),
        "应为1至20个工作日": (extended("07-06", 21),),
        "没有负责人同意的记录": (extended("07-06", approved=None),),
        "晚于当时的届满日2026年7月29日": (extended("07-30"),),
    }
    for reason, life in reasons.items():
        assert reason in text_of(received(), *life, rule="extension_invalid")
    early = received("07-01", "online", confirmed="07-10"), extended("07-09")
    assert "早于期限起算之日" in text_of(*early, rule="extension_invalid")


def test_every_warning_is_told_under_its_own_code_and_article():
    articles = {
        "correction_notice_late": "第三十条",
        "correction_repeated": "第三十条",
        "correction_unasked": "第三十条",
        "payment_unasked": "国办函〔2020〕109号",
        "payment_late": "国办函〔2020〕109号",
        "notice_after_due": "第三十三条第二款",
        "notice_while_awaiting": "第三十三条第二款",
        "extension_invalid": "第三十三条第二款",
        "fact_after_closing": "第三十三条第二款",
    }
    lives = (
        (asked("07-13"), asked("07-14"), corrected("07-20"), asked("07-21")),
        (corrected("07-02"), paid("07-03"), fee("07-06"), paid("08-20")),
        (extended("07-30"), fee("07-30"), replied("07-31"), paid("08-01")),
    )
    found = {rule: article for life in lives for rule, article, _ in told(received(), *life)}
    assert {code: found.get(code) for code in articles} == articles


def test_the_safe_reading_tells_only_what_it_sees_otherwise():
    late = received(), asked("07-13"), corrected("07-20")
    assert [rule for rule, _, _ in told(*late, reading="safe")] == ["correction_unasked", "due", "safe_due"]
    confirmed = received("07-01", "online", confirmed="07-06")
    assert [rule for rule, _, _ in told(confirmed, reading="safe")] == ["receipt", "due", "safe_due"]


def test_how_the_receipt_day_was_found_is_told():
    assert "没有双方确认的记录" in text_of(received("07-01", "fax"), rule="receipt")
    confirmed = received("07-01", "online", confirmed="07-06")
    assert "2026年7月6日与申请人确认" in text_of(confirmed, rule="receipt")
    assert "以到达之日2026年7月1日为收到申请之日" in text_of(confirmed, rule="receipt", reading="safe")


def test_a_provisional_date_is_told():
    assert told(received("12-14"), rule="provisional")[0][1] == "《全国年节及纪念日放假办法》"
    assert told(received(), rule="provisional") == []


def test_a_whole_life_is_told_rule_by_rule():
    life = (
        received(),
        asked("07-06"),
        corrected("07-15"),
        fee("07-20"),
        paid("07-22"),
        extended("08-03", 5),
        sought("08-05", delivered="08-05"),
        answered("08-06"),
        replied("08-20"),
    )
    statutory = told(*life, reading="statutory")
    assert [(rule, article) for rule, article, _ in statutory] == [
        ("receipt", "第三十一条第（一）项"),
        ("period", "第三十三条第二款"),
        ("correction_requested", "第三十条"),
        ("corrected", "第三十条"),
        ("fee_noticed", "国办函〔2020〕109号"),
        ("fee_paid", "国办函〔2020〕109号"),
        ("extended", "第三十三条第二款"),
        ("closed", "第三十三条第二款"),
        ("pause", "第三十三条第三款"),
        ("due", "第三十三条第二款"),
    ]
    texts = {rule: text for rule, _, text in statutory}
    assert texts["correction_requested"].startswith("2026年7月6日告知补正（最迟应于2026年7月10日作出）")
    assert texts["corrected"] == "2026年7月15日收到补正：期限重新计算，当日不计入；此前的延期不再计入。"
    assert texts["closed"].startswith("2026年8月20日答复，申请办结")


def test_a_restart_before_the_confirmed_receipt_is_told():
    confirmed = received("07-01", "online", confirmed="07-20")
    assert "仍自2026年7月20日起算" in text_of(confirmed, asked("07-02"), corrected("07-06"), rule="corrected")
