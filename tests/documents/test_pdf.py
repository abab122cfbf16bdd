"""The layout of GB/T 9704—2012, read back from the printed page."""

import shutil
from dataclasses import replace
from itertools import pairwise

import pytest

from gov_requests.documents.pdf import FAMILIES, FONTS, press_with, render_pdf
from tests.documents.examples import LETTERS, SQUARES, lengthened
from tests.documents.pages import MM, fonts_of, pages_of, words

REPLIES = ("D11", "D12", "D16")


@pytest.fixture(scope="module")
def long_letter():
    return pages_of(render_pdf(lengthened(LETTERS["D12"], 20)))


def test_the_paper_is_a4(long_letter):
    for page in long_letter:
        assert page.width == pytest.approx(210 * MM, abs=0.5)
        assert page.height == pytest.approx(297 * MM, abs=0.5)


def test_the_text_stands_37_mm_from_the_top_28_from_the_left_and_26_from_the_right(long_letter):
    for page in long_letter:
        assert page.core[0].top == pytest.approx(37 * MM, abs=MM)
        assert page.core[-1].bottom < 262 * MM
    squares = [line for page in long_letter for line in page.core if set(line.text) <= set(SQUARES)]
    assert min(line.left for line in squares) == pytest.approx(28 * MM, abs=0.5)
    assert max(line.right for line in squares) == pytest.approx((210 - 26) * MM, abs=0.5)


def test_a_full_line_holds_28_characters_and_a_first_line_26(long_letter):
    lines = [line for page in long_letter for line in page.core if set(line.text) <= set(SQUARES)]
    full = {len(line.text) for line in lines if line.left < 29 * MM and line.right > 183 * MM}
    first = {len(line.text) for line in lines if line.left > 29 * MM and line.right > 183 * MM}
    assert (full, first) == ({28}, {26})


def test_the_right_edge_is_straight(long_letter):
    edges = [line.right for page in long_letter for line in page.core if len(line.text) == 28 and line.left < 29 * MM]
    assert max(edges) - min(edges) < 0.5


def test_a_full_page_holds_22_lines_a_line_pitch_of_28_95_points_apart(long_letter):
    for page in long_letter[1:3]:
        assert len(page.core) == 22
        middles = [(line.top + line.bottom) / 2 for line in page.core]
        assert all(below - above == pytest.approx(28.95, abs=0.6) for above, below in pairwise(middles))


def test_odd_page_numbers_stand_right_and_even_ones_left_7_mm_under_the_text(long_letter):
    for number, page in enumerate(long_letter, start=1):
        foot = page.lines[-1]
        assert foot.text == f"—{number}—"
        assert foot.top == pytest.approx(269 * MM, abs=MM)
        assert (foot.left > page.width / 2) == (number % 2 == 1)


def test_the_title_is_centred_and_the_number_stands_right_under_it():
    organ, title, number, addressee = pages_of(render_pdf(LETTERS["D12"]))[0].core[:4]
    for line in (organ, title):
        assert (line.left + line.right) / 2 == pytest.approx((28 + 78) * MM, abs=MM)
    assert number.text == LETTERS["D12"].number
    assert number.right == pytest.approx(184 * MM, abs=MM)
    assert addressee.left == pytest.approx(28 * MM, abs=0.5)


def test_the_date_leaves_four_characters_free_and_the_signatory_is_centred_over_it():
    lines = pages_of(render_pdf(LETTERS["D11"], seal_box=False))[0].core
    at = next(n for n, line in enumerate(lines) if line.text == LETTERS["D11"].printed_date)
    signatory, date = lines[at - 1], lines[at]
    assert signatory.text == LETTERS["D11"].signatory
    assert (184 * MM - date.right) / (156 * MM / 28) == pytest.approx(4, abs=0.3)
    assert (signatory.left + signatory.right) == pytest.approx(date.left + date.right, abs=2)


@pytest.mark.parametrize("name", ["D01", *REPLIES])
def test_the_place_of_the_seal_is_marked_only_where_it_is_asked_for(name):
    assert "印章位置" in words(render_pdf(LETTERS[name]))
    assert "印章位置" not in words(render_pdf(LETTERS[name], seal_box=False))


@pytest.mark.parametrize("name", REPLIES)
def test_the_page_carries_the_words_of_the_letter_and_no_others(name):
    letter = LETTERS[name]
    assert words(render_pdf(letter, seal_box=False)) == "".join(letter.plain_text().split())


