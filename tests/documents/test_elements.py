"""What each letter must say, by the table of mandatory elements."""

import re
from dataclasses import replace

import pytest

from gov_requests.documents.fee_words import computation, fee_of, standard
from gov_requests.documents.letters import LetterUnknown, missing, notice, reply
from gov_requests.statute.fees import FeeError
from tests.documents import notice_examples as notices
from tests.documents import reply_examples as replies
from tests.documents.examples import FACTS, LETTERS

SILENCE = re.compile("视为(?:不)?同意|视为放弃")


def text(name):
    return LETTERS[name].plain_text()


@pytest.mark.parametrize("name", LETTERS)
def test_silence_is_consent_only_for_a_co_producing_organ(name):
    assert ("视为同意公开" in text(name)) == (name == "D08-co-producer")
    assert "视为不同意" not in text(name)


def test_a_third_party_is_told_that_the_organ_decides_if_it_stays_silent():
    for name in ("D05", "D05-person"):
        assert "逾期未提出意见的，由本机关依照《中华人民共和国政府信息公开条例》的规定决定是否公开" in text(name)
        assert "自收到本征询书之日起15个工作日内" in text(name)
        assert "说明理由" in text(name)
        assert not SILENCE.search(text(name))


def test_a_third_party_does_not_learn_who_applied():
    for name in ("D05", "D05-person", "D07-consent", "D07-no-ground", "D07-public-interest", "D08-co-producer"):
        assert FACTS[name].applicant not in text(name)
        assert FACTS[name].description not in text(name)


def test_who_is_asked_for_an_opinion_gets_a_slip_to_send_back():
    for name, letter in LETTERS.items():
        assert bool(letter.slip) == (letter.code in ("D05", "D08")), name
    assert any(row.label == "理由和依据" for row in LETTERS["D05"].slip)
    assert LETTERS["D05"].slip[1].text == LETTERS["D05"].number


def test_a_correction_notice_lists_every_point_once_with_guidance_day_and_consequence():
    for point in notices.CORRECTION.points:
        assert point.rstrip("。") in text("D02")
    assert notices.CORRECTION.guidance in text("D02")
    assert "2026年11月6日前（含当日）" in text("D02")
    assert "无正当理由逾期不补正的，视为放弃申请" in text("D02")
    assert "答复期限自本机关收到补正的申请之日起计算" in text("D02")


def test_an_extension_gives_its_reason_the_consent_and_the_new_last_day():
    assert notices.EXTENSION.reason in text("D04")
    assert "经本机关政府信息公开工作机构负责人同意，延长答复期限20个工作日" in text("D04")
    assert "最迟于2026年12月7日答复" in text("D04")
    assert "按目前已公布的放假安排为2027年1月12日" in text("D04-provisional")


def test_a_release_to_be_told_to_a_third_party_says_what_why_and_from_when():
    for name in ("D07-consent", "D07-no-ground", "D07-public-interest"):
        facts = FACTS[name]
        assert facts.subject in text(name)
        assert facts.reason in text(name)
        assert "本机关将于2027年1月11日起向申请人提供" in text(name)
        assert "可以自收到本告知书之日起60日内" in text(name)
    assert missing(replace(notices.RELEASE, reason="")) == ("决定公开的理由",)


def test_a_fee_notice_gives_basis_standard_computation_amount_way_days_and_consequence():
    told = text("D09-by-page")
    for words in ("第四十二条和国办函〔2020〕109号", "第201页以上，每页40元", "合计4700元", "应缴金额：人民币4700元"):
        assert words in told
    assert "自收到本通知次日起20个工作日内" in told
    assert "逾期未缴纳的，视为放弃申请，本机关不再处理" in told
    assert "复议" not in told


def test_the_computation_adds_up_to_the_fee_and_names_its_bands():
    assert computation("by_page", 68) == "共68页，前30页不收费；38页×10元＝380元"
    for pages in (31, 100, 101, 200, 201, 250):
        sums = [int(found) for found in re.findall(r"＝(\d+)元", computation("by_page", pages))]
        assert sum(sums) == fee_of("by_page", pages)
    assert computation("by_piece", 11).endswith("收费100元")
    assert "第31件起" in standard("by_piece")
    with pytest.raises(FeeError):
        computation("by_page", -1)


def test_nothing_is_charged_by_a_notice_without_an_amount():
    assert "应缴金额" in missing(replace(notices.FEE, yuan=0))


@pytest.mark.parametrize(
    ("name", "grounds"),
    [
        ("D13-state-secret", "第十四条、第三十六条第（三）项"),
        ("D14", "第十五条、第三十六条第（三）项"),
        ("D15-internal", "第十六条第一款、第三十六条第（三）项"),
        ("D15-process", "第十六条第二款、第三十六条第（三）项"),
    ],
)
def test_a_withholding_cites_its_ground_to_the_paragraph_and_the_duty_to_give_reasons(name, grounds):
    assert f"《中华人民共和国政府信息公开条例》{grounds}的规定，本机关决定不予公开" in text(name)
    assert FACTS[name].reasons in text(name)
    assert FACTS[name].severing in text(name)
    assert "先向北京市西城区人民政府申请行政复议" in LETTERS[name].relief[0]
    assert "或者自" not in LETTERS[name].relief[0]


