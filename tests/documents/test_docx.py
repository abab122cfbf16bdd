"""A letter as DOCX: layout facts read back, the same words as in print, nothing of people in it."""

import io
import zipfile
from collections import Counter
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from gov_requests.documents.content import Letter
from gov_requests.documents.docx import DRAFT, render_docx
from gov_requests.documents.letters import reply
from gov_requests.documents.pdf import render_pdf
from gov_requests.documents.returned import differences, text_of_docx
from tests.documents.examples import DISCLOSED, LETTERS
from tests.documents.pages import words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAYLOADS = (
    "{{7*7}}",
    "</w:t><w:br/>&lt;&amp;",
    "=cmd|' /C calc'!A0",
    "PAGE \\* MERGEFORMAT",
    "<![CDATA[x]]>",
    "甲_x000D_乙",
)


def opened(letter, **more):
    return Document(io.BytesIO(render_docx(letter, **more)))


def bare(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", LETTERS)
def test_both_renderings_carry_the_same_words(name):
    letter = LETTERS[name]
    printed = words(render_pdf(letter, seal_box=False))
    typed = bare("".join(text_of_docx(render_docx(letter))))
    assert typed == bare(letter.plain_text())
    rows = [part for part in (*letter.paragraphs, *letter.slip) if part.label]
    if rows:
        # In print a row's colon is a rule, and the lines of a row stand beside its label.
        assert Counter(typed) - Counter(printed) == Counter("：" * len(rows))
        assert Counter(printed) - Counter(typed) == Counter()
    else:
        assert printed == typed


@pytest.mark.parametrize("name", LETTERS)
def test_what_comes_back_untouched_differs_in_nothing(name):
    assert differences(LETTERS[name], render_docx(LETTERS[name])) == ()


def test_the_page_has_the_margins_and_the_grid_of_the_standard():
    section = opened(LETTERS["D12"]).sections[0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 26, 35]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) / 20 * 22 == pytest.approx(225 / 25.4 * 72, abs=1.5)
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert pitch * 28 == pytest.approx(156 / 25.4 * 72, abs=0.5)


def test_fonts_are_named_by_their_role_and_none_is_embedded():
    document = opened(LETTERS["D12"])
    fonts = {
        run.text: run._r.rPr.rFonts.get(qn("w:eastAsia")) for par in document.paragraphs for run in par.runs if run.text
    }
    sizes = {run.text: run.font.size.pt for par in document.paragraphs for run in par.runs if run.text}
    assert (fonts[LETTERS["D12"].title], sizes[LETTERS["D12"].title]) == ("方正小标宋简体", 22)
    assert (fonts["特此告知。"], sizes["特此告知。"]) == ("仿宋_GB2312", 16)
    assert fonts["一、予以公开的部分"] == "黑体"
    with zipfile.ZipFile(io.BytesIO(render_docx(LETTERS["D12"]))) as package:
        assert not [name for name in package.namelist() if "fonts/" in name or "media" in name or "thumbnail" in name]


def test_odd_pages_are_numbered_right_and_even_ones_left():
    document = opened(LETTERS["D12"])
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert paragraph.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph.find(f".//{W}instrText").text == " PAGE "
        assert "".join(found.text for found in paragraph.iter(qn("w:t"))) == "—  —"


def test_the_date_leaves_four_characters_free_and_the_seal_has_its_place():
    letter = LETTERS["D11"]
    paragraphs = opened(letter).paragraphs
    date = next(par for par in paragraphs if par.text == letter.printed_date)
    assert date._p.pPr.ind.get(qn("w:rightChars")) == "400"
    assert "印章位置" in date._p.xml
    assert "印章位置" not in opened(letter, seal_box=False).element.xml


def test_the_signature_takes_the_last_paragraph_along():
    document = opened(LETTERS["D12"])
    kept = [par.text for par in document.paragraphs if par.paragraph_format.keep_with_next]
    assert LETTERS["D12"].relief[0] in kept
    assert LETTERS["D12"].signatory in kept


def test_a_slip_begins_a_page_of_its_own():
    document = opened(LETTERS["D05"])
    slip = next(par for par in document.paragraphs if par.text == LETTERS["D05"].slip[0].text)
    assert slip.paragraph_format.page_break_before


def test_a_draft_says_so_on_every_page():
    section = opened(LETTERS["D12"], draft=True).sections[0]
    assert section.header.paragraphs[0].text == section.even_page_header.paragraphs[0].text == DRAFT
    assert differences(LETTERS["D12"], render_docx(LETTERS["D12"], draft=True)) == ()


def test_the_file_tells_nothing_of_people_nor_of_the_machine():
    about = opened(LETTERS["D12"]).core_properties
    assert (about.author, about.last_modified_by, about.comments) == (LETTERS["D12"].organ, "", "")
    with zipfile.ZipFile(io.BytesIO(render_docx(LETTERS["D12"]))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        outside = "".join(
            package.read(name).decode() for name in package.namelist() if not name.startswith("word/document")
        )
    assert LETTERS["D12"].addressee not in outside


def test_the_same_letter_is_the_same_file():
    assert render_docx(LETTERS["D09-by-page"]) == render_docx(LETTERS["D09-by-page"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_that_look_like_code_are_text_of_a_run(payload):
    letter = reply(replace(DISCLOSED, description=payload, applicant=payload, finding=payload, organ=payload))
    content = render_docx(letter)
    document = Document(io.BytesIO(content))
    assert sum(payload in (found.text or "") for found in document.element.body.iter(qn("w:t"))) >= 4
    assert next(document.element.body.iter(qn("w:instrText")), None) is None
    assert differences(letter, content) == ()


def test_unseen_characters_of_a_kept_letter_are_settled():
    form = LETTERS["D11"].as_dict()
    form["paragraphs"][0]["text"] = "甲\x00\x0b\u202e乙\ud800丙\ufffe"
    assert "〔U+202E〕乙〔U+D800〕丙〔U+FFFE〕" in "".join(text_of_docx(render_docx(Letter.from_dict(form))))