@pytest.mark.parametrize("name", ["D01", "D01-provisional"])
def test_the_receipt_carries_every_item_of_its_table(name):
    letter = LETTERS[name]
    printed = words(render_pdf(letter))
    for paragraph in letter.paragraphs:
        assert paragraph.label in printed
        if len(paragraph.text) < 20:
            assert paragraph.text in printed
    assert len(pages_of(render_pdf(letter))) == 1


@pytest.mark.parametrize("name", ["D01", *REPLIES, "D13-state-secret", "D15-process"])
def test_the_signature_never_stands_alone_on_a_page(name):
    for more in range(24):
        letter = lengthened(LETTERS[name], more, repeats=1)
        last = pages_of(render_pdf(letter, seal_box=False))[-1].core
        at = next(n for n, line in enumerate(last) if line.text == letter.printed_date)
        above = "".join(line.text for line in last[: at - 1])
        body = "".join((letter.relief or (letter.paragraphs[-1].text,))[-1].split())
        assert any(body.endswith(line.text) for line in last[: at - 1]), (more, above)


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_letter_a_little_too_long_is_set_tighter_and_stays_on_one_page(more):
    letter = replace(LETTERS["D11"], contact=LETTERS["D11"].contact[: 1 + more])
    assert len(pages_of(render_pdf(letter))) == 1


def test_a_draft_says_so_on_every_page():
    draft = replace(lengthened(LETTERS["D12"], 12), number=None, dated=None)
    for page in pages_of(render_pdf(draft, draft=True)):
        assert page.lines[0].text == "拟稿，未签发，不得送达"
        assert page.lines[0].bottom < 37 * MM
    assert "（签发时编号）" in words(render_pdf(draft, draft=True))
    assert not any("拟稿" in page.text for page in pages_of(render_pdf(LETTERS["D12"])))


def test_every_font_is_embedded_and_none_comes_from_the_machine():
    fonts = fonts_of(render_pdf(LETTERS["D12"]))
    assert all(fonts.values())
    assert fonts.keys() == {
        "FandolFang-Regular",
        "NotoSerifCJKsc-Bold",
        "NotoSansCJKsc-Regular",
        "LXGWWenKai-Light",
        "LibertinusSerif-Regular",
    }


def test_an_offices_own_fonts_come_first(tmp_path, monkeypatch):
    shutil.copy(FONTS / "NotoSansCJKsc-Regular-GB2312.otf", tmp_path)
    monkeypatch.setitem(FAMILIES, "fang", ("不存在的字体", "Noto Sans CJK SC", "FandolFang R"))
    assert press_with(tmp_path).families["fang"] == ["Noto Sans CJK SC", "FandolFang R"]
    assert "FandolFang-Regular" not in fonts_of(render_pdf(LETTERS["D11"], font_dir=tmp_path))


def test_the_same_letter_is_the_same_file_and_another_word_another_file():
    letter = LETTERS["D12"]
    assert render_pdf(letter) == render_pdf(letter)
    assert render_pdf(letter) != render_pdf(replace(letter, addressee="他人"))


def test_a_dated_letter_is_declared_as_pdf_a_and_carries_its_own_date():
    pdf = render_pdf(LETTERS["D11"])
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"D:20261106" in pdf
    assert b"<pdfaid:part>" not in render_pdf(replace(LETTERS["D11"], dated=None))


def test_what_goes_along_with_the_signature_leaves_no_third_of_the_page_empty():
    for name in REPLIES:
        for more in range(0, 24, 3):
            letter = lengthened(LETTERS[name], more, repeats=1)
            for page in pages_of(render_pdf(letter, seal_box=False))[:-1]:
                # A heading that goes over to the next page takes at most two lines more.
                assert len(page.core) >= 22 * 2 // 3, (name, more, len(page.core))


def test_a_contact_that_does_not_fit_beside_the_seal_stands_below_it_in_one_line():
    address = "地址：虚构市虚构区虚构大街100号虚构政务服务中心2层"
    letter = replace(LETTERS["D11"], contact=(address, "电话：010-00000000"))
    lines = pages_of(render_pdf(letter, seal_box=False))[-1].lines
    at = next(n for n, line in enumerate(lines) if address in line.text)
    date_line = next(line for line in lines if line.text == letter.printed_date)
    assert lines[at].top - date_line.top > 21 * MM - 28.95
    beside = pages_of(render_pdf(replace(letter, contact=("电话：010-00000000",)), seal_box=False))[-1].lines
    note = next(line for line in beside if "010-00000000" in line.text)
    assert note.top - next(line for line in beside if line.text == letter.printed_date).top < 40