def test_what_is_withheld_for_a_third_party_tells_of_the_consultation_and_of_the_organs_own_judgement():
    facts = replies.THIRD_PARTY_RIGHTS
    for words in (facts.consultation, facts.reasons, facts.public_interest):
        assert words in text("D14")
    bare = replace(facts, consultation="", reasons="", public_interest="")
    assert missing(bare) == ("征求第三方意见的情况", "本机关的判断和理由", "对公共利益的判断")


def test_partial_disclosure_speaks_of_the_withheld_part_in_its_relief_clause():
    assert LETTERS["D12"].relief[0].startswith("如不服本答复中不予公开的决定，")


def test_each_of_the_three_withholdings_of_article_14_says_which_one_it_is():
    assert "依法确定为国家秘密" in text("D13-state-secret")
    assert "《中华人民共和国统计法》第九条禁止公开" in text("D13-prohibited")
    assert "公开后可能危及公共安全" in text("D13-public-safety")
    assert "禁止公开的法律、行政法规及条文" in missing(replace(replies.PROHIBITED, prohibiting_law=""))
    assert missing(replace(replies.STATE_SECRET, classification="")) == ()


def test_the_right_organ_is_named_with_its_contact_or_it_is_said_why_not():
    assert "由北京市西城区审计局负责公开，联系方式：西城区虚构街2号" in text("D17")
    assert "目前不能确定" in text("D17-not-determined")
    assert missing(replace(replies.NOT_DETERMINED, right_organ_unknown=""))
    assert missing(replace(replies.NOT_THIS_ORGAN, right_organ_contact="")) == ("负责公开的机关的联系方式",)


def test_a_petition_is_not_handled_as_a_request_and_the_channels_are_named():
    assert "该申请不作为政府信息公开申请处理" in text("D20")
    for channel in replies.PETITION.channels:
        assert channel.rstrip("。") in text("D20")


def test_a_repeated_request_names_the_earlier_answer_and_that_nothing_changed_was_checked():
    assert "于2026年4月10日作出答复（西数公开〔2026〕31号-答）" in text("D21")
    assert replies.REPEAT.unchanged in text("D21")
    assert missing(replace(replies.REPEAT, unchanged="")) == ("情况没有变化的核对",)


def test_an_unclear_request_tells_its_history_and_an_excessive_one_its_reasons():
    assert "于2026年10月16日一次性告知您作出补正，于2026年10月28日收到您补正的申请" in text("D19")
    for words in (replies.EXCESSIVE.reasons_given, replies.EXCESSIVE.reasons):
        assert words in text("D23")
    assert "于2026年10月20日书面要求您说明理由" in text("D23")


def test_an_abandoned_request_gives_the_day_of_notice_and_the_day_of_expiry():
    for name in ("D26-uncorrected", "D26-unpaid"):
        assert "本机关于2026年10月16日书面告知您" in text(name)
        assert "期限至2026年11月6日届满" in text(name)
        assert "本机关不再处理该政府信息公开申请" in text(name)
    assert "无正当理由" in text("D26-uncorrected")
    assert "根据国办函〔2020〕109号的规定" in text("D26-unpaid")


def test_a_record_is_corrected_or_the_request_goes_on_to_the_organ_in_charge():
    assert "已对上述记录予以更正" in text("D27-corrected")
    assert "已将您的申请转送北京市西城区人力资源和社会保障局处理" in text("D27-forwarded")
    assert "请您向北京市西城区人力资源和社会保障局提出" in text("D27-directed")
    assert missing(replace(notices.RECORD, subject="")) == ("更正的内容",)


def test_a_confirmation_that_no_article_provides_for_cites_none():
    assert not re.search("第[一二三四五六七八九十]+条", "".join(part.text for part in LETTERS["D25"].paragraphs))


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_to_the_applicant_gives_the_day_and_the_way_of_receipt(name):
    letter = LETTERS[name]
    if letter.code in ("D05", "D07", "D08"):
        return
    facts = FACTS[name]
    assert letter.addressee == facts.applicant
    assert f"{facts.received_on.year}年{facts.received_on.month}月{facts.received_on.day}日" in text(name)
    assert facts.channel in text(name)


def test_a_reply_is_no_notice_and_a_notice_no_reply():
    with pytest.raises(LetterUnknown, match="没有编号为 D11 的告知文书"):
        notice(replace(notices.CORRECTION, code="D11"))
    with pytest.raises(LetterUnknown, match="没有编号为 D02 的答复文书"):
        reply(replace(replies.REPEAT, code="D02"))


def test_an_unfinished_letter_says_what_it_lacks_instead_of_guessing():
    bare = notice(replace(notices.RELEASE, release="", release_on=None)).plain_text()
    assert "〔待填写：决定公开的依据〕" in bare
    assert "〔待填写：提供信息的日期〕" in bare
    assert "〔待填写：不予公开的情形〕" in reply(replace(replies.PROCESS, kind="")).plain_text()
    assert "〔待填写：补正期限〕" in notice(replace(notices.CORRECTION, reply_by=None)).plain_text()
