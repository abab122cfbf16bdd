from dataclasses import replace
from datetime import date

import pytest
from jinja2 import UndefinedError

from gov_requests.documents import letters
from gov_requests.documents.facts import WithheldPart
from gov_requests.documents.letters import LetterUnknown, missing, receipt, reply
from gov_requests.documents.texts import TEXTS, paragraphs_of
from tests.documents.examples import DISCLOSED, NOT_HELD, PARTLY_DISCLOSED, PROVISIONAL_RECEIPT, RECEIPT

REPLIES = (DISCLOSED, PARTLY_DISCLOSED, NOT_HELD)


def test_the_receipt_names_the_last_day_for_the_reply():
    assert "最迟于2026年11月9日答复（收到申请之日起20个工作日内）" in receipt(RECEIPT).plain_text()


@pytest.mark.parametrize(
    ("term", "day", "printed"), [(20, date(2026, 12, 30), "12月30日"), (15, date(2027, 1, 8), "1月8日")]
)
def test_a_day_that_hangs_on_an_unannounced_arrangement_is_said_to_do_so(term, day, printed):
    text = receipt(replace(PROVISIONAL_RECEIPT, term_workdays=term, due_on=day)).plain_text()
    assert f"答复期限{term}个工作日，按目前已公布的安排为{printed}\n" in text


def test_the_receipt_carries_no_relief_clause_and_no_pending_number():
    letter = receipt(replace(RECEIPT, number=None))
    assert letter.relief == ()
    assert letter.printed_number == ""
    assert "行政复议" not in letter.plain_text()


def test_a_person_and_an_organisation_are_each_addressed_as_politeness_asks():
    for facts in REPLIES:
        person = reply(replace(facts, is_person=True)).paragraphs[0].text
        company = reply(replace(facts, is_person=False)).paragraphs[0].text
        assert "收到您" in person
        assert "你单位" not in person
        assert "收到你单位" in company
        assert "您" not in company


@pytest.mark.parametrize("facts", REPLIES, ids=lambda facts: facts.code)
def test_every_reply_restates_the_request_word_for_word_and_ends_with_the_relief_clause(facts):
    request = "全部“三公”经费明细（2024—2025）；如有困难，请先提供总数！"
    letter = reply(replace(facts, description=request))
    assert f"申请公开“{request}”\n" in letter.plain_text()
    assert letter.plain_text().index(facts.relief[0]) > letter.plain_text().index(letter.paragraphs[-1].text)
    assert "行政复议" not in "".join(paragraph.text for paragraph in letter.paragraphs)


@pytest.mark.parametrize("facts", REPLIES, ids=lambda facts: facts.code)
def test_the_words_of_the_handler_are_marked_as_typed_and_nothing_else_is(facts):
    letter = reply(replace(facts, finding="第一段。\n\n　　第二段。", reasons="判断。"))
    typed = [paragraph.text for paragraph in letter.paragraphs if paragraph.source == "typed"]
    assert typed == ["第一段。", "第二段。", "判断。", *(part.reason for part in facts.withheld)]


def test_every_withheld_part_has_its_own_ground_and_its_own_reason():
    lines = reply(PARTLY_DISCLOSED).plain_text().splitlines()
    for part in PARTLY_DISCLOSED.withheld:
        at = next(n for n, line in enumerate(lines) if part.part in line)
        assert f"{part.ground}的规定，不予公开" in lines[at]
        assert lines[at + 1] == part.reason


def test_every_search_says_when_where_how_and_by_which_terms():
    text = reply(NOT_HELD).plain_text()
    for search in NOT_HELD.searches:
        line = next(line for line in text.splitlines() if search.place in line)
        assert all(term in line for term in search.terms)
        assert search.method in line
        assert f"{search.on.month}月{search.on.day}日" in line


def test_articles_of_the_regulations_are_cited_behind_their_title_and_others_as_they_come():
    basis = ("第十五条", "第三十七条", "《中华人民共和国保守国家秘密法》第十四条")
    assert (
        "根据《中华人民共和国政府信息公开条例》第十五条、第三十七条和《中华人民共和国保守国家秘密法》第十四条的规定"
        in reply(replace(DISCLOSED, basis=basis)).plain_text()
    )


def test_what_a_draft_lacks_is_printed_as_lacking_and_listed_for_the_signer():
    draft = replace(
        PARTLY_DISCLOSED, finding=" ", withheld=(WithheldPart(part="甲", ground="第十五条", reason=""),), relief=()
    )
    assert missing(draft) == ("查明的事实", "不予公开的理由", "救济途径")
    assert "〔待填写：查明的事实〕" in reply(draft).plain_text()
    assert "〔待填写：不予公开的理由〕" in reply(draft).plain_text()


@pytest.mark.parametrize("facts", [RECEIPT, PROVISIONAL_RECEIPT, *REPLIES])
def test_a_complete_letter_lacks_nothing(facts):
    assert missing(facts) == ()


@pytest.mark.parametrize("code", ["D01", "D99"])
def test_a_code_without_a_reply_text_is_refused_in_a_sentence(code):
    with pytest.raises(LetterUnknown, match=f"没有编号为 {code} 的答复文书"):
        reply(replace(DISCLOSED, code=code))


def test_every_letter_has_its_text_and_every_text_its_letter():
    named = {kind.text for kind in letters.LETTERS.values()}
    assert {path.name for path in TEXTS.glob("D*.txt")} == named
    assert {path.name for path in (TEXTS / "usage").iterdir()} == named
    assert list(letters.LETTERS) == [f"D{n:02}" for n in range(1, 28)]


def test_a_text_that_asks_for_a_fact_it_does_not_get_is_an_error_and_no_blank():
    with pytest.raises(UndefinedError):
        paragraphs_of("D11.txt", {"you": "您"})


@pytest.mark.parametrize("asks", ["申请公开某批复。", "本人依法申请公开某批复。", "要求提供某批复。"])
def test_a_request_that_says_itself_that_it_asks_is_not_led_in_twice(asks):
    text = reply(replace(DISCLOSED, description=asks)).plain_text()
    assert f"内容为“{asks}”" in text
    assert "申请公开“" not in text


@pytest.mark.parametrize("asks", ["某批复", "公开招标的中标公告", "申请表样式"])
def test_any_other_request_is_led_in_by_our_word(asks):
    assert f"申请公开“{asks}”。" in reply(replace(DISCLOSED, description=asks)).plain_text()
