"""信函格式 (GB/T 9704—2012, 10.1): name at 30 mm, number, title; no number on page 1; the same words in both renderings."""

from dataclasses import replace

import pytest

from gov_requests.documents.content import Letter
from gov_requests.documents.docx import render_docx
from gov_requests.documents.kinds import LETTERS as KINDS
from gov_requests.documents.letters import as_letter
from gov_requests.documents.pdf import render_pdf
from gov_requests.documents.returned import differences
from tests.documents.examples import DISCLOSED, LETTERS, RECEIPT
from tests.documents.pages import MM, pages_of

LETTER = replace(LETTERS["D14"], letterhead=True)


def line_of(page, words):
    return next(line for line in page.lines if line.text == words)


def test_name_number_and_title_stand_under_each_other_the_name_at_30_mm():
    page = pages_of(render_pdf(LETTER))[0]
    name, number, title = (line_of(page, words) for words in (LETTER.organ, LETTER.number, LETTER.title))
    assert 28 * MM < name.top < 34 * MM
    assert name.bottom < 45 * MM < number.top < number.bottom < title.top
    assert name.bottom - name.top > 26


def test_the_first_page_has_no_number_and_the_others_have():
    first, second, *_ = pages_of(render_pdf(LETTER))
    assert not any(line.text.startswith("—") for line in first.lines)
    assert any(line.text == "—2—" for line in second.lines)
    plain = pages_of(render_pdf(replace(LETTER, letterhead=False)))[0]
    assert any(line.text == "—1—" for line in plain.lines)


def test_a_long_name_is_drawn_together_and_stays_on_the_paper():
    long = replace(LETTER, organ="虚构市虚构区虚构街道办事处虚构综合行政执法和政务服务中心")
    name = line_of(pages_of(render_pdf(long))[0], long.organ)
    assert 25 * MM < name.left < name.right < 185 * MM


@pytest.mark.parametrize("name", ["D05", "D08-co-producer", "D11", "D14"])
def test_both_renderings_carry_the_same_words(name):
    letter = replace(LETTERS[name], letterhead=True)
    assert differences(letter, render_docx(letter)) == ()


def test_a_letter_frozen_before_there_was_this_form_keeps_its_hash():
    before = LETTERS["D14"].as_dict()
    assert "letterhead" not in before
    assert Letter.from_dict(LETTER.as_dict()) == LETTER


@pytest.mark.parametrize(
    ("choice", "code", "is_letter"),
    [("", "D08", False), ("函", "D08", True), ("函", "D05", True), ("函", "D14", False), ("全部", "D14", True)],
)
def test_the_office_chooses_which_go_as_letters(choice, code, is_letter):
    assert as_letter(KINDS[code], replace(DISCLOSED, letterhead=choice)) is is_letter


def test_the_receipt_is_a_form_and_never_a_letter():
    assert not as_letter(KINDS["D01"], replace(RECEIPT, letterhead="全部"))
