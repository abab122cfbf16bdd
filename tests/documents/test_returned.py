"""What comes back from the OA is compared word by word, and nothing in it goes unseen."""

import copy
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gov_requests.documents.docx import render_docx
from gov_requests.documents.returned import (
    NOT_A_DOCUMENT,
    TOO_LONG,
    UNSAFE,
    differences,
    text_of_docx,
)
from gov_requests.refusals import BadInput
from tests.documents.examples import LETTERS

LETTER = LETTERS["D12"]


def changed(change, letter=LETTER):
    """The letter's DOCX after somebody worked on it in Word."""
    document = Document(io.BytesIO(render_docx(letter)))
    change(document)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def retyped(old, new):
    """Replace words in every text of the body."""

    def change(document):
        found = [text for text in document.element.body.iter("{*}t") if old in (text.text or "")]
        assert found
        for text in found:
            text.text = text.text.replace(old, new)

    return change


def told(content, letter=LETTER):
    return [difference.sentence for difference in differences(letter, content)]


@pytest.mark.parametrize(("old", "new"), [("60日", "90日"), ("15日内", "16日内"), ("先向", "可向"), ("124号", "142号")])
def test_one_changed_word_is_found(old, new):
    assert len(differences(LETTER, changed(retyped(old, new)))) == 1


def test_a_difference_says_where_and_what():
    found = differences(LETTER, changed(retyped("60日", "90日")))[0]
    assert (found.where, found.was, found.now) == ("救济途径", "60", "90")
    assert found.sentence == "救济途径：“…收到本答复之日起”之后“60”改为“90”。"


@pytest.mark.parametrize("name", ["D01", "D05", "D09-by-page", "D12", "D16", "D20"])
def test_one_more_word_in_any_paragraph_is_one_difference(name):
    letter = LETTERS[name]
    content = render_docx(letter)
    for place, paragraph in enumerate(letter.paragraphs):
        more = replace(paragraph, text=paragraph.text + "字")
        other = replace(letter, paragraphs=(*letter.paragraphs[:place], more, *letter.paragraphs[place + 1 :]))
        assert [(found.where, found.was) for found in differences(other, content)] == [(f"正文第{place + 1}段", "字")]


def test_a_paragraph_that_is_gone_or_new_is_named_with_its_place():
    def drop(document):
        paragraph = next(par for par in document.paragraphs if par.text.startswith("该栏记载"))
        paragraph._p.getparent().remove(paragraph._p)

    def add(document):
        document.paragraphs[5].insert_paragraph_before("另外补充一句。")

    (gone,) = differences(LETTER, changed(drop))
    assert gone.where == "正文第13段"
    assert gone.now == ""
    assert gone.was.startswith("该栏记载")
    (new,) = differences(LETTER, changed(add))
    assert (new.was, new.now) == ("", "另外补充一句。")
    assert "增加“另外补充一句。”" in new.sentence


def test_spaces_line_breaks_and_fonts_do_not_count():
    def reflow(document):
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.font.name = "宋体"
        first, second = document.paragraphs[:2]
        first.add_run(" " + second.text)
        second._p.getparent().remove(second._p)

    assert differences(LETTER, changed(reflow)) == ()


def test_words_split_into_runs_by_word_are_the_same_words():
    def split(document):
        paragraph = next(par for par in document.paragraphs if par.text.startswith("如不服"))
        run, text = paragraph.runs[0], paragraph.text
        other = copy.deepcopy(run._r)
        run.text = text[:10]
        other.findall("{*}t")[0].text = text[10:]
        run._r.addnext(other)

    assert differences(LETTER, changed(split)) == ()


def paragraph_with(xml):
    def change(document):
        paragraph = document.paragraphs[4]._p
        paragraph.append(parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    return change


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:ins><w:r><w:t>插入</w:t></w:r></w:ins>", "有未接受的修订"),
        ("<w:del><w:r><w:delText>删除</w:delText></w:r></w:del>", "有未接受的修订"),
        ("<w:r><w:commentReference w:id='1'/></w:r>", "有批注"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着</w:t></w:r>", "有隐藏文字"),
        ("<w:r><w:pict/></w:r>", "有图片或者对象"),
    ],
)
def test_what_a_page_does_not_show_is_named(xml, expected):
    assert any(expected in sentence for sentence in told(changed(paragraph_with(xml))))


def test_inserted_words_are_read_as_accepted_and_deleted_ones_as_gone():
    content = changed(paragraph_with("<w:ins><w:r><w:t>插入的字</w:t></w:r></w:ins>"))
    assert any("增加“插入的字”" in sentence for sentence in told(content))


def test_hidden_words_and_words_in_boxes_are_compared_too():
    hidden = changed(paragraph_with("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的字</w:t></w:r>"))
    assert any("增加“藏着的字”" in sentence for sentence in told(hidden))
    boxed = changed(
        paragraph_with(
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        )
    )
    assert any("框里的字" in sentence for sentence in told(boxed))


def test_words_in_headers_and_footers_are_named():
    def head(document):
        document.sections[0].header.paragraphs[0].add_run("内部资料")

    assert told(changed(head)) == ["页眉：增加“内部资料”。"]


def test_content_controls_and_links_are_read_through():
    def wrap(document):
        paragraph = document.paragraphs[4]._p
        run = paragraph.findall("{*}r")[0]
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        paragraph.replace(run, control)
        control[0].append(run)

    assert differences(LETTER, changed(wrap)) == ()


def test_a_changed_row_of_a_table_is_found():
    letter = LETTERS["D09-by-page"]
    (found,) = differences(letter, changed(retyped("人民币4700元", "人民币470元"), letter))
    assert (found.was, found.now) == ("4700", "470")


def test_the_number_and_the_date_that_the_oa_filled_in_are_differences_of_their_own():
    draft = replace(LETTER, number=None, dated=None)
    assert [found.where for found in differences(draft, render_docx(LETTER))] == ["文号", "成文日期"]


def repacked(add=(), change=None):
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(render_docx(LETTER))) as old, zipfile.ZipFile(kept, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            new.writestr(entry.filename, change(entry.filename, text) if change else text)
        for name, text in add:
            new.writestr(name, text)
    return kept.getvalue()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0" * 9])
def test_what_is_no_docx_is_refused_in_a_sentence(content):
    with pytest.raises(BadInput, match=NOT_A_DOCUMENT[:10]):
        text_of_docx(content)


def test_macros_and_document_types_are_refused_before_anything_is_parsed():
    for content in (
        repacked(add=[("word/vbaProject.bin", b"x")]),
        repacked(add=[("word/embeddings/oleObject1.bin", b"x")]),
        repacked(
            change=lambda name, text: b'<!DOCTYPE x [<!ENTITY a "b">]>' + text if name == "word/document.xml" else text
        ),
    ):
        with pytest.raises(BadInput) as refusal:
            differences(LETTER, content)
        assert str(refusal.value) == UNSAFE


def test_a_document_that_is_not_xml_is_refused_in_a_sentence():
    broken = repacked(change=lambda name, text: b"<broken" if name == "word/document.xml" else text)
    with pytest.raises(BadInput, match="不是 Word 文档"):
        text_of_docx(broken)


def test_a_document_far_too_long_is_refused():
    def swell(document):
        document.add_paragraph("字" * 70_000)

    with pytest.raises(BadInput, match=TOO_LONG[:8]):
        differences(LETTER, changed(swell))
