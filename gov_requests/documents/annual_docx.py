"""The annual report as a Word file in the official form (国办公开办函〔2021〕30号): six parts, tables two to four as printed.

Words go into the file as text of runs only, so that nothing that was typed is read as markup.
"""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gov_requests.documents.annual_grid import Cell, Grid, table_four_grid, table_three_grid, table_two_grid
from gov_requests.documents.characters import printable
from gov_requests.documents.word_layout import CELL, FANG, HEI, SONG, off_grid, page_number, set_grid, set_normal

_SMALL, _SMALL_LINE = 9, Pt(12)
_TO_BE_WRITTEN = "（由本机关撰写）"


def annual_docx(content: Mapping[str, Any]) -> bytes:
    """Return a report's ``content`` (see ``oversight.annual_text.content_of``) as a DOCX file."""
    document = Document()
    _prepare(document)
    _title(document, f"{content['name']}{content['year']}年政府信息公开工作年度报告")
    texts = content["texts"]
    _part(document, "一、总体情况", [*_written(texts, "overview"), *content["narrative"]])
    _part(document, "二、主动公开政府信息情况", [])
    _grid(document, table_two_grid(content["table2"]), (40, 38, 38, 38))
    _part(document, "三、收到和处理政府信息公开申请情况", [])
    _grid(document, table_three_grid(content["table3"]), (12, 20, 48, 12, 10, 10, 12, 12, 8, 12))
    _part(document, "四、政府信息公开行政复议、行政诉讼情况", [])
    _grid(document, table_four_grid(content["table4"]), (10,) * 15)
    _part(document, "五、存在的主要问题及改进情况", _written(texts, "problems") or [_TO_BE_WRITTEN])
    _part(document, "六、其他需要报告的事项", _written(texts, "others") or [_TO_BE_WRITTEN])
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _written(texts: Mapping[str, str], part: str) -> list[str]:
    return [line for line in texts.get(part, "").split("\n") if line.strip()]


def _prepare(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(22)
    set_grid(section)
    set_normal(document.styles)
    document.settings.odd_and_even_pages_header_footer = True
    page_number(section.footer, even=False)
    page_number(section.even_page_footer, even=True)
    document.core_properties.author = ""


def _title(document: Any, words: str) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(line, words, SONG, 22)
    off_grid(line, Pt(34))


def _part(document: Any, heading: str, paragraphs: Iterable[str]) -> None:
    _indented(document, heading, HEI).paragraph_format.keep_with_next = True
    for words in paragraphs:
        _indented(document, words, FANG)


def _indented(document: Any, words: str, font: str) -> Any:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    line.paragraph_format.first_line_indent = 2 * CELL
    _run(line, words, font, 16)
    return line


def _run(line: Any, words: str, font: str, size: float) -> None:
    run = line.add_run(printable(words))
    run.font.size = Pt(size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no word for it
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def _grid(document: Any, grid: Grid, widths: tuple[int, ...]) -> None:
    table = document.add_table(rows=len(grid), cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    cells = [list(row.cells) for row in table.rows]
    for line in cells:
        for cell, width in zip(line, widths, strict=True):
            cell.width = Mm(width)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid):
        place = 0
        for cell in row:
            while (number, place) in taken:
                place += 1
            taken |= {(number + down, place + right) for down in range(cell.down) for right in range(cell.across)}
            last = cells[number + cell.down - 1][place + cell.across - 1]
            _fill(cells[number][place].merge(last), cell)
            place += cell.across


def _fill(place: Any, cell: Cell) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = place.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT if cell.left else WD_ALIGN_PARAGRAPH.CENTER
    _run(line, str(cell.value), HEI if cell.bold else FANG, _SMALL)
    off_grid(line, _SMALL_LINE)
