"""Workbooks (XLSX) from outside and to outside: read by rows after a look at the package, written so that no text becomes a formula."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gov_requests.documents.packages import BROKEN, PackageKind, look_over
from gov_requests.refusals import BadInput

NOT_A_WORKBOOK = "这不是 Excel 工作簿（.xlsx），请用下载的模板填写后另存为 .xlsx。"
UNSAFE = "工作簿里有宏、外部链接或不正常的压缩内容，不能读取。请把内容复制到下载的模板中再上传。"
_WORKBOOK = PackageKind(("[Content_Types].xml", "xl/workbook.xml"), NOT_A_WORKBOOK, UNSAFE)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as the person sees it; values are text, stripped."""

    number: int
    values: tuple[str, ...]


def read_rows(content: bytes, columns: Sequence[str], *, most: int) -> list[Row]:
    """Return the rows below a heading that holds ``columns`` in whatever order, each with the values in the order asked for.

    Empty rows are left out. Raises ``BadInput`` with a sentence for what is no workbook, is unsafe, lacks a column, or has more rows
    than ``most``.
    """
    look_over(content, _WORKBOOK)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except BROKEN as broken:
        raise BadInput(NOT_A_WORKBOOK) from broken
    try:
        # What a file says of its own size may be wrong, and what lies beyond would be lost.
        book.worksheets[0].reset_dimensions()
        return _rows(book.worksheets[0], columns, most)
    except BROKEN as broken:
        raise BadInput(NOT_A_WORKBOOK) from broken
    finally:
        book.close()


def _rows(sheet: Any, columns: Sequence[str], most: int) -> list[Row]:
    lines: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True, max_col=100)
    heading = [_text(value) for value in next(lines, ())]
    absent = [name for name in columns if name not in heading]
    if absent:
        raise BadInput(f"第 1 行缺少列：{'、'.join(absent)}。请使用下载的模板。")
    places = [heading.index(name) for name in columns]
    found, gap = [], 0
    for number, line in enumerate(lines, 2):
        values = tuple(_text(line[place]) if place < len(line) else "" for place in places)
        gap = 0 if any(values) else gap + 1
        if any(values):
            found.append(Row(number, values))
        if len(found) > most:
            raise BadInput(f"一次最多 {most} 行，请分几次上传。")
        # A sheet may be formatted down to its last row.
        if gap > most:
            break
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Column:
    """A column to write: its heading, its width in characters, and what may be chosen in it (a list on another sheet)."""

    heading: str
    width: int = 16
    choices: tuple[str, ...] = field(default=())


#: How far down a choice is offered.
_CHOICE_ROWS = 2000


def write_sheet(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]] = (), notes: Sequence[str] = ()
) -> bytes:
    """Return a workbook of one sheet, with drop-down lists where a column has choices, and notes on a sheet of their own."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EAF1F9")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            _write(sheet.cell(number, place), value)
    sheet.freeze_panes = "A2"
    if any(column.choices for column in columns):
        _offer(book, sheet, columns)
    if notes:
        told = book.create_sheet("填写说明")
        told.column_dimensions["A"].width = 100
        for number, note in enumerate(notes, 1):
            _write(told.cell(number, 1), note)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(cell: Any, value: str) -> None:
    cell.value = value
    # openpyxl takes a text that begins with = for a formula.
    cell.data_type = "s"
    cell.number_format = "@"


def _offer(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    lists = book.create_sheet("可选项")
    for number, column in enumerate(columns, 1):
        if not column.choices:
            continue
        letter = get_column_letter(number)
        _write(lists.cell(1, number), column.heading)
        for place, choice in enumerate(column.choices, 2):
            _write(lists.cell(place, number), choice)
        chosen = DataValidation(
            "list", formula1=f"可选项!${letter}$2:${letter}${len(column.choices) + 1}", allow_blank=True
        )
        chosen.error, chosen.errorTitle = "请从列表中选择。", column.heading
        chosen.add(f"{letter}2:{letter}{_CHOICE_ROWS}")
        sheet.add_data_validation(chosen)
