"""Reading the workbook of a ledger: a look at the package, then its two sheets row by row. Nothing is judged here but the headings."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook

from gov_requests.documents.packages import BROKEN, PackageKind, has_formulas, look_over
from gov_requests.documents.workbooks import NOT_A_WORKBOOK, UNSAFE
from gov_requests.ledger.cells import CellFault, text_of
from gov_requests.ledger.columns import MASKED_SHEET, REQUEST_SHEET, SHEETS, Column
from gov_requests.ledger.faults import Fault, Warned
from gov_requests.refusals import BadInput

#: Ten years of a busy office, as they come and unpacked.
_LARGEST, _UNPACKED = 20 * 1024 * 1024, 200 * 1024 * 1024
MOST = 100_000
_WIDEST = 100
MASKED = "这是脱敏导出的台账，个人信息不全，不能导入。请用完整导出的台账，或原来的台账。"
_NO_SHEET = f"工作簿里没有名为“{REQUEST_SHEET}”的表。请把台账所在的表改名为“{REQUEST_SHEET}”，列名见模板。"
_WORKBOOK = PackageKind(
    ("[Content_Types].xml", "xl/workbook.xml"), NOT_A_WORKBOOK, UNSAFE, largest=_LARGEST, unpacked=_UNPACKED
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it came: its number as the person sees it, and its values in the order of the sheet's columns."""

    number: int
    values: tuple[Any, ...]


@dataclass(slots=True)
class Raw:
    """What the workbook holds, and what is wrong with its headings."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    #: Where each of the sheet's columns stands, None where it is not there.
    places: dict[str, list[int | None]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)


def look_at(content: bytes) -> None:
    """Raise ``BadInput`` for what is no workbook, is unsafe, lacks the sheet, or was exported masked; its rows are not read."""
    with _opened(content):
        pass


def read_ledger(content: bytes) -> Raw:
    """Return the rows of both sheets. Raises ``BadInput`` as ``look_at`` does, and for too many rows."""
    raw = Raw()
    with _opened(content) as named:
        for title, columns in SHEETS.items():
            raw.lines[title] = list(_lines(named[title], title, columns, raw)) if title in named else []
        if has_formulas(content):
            raw.faults += _uncomputed(content, raw)
    return raw


@contextmanager
def _opened(content: bytes) -> Iterator[dict[str, Any]]:
    look_over(content, _WORKBOOK)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except BROKEN as broken:
        raise BadInput(NOT_A_WORKBOOK) from broken
    try:
        if MASKED_SHEET in book.sheetnames:
            raise BadInput(MASKED)
        named = _by_name(book)
        if REQUEST_SHEET not in named:
            raise BadInput(_NO_SHEET)
        yield named
    except BROKEN as broken:
        raise BadInput(NOT_A_WORKBOOK) from broken
    finally:
        book.close()


def _by_name(book: Any) -> dict[str, Any]:
    for sheet in book.worksheets:
        # What a file says of its own size may be wrong, and what lies beyond would be lost.
        sheet.reset_dimensions()
    return {str(sheet.title).strip(): sheet for sheet in book.worksheets}


def _lines(sheet: Any, title: str, columns: Sequence[Column], raw: Raw) -> Iterator[Line]:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True, max_col=_WIDEST)
    places = raw.places[title] = _places(next(rows, ()), title, columns, raw)
    found = 0
    for number, cells in enumerate(rows, 2):
        # A sheet may be formatted down to its last row: what is empty costs little, and nothing below it is lost.
        if cells.count(None) == len(cells):
            continue
        values = tuple(cells[place] if place is not None and place < len(cells) else None for place in places)
        if all(value is None or (isinstance(value, str) and not value.strip()) for value in values):
            continue
        found += 1
        if found > MOST:
            raise BadInput(f"「{title}」超过 {MOST} 行，请按年份分几次导入。")
        yield Line(number, values)


def _places(cells: Sequence[Any], title: str, columns: Sequence[Column], raw: Raw) -> list[int | None]:
    """Return where each column stands; what is wrong with the headings is noted."""
    heading = [_heading(value) for value in cells]
    known = {column.heading for column in columns}
    for name in sorted({name for name in heading if name in known and heading.count(name) > 1}):
        raw.faults.append(Fault(title, 1, name, "有两列同名。", "应只有一列。"))
    for column in columns:
        if column.must and column.heading not in heading:
            raw.faults.append(Fault(title, 1, column.heading, "没有这一列。", "必填的列应写在第 1 行，列名见模板。"))
    strange = [name for name in heading if name and name not in known]
    if strange:
        text = f"不是台账的列，没有读入：{'、'.join(strange)}。"
        raw.warnings.append(Warned(title, 1, "", "column_unknown", text))
    return [heading.index(column.heading) if column.heading in heading else None for column in columns]


def _uncomputed(content: bytes, raw: Raw) -> Iterator[Fault]:
    """Yield the formulas whose result the file does not hold: what is read there is empty, and would be lost without a word."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    named = _by_name(book)
    for title, lines in raw.lines.items():
        if title not in named:
            continue
        places = [
            (column, place) for column, place in zip(SHEETS[title], raw.places[title], strict=True) if place is not None
        ]
        held = {line.number: line.values for line in lines}
        for number, cells in enumerate(named[title].iter_rows(min_row=2, max_col=_WIDEST), 2):
            for column, place in places:
                cell = cells[place] if place < len(cells) else None
                read = held.get(number)
                if (
                    cell is not None
                    and cell.data_type == "f"
                    and (read is None or read[SHEETS[title].index(column)] is None)
                ):
                    right = "应在 Excel 中打开并保存一次，或改为填写内容本身。"
                    yield Fault(title, number, column.heading, "是没有算出结果的公式。", right)
    book.close()


def _heading(value: Any) -> str:
    try:
        return "".join(text_of(value).split()).strip("*＊")
    except CellFault:
        return ""
