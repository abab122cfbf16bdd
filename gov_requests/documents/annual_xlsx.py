"""The annual report's tables as a workbook: one sheet a table, numbers as numbers, laid out as on the printed form."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from gov_requests.documents.annual_grid import Cell, table_four_grid, table_three_grid, table_two_grid

_LINE = Side(style="thin", color="7D8B9B")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)


def annual_xlsx(content: Mapping[str, Any]) -> bytes:
    """Return a workbook with tables two, three, four and the identities of a report's ``content``."""
    book = Workbook()
    book.remove(book.active)
    heading = f"{content['name']} {content['year']} 年"
    _sheet(book, "表二", f"{heading}主动公开政府信息情况", table_two_grid(content["table2"]))
    _sheet(book, "表三", f"{heading}收到和处理政府信息公开申请情况", table_three_grid(content["table3"]))
    _sheet(book, "表四", f"{heading}政府信息公开行政复议、行政诉讼情况", table_four_grid(content["table4"]))
    _checks(book, content["identities"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _sheet(book: Any, name: str, title: str, grid: Sequence[Iterable[Cell]]) -> None:
    sheet = book.create_sheet(name)
    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14)
    taken: set[tuple[int, int]] = set()
    for row_number, row in enumerate(grid, 2):
        column = 1
        for cell in row:
            while (row_number, column) in taken:
                column += 1
            _put(sheet, row_number, column, cell)
            taken |= {(row_number + down, column + right) for down in range(cell.down) for right in range(cell.across)}
            column += cell.across
    for letter, width in (("A", 22), ("B", 22), ("C", 44)):
        sheet.column_dimensions[letter].width = width


def _put(sheet: Any, row: int, column: int, cell: Cell) -> None:
    placed = sheet.cell(row, column)
    placed.value = cell.value
    placed.font = Font(bold=cell.bold)
    placed.alignment = _LEFT if cell.left else _MIDDLE
    for down in range(cell.down):
        for right in range(cell.across):
            sheet.cell(row + down, column + right).border = _BORDER
    if cell.down > 1 or cell.across > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.down - 1, end_column=column + cell.across - 1
        )


def _checks(book: Any, identities: Iterable[Mapping[str, Any]]) -> None:
    sheet = book.create_sheet("勾稽检查")
    sheet.append(["名称", "是否成立", "说明"])
    for row in identities:
        sheet.append([row["name"], "成立" if row["holds"] else "不成立", row["detail"]])
    sheet.column_dimensions["C"].width = 90
