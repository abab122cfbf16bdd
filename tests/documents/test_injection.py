"""What people type is printed as typed: it is never code of a template, of the layout, or of a file format."""

from dataclasses import replace

import pytest

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter
from gov_requests.documents.letters import receipt, reply
from gov_requests.documents.pdf import render_pdf, unprintable
from tests.documents.examples import DISCLOSED, LETTERS, NOT_HELD, PARTLY_DISCLOSED, RECEIPT
from tests.documents.pages import words

PAYLOADS = (
    "{{7*7}}",
    "{% for x in ().__class__.__mro__ %}{{x}}{% endfor %}",
    "{# 注释 #}",
    '#read("/etc/passwd")',
    "#sys.inputs",
    "$x^2$ *粗* _斜_ `码` @引用 <标签> ~ \\ // 注 /* 注 */",
    "</w:t><w:br/>&lt;&amp;",
    "= 一级 ~ 二级 # 小标题",
    "| 登记编号 | 9999",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_that_look_like_code_are_printed_as_typed(payload):
    for letter in (
        receipt(replace(RECEIPT, description=payload, applicant=payload)),
        reply(replace(DISCLOSED, description=payload, finding=payload, organ=payload)),
    ):
        assert letter.plain_text().count(payload) >= 2
        assert "".join(payload.split()) in words(render_pdf(letter))


@pytest.mark.parametrize("mark", ["= ", "~ ", "# ", "| 项目 | "])
def test_a_line_that_begins_like_a_mark_of_our_texts_stays_a_line_of_its_paragraph(mark):
    letter = reply(replace(DISCLOSED, description=f"第一行\n{mark}第二行", finding=f"{mark}查明\n{mark}再查明"))
    typed = [paragraph for paragraph in letter.paragraphs if paragraph.source == "typed"]
    assert [paragraph.text for paragraph in typed] == [f"{mark}查明", f"{mark}再查明"]
    assert not any(paragraph.heading or paragraph.label for paragraph in letter.paragraphs)
    assert f"“第一行\n{mark}第二行”。" in letter.plain_text()


def test_a_code_that_turns_the_reading_order_is_shown_by_its_number():
    letter = reply(replace(DISCLOSED, description="账目\u202e开公\u202c"))
    assert "“账目〔U+202E〕开公〔U+202C〕”" in letter.plain_text()
    assert "〔U+202E〕" in words(render_pdf(letter))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲\x00乙\x07丙\x1b丁", "甲乙丙丁"),
        ("甲\u200b乙\ufeff丙\u00ad丁", "甲乙丙丁"),
        ("甲\x1e乙\u2028丙\r\n丁\v戊", "甲\n乙\n丙\n丁\n戊"),
        ("甲\t乙", "甲 乙"),
        ("甲\ud800乙\uffff", "甲〔U+D800〕乙〔U+FFFF〕"),
        ("葛\U000e0100", "葛"),
        ("喆堃昇翀玥䶮𠮷 é №", "喆堃昇翀玥䶮𠮷 é №"),
    ],
)
def test_unseen_characters_are_settled_by_rule(typed, printed):
    assert printable(typed) == printed


def test_unseen_characters_are_settled_in_every_field():
    dirty = "甲\x00\u202e乙"
    letter = reply(
        replace(
            NOT_HELD,
            **dict.fromkeys(("organ", "signatory", "applicant", "description", "finding", "number"), dirty),
            contact=(dirty,),
            enclosures=(dirty,),
            relief=(dirty,),
            searches=(replace(NOT_HELD.searches[0], place=dirty, method=dirty, terms=(dirty,)),),
        )
    )
    assert "\x00" not in letter.plain_text()
    assert "\u202e" not in letter.plain_text()
    assert letter.plain_text().count("甲〔U+202E〕乙") == 12


@pytest.mark.parametrize("size", [16, 22])
def test_rare_characters_of_names_are_printed_and_read_back(size):
    rare = "喆堃昇翀玥䶮𠮷㛃"
    facts = replace(DISCLOSED, applicant=rare) if size == 16 else replace(DISCLOSED, organ=rare)
    assert rare in words(render_pdf(reply(facts)))
    assert unprintable(reply(facts)) == ()


def test_what_no_font_can_print_is_printed_by_its_number_and_named():
    letter = reply(replace(PARTLY_DISCLOSED, description="表情🙂与自造字\ue863"))
    assert unprintable(letter) == ("\ue863", "🙂")
    assert "表情〔U+1F642〕与自造字〔U+E863〕" in words(render_pdf(letter))


def test_a_letter_that_was_kept_with_dirty_words_is_still_printed_safely():
    form = LETTERS["D11"].as_dict()
    form["paragraphs"][0]["text"] = "甲\x00\u202e乙"
    assert "甲〔U+202E〕乙" in words(render_pdf(Letter.from_dict(form)))
