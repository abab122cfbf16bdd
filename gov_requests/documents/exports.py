"""Tables that leave the house, as XLSX or CSV: a text stays a text, whatever program opens it, and nothing of it is lost.

In XLSX each cell says itself that it holds text. CSV knows no kinds of cell: a text that a spreadsheet would take for a formula gets
an apostrophe in front (OWASP ASVS 5.0, 1.2.10), also where its first sign is the full-width form. A plain number is not one of them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from gov_requests.documents.workbooks import XLSX

Table = Iterable[Sequence[str | int]]
#: What begins a formula, or is skipped by a program that then finds one: ASCII, full-width, and invisible.
DANGEROUS = frozenset("=+-@＝＋－＠﹢﹣﹦﹫\t\r\n\0")
#: A number as people and spreadsheets write it, without zeros in front that would be lost.
_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]{0,14})(\.[0-9]+)?\Z")
#: UTF-8 with its mark in front: without it Excel and WPS read GBK.
_MARK = "\ufeff"
#: What XML has no place for, and what would be read as the writing of such a character (ECMA-376, 22.4.2.4).
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: A cell holds no more (Excel's limit).
_LONGEST = 32_767


def as_csv(headings: Sequence[str], rows: Table) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, every cell in quotes, lines ended as Windows does."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return (_MARK + out.getvalue()).encode("utf-8", "backslashreplace")


def guarded(text: str) -> str:
    """Return a text as a CSV cell may hold it: with an apostrophe in front where a spreadsheet would run it."""
    begins = text.lstrip(" \u3000\xa0")[:1]
    return f"'{text}" if begins in DANGEROUS and begins and not _NUMBER.match(text) else text


def as_xlsx(headings: Sequence[str], rows: Table, title: str = "导出") -> bytes:
    """Return a table as a workbook, written row by row; a character that XML has no place for is written as ``_x0001_``."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: object, value: str | int, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, int):
        cell.value = value
    else:
        # openpyxl takes a text that begins with = for a formula, and #N/A for an error.
        cell.value, cell.data_type, cell.number_format = _storable(value)[:_LONGEST], "s", "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _storable(text: str) -> str:
    whole = text.encode("utf-8", "backslashreplace").decode()
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", whole)


#: Format → its ending, media type, and how a table is written in it.
FORMATS: dict[str, tuple[str, Callable[[Sequence[str], Table], bytes]]] = {
    "xlsx": (XLSX, as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
