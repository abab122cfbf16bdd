"""A letter as an editable Word file (DOCX) for the office's OA: the same words and the layout of GB/T 9704—2012.

Fonts are named, not embedded: 方正小标宋简体, 仿宋_GB2312, 黑体 are what offices have on their machines. Words go into the file as text of
runs only, so that nothing in them is ever read as markup or as a field.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.word_layout import (
    CELL,
    FANG,
    HEI,
    KAI,
    LINE,
    SONG,
    columns_of,
    letterhead,
    off_grid,
    page_number,
    seal_place,
    set_grid,
    set_normal,
)

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SEAL: Final = "印章位置"
DRAFT: Final = "拟稿，未签发，不得送达"
_FIXED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def render_docx(letter: Letter, *, seal_box: bool = True, draft: bool = False) -> bytes:
    """The letter as a DOCX file; the same letter gives the same bytes.

    `seal_box` marks the place of the seal (印章位置) by a dotted circle, `draft` heads every page with 拟稿.
    """
    document = Document()
    _prepare(document, letter, draft=draft)
    _heading(document, letter)
    for group in _grouped(letter.paragraphs):
        _block(document, group)
    for words in letter.relief:
        _body(document, words)
    _ending(document, letter, seal_box=seal_box)
    _slip(document, letter)
    return _packed(document)


def _prepare(document: Any, letter: Letter, *, draft: bool) -> None:
    """Page, grid, standing style, page numbers; and nothing about people in the file's properties."""
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(18), Mm(22)
    set_grid(section)
    set_normal(document.styles)
    document.settings.odd_and_even_pages_header_footer = True
    page_number(section.footer, even=False)
    page_number(section.even_page_footer, even=True)
    if draft:
        for header in (section.header, section.even_page_header):
            line = header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _write(line, DRAFT, KAI, 12)
    about = document.core_properties
    about.author, about.last_modified_by, about.comments, about.keywords = letter.organ, "", "", ""
    about.title, about.subject, about.category, about.revision = letter.organ + letter.title, "", "", 1
    day = letter.dated
    about.created = about.modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _FIXED


def _write(paragraph: Any, words: str, font: str = FANG, size: float = 16) -> None:
    """Words as the text of a run, line breaks as breaks."""
    run = paragraph.add_run()
    for number, line in enumerate(printable(words).split("\n")):
        if number:
            run.add_break()
        text = OxmlElement("w:t")
        text.text = line
        text.set(qn("xml:space"), "preserve")
        run._r.append(text)  # noqa: SLF001 — add_text would turn tabs and hyphens of its own into elements
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    run.font.size = Pt(size)


def _line(document: Any, words: str, font: str = FANG, size: float = 16) -> Any:
    paragraph = document.add_paragraph()
    if words:
        _write(paragraph, words, font, size)
    return paragraph


def _body(document: Any, words: str, font: str = FANG) -> Any:
    """A paragraph of the body: 左空二字, justified."""
    paragraph = _line(document, words, font)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    indent.set(qn("w:firstLineChars"), "200")
    paragraph.paragraph_format.first_line_indent = 2 * CELL
    return paragraph


def _indented(paragraph: Any, *, left: float = 0, right: float = 0, hanging: float = 0) -> None:
    """Indents in characters, as Word keeps them beside their length."""
    form = paragraph.paragraph_format
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    for name, value in (("left", left), ("right", right), ("hanging", hanging)):
        if value:
            indent.set(qn(f"w:{name}Chars"), str(round(value * 100)))
    form.left_indent, form.right_indent = Emu(round(left * CELL)), Emu(round(right * CELL))
    if hanging:
        form.first_line_indent = Emu(-round(hanging * CELL))


def _heading(document: Any, letter: Letter) -> None:
    if letter.letterhead:
        letterhead(_line(document, letter.organ, SONG, 30))
        _number(document, letter)
        _line(document, "")
        _title(document, letter.title)
        _line(document, "")
    else:
        _title(document, letter.organ)
        _title(document, letter.title)
        _number(document, letter)
    _line(document, f"{letter.addressee}：")


def _title(document: Any, words: str) -> None:
    title = _line(document, words, SONG, 22)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    off_grid(title, Pt(34))


def _number(document: Any, letter: Letter) -> None:
    if letter.printed_number:
        _line(document, letter.printed_number).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _grouped(paragraphs: tuple[Paragraph, ...]) -> list[list[Paragraph]]:
    """Paragraphs one by one, table rows that follow each other together."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if paragraph.label and groups and groups[-1][0].label:
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _block(document: Any, group: list[Paragraph], *, slip: bool = False) -> None:
    first = group[0]
    if first.label:
        _table(document, group, label_cells=9 if slip else 5, empty_lines=3)
    elif first.heading and slip:
        title = _line(document, first.text, SONG, 20)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        off_grid(title, Pt(44))
    elif first.heading:
        _body(document, first.text, HEI).paragraph_format.keep_with_next = True
    else:
        _body(document, first.text)


def _table(document: Any, rows: list[Paragraph], *, label_cells: int, empty_lines: int) -> None:
    """Rows of 项目 and 内容; an empty one leaves room to write by hand."""
    table = document.add_table(rows=len(rows), cols=2)
    table.style, table.autofit = "Table Grid", False
    columns_of(table, label_cells)
    for row, cells in zip(rows, table.rows, strict=True):
        label, value = cells.cells
        label.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _write(label.paragraphs[0], row.label, HEI, 14)
        _write(value.paragraphs[0], row.text, FANG, 14)
        if not row.text:
            cells.height = empty_lines * LINE
        cells._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        for cell in (label, value):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            off_grid(cell.paragraphs[0], Pt(24))


def _enclosures(document: Any, letter: Letter) -> None:
    """附件说明 (7.3.4): a line below the text, 左空二字."""
    for number, words in enumerate(letter.enclosure_lines):
        if number == 0:
            _line(document, "")
        line = _line(document, ("附件：" if number == 0 else "") + words)
        _indented(line, left=5, hanging=3 if number == 0 else 0)


def _ending(document: Any, letter: Letter, *, seal_box: bool) -> None:
    """结语, 附件说明, 署名: the last paragraph of the body goes along with them to a new page, the 附注 too."""
    first = len(document.paragraphs) - 1
    if letter.closing:
        _body(document, letter.closing)
    _enclosures(document, letter)
    _signature(document, letter, seal_box=seal_box)
    for line in document.paragraphs[first:-1]:
        line.paragraph_format.keep_with_next = True


def _signature(document: Any, letter: Letter, *, seal_box: bool) -> None:
    """署名 and date (7.3.5.1): the date 右空四字, the signatory centred over it; 附注 under them (7.3.7)."""
    who, day = _cells(letter.signatory), _cells(letter.printed_date)
    middle = max(4 + day / 2, who / 2)
    _line(document, "")
    signatory = _line(document, letter.signatory)
    date = _line(document, letter.printed_date)
    for line, width in ((signatory, who), (date, day)):
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _indented(line, right=max(0.0, middle - width / 2))
    if seal_box:
        date.add_run()._r.append(parse_xml(seal_place(middle, SEAL)))  # noqa: SLF001
    if letter.note_lines:
        _indented(_line(document, "\n".join(letter.note_lines)), left=2, right=11)


def _cells(words: str) -> float:
    """How many characters wide words are: a Latin letter or figure is half a one."""
    return sum(0.5 if character.isascii() else 1.0 for character in words)


def _slip(document: Any, letter: Letter) -> None:
    """回执: a page of its own."""
    if not letter.slip:
        return
    first = len(document.paragraphs)
    for group in _grouped(letter.slip):
        _block(document, group, slip=True)
    document.paragraphs[first].paragraph_format.page_break_before = True


def _packed(document: Any) -> bytes:
    """The file without its template's picture and without the time of packing."""
    relations = document.part.package.rels
    for name in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[name]
    first, last = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in made.infolist():
            packed.writestr(
                zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), made.read(entry), zipfile.ZIP_DEFLATED
            )
    return last.getvalue()
