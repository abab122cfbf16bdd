"""Writing the workbook of a ledger: taken out, empty to be filled in, or marked with what is wrong. No text becomes a formula."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gov_requests.ledger.cells import CellFault, text_of
from gov_requests.ledger.columns import DISPUTE_SHEET, DISPUTES, MASKED_SHEET, REQUEST_SHEET, REQUESTS, SHEETS, Column
from gov_requests.ledger.faults import Fault, Warned
from gov_requests.ledger.guidance import HELP, MASKED_NOTES
from gov_requests.ledger.progress import Progress, Step
from gov_requests.ledger.reading import Raw
from gov_requests.ledger.taking_out import TakenOut, dispute_rows, request_rows

_HEAD = PatternFill("solid", fgColor="EAF1F9")
_WRONG = PatternFill("solid", fgColor="FCF1E8")
#: What spreadsheet programs may take for a formula when the cell is edited.
_FORMULA_STARTS = ("=", "+", "-", "@", "#")
#: How far down a choice is offered.
_CHOICE_ROWS = 20_000
FAULTS_COLUMN, WARNINGS_COLUMN = "问题", "提示"


def taken_out(out: TakenOut, progress: Progress | None = None) -> tuple[bytes, dict[str, int]]:
    """Return a ledger as a workbook, and how many rows its sheets have. ``progress`` hears how many of the requests are done."""
    book, many = Workbook(write_only=True), out.many() if progress is not None else 0

    def requests() -> Iterator[list[Any]]:
        for row in request_rows(out):
            yield row
            if progress is not None:
                progress(Step(len(out.requests), many))

    counts = {
        REQUEST_SHEET: _filled(_sheet(book, REQUEST_SHEET, REQUESTS), requests()),
        DISPUTE_SHEET: _filled(_sheet(book, DISPUTE_SHEET, DISPUTES), dispute_rows(out)),
    }
    if out.masked:
        _notes(book, MASKED_SHEET, MASKED_NOTES)
    return _saved(book), counts


def _filled(sheet: Any, rows: Iterable[list[Any]]) -> int:
    """Write rows; return how many there were."""
    number = 0
    for number, row in enumerate(rows, 1):  # noqa: B007 - the last one is how many
        sheet.append([_cell(sheet, value) for value in row])
    return number


def empty() -> bytes:
    """Return the template: both sheets, drop-down lists, and how to fill it in."""
    book = Workbook(write_only=True)
    lists = [(title, number, column) for title, columns in SHEETS.items() for number, column in enumerate(columns, 1)]
    chosen = [(title, number, column) for title, number, column in lists if column.words]
    for title, columns in SHEETS.items():
        sheet = _sheet(book, title, columns)
        for place, (of_sheet, number, column) in enumerate(chosen, 1):
            if of_sheet == title:
                _offer(sheet, get_column_letter(number), get_column_letter(place), column)
    _choices(book, [column for _title, _number, column in chosen])
    _notes(book, "填写说明", HELP)
    return _saved(book)


def marked(raw: Raw, faults: Sequence[Fault], warnings: Sequence[Warned] = ()) -> bytes:
    """Return the rows as they came, wrong cells coloured; what is wrong with each row, and what was unlawful, in last columns."""
    book = Workbook(write_only=True)
    of_row: dict[tuple[str, int], list[Fault]] = defaultdict(list)
    for fault in faults:
        of_row[fault.sheet, fault.row].append(fault)
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for warned in warnings:
        told[warned.sheet, warned.row].append(warned.text)
    for title, columns in SHEETS.items():
        sheet = _sheet(book, title, (*columns, Column(FAULTS_COLUMN, width=80), Column(WARNINGS_COLUMN, width=80)))
        lines = {line.number: line.values for line in raw.lines[title]}
        # Rows stand where they stood, so that the numbers in the sentences hold.
        for number in range(2, max(lines, default=1) + 1):
            values = lines.get(number)
            beside = of_row[title, number], told[title, number]
            sheet.append([] if values is None else _marked_row(sheet, columns, values, *beside))
    _notes(book, "全部问题", [fault.sentence for fault in faults])
    _notes(book, "全部提示", [warned.sentence for warned in warnings])
    return _saved(book)


def _marked_row(
    sheet: Any, columns: Sequence[Column], values: Sequence[Any], faults: Sequence[Fault], warnings: Sequence[str]
) -> list[Any]:
    wrong = {fault.column for fault in faults}
    cells = []
    for column, value in zip(columns, values, strict=True):
        cell = _text_cell(sheet, _shown(value))
        if column.heading in wrong:
            cell.fill = _WRONG
        cells.append(cell)
    told = "\n".join(f"{fault.column}：{fault.wrong}{fault.right}" for fault in faults)
    cells.append(_text_cell(sheet, told, fill=_WRONG) if told else None)
    cells.append(_text_cell(sheet, "\n".join(warnings)) if warnings else None)
    return cells


def _shown(value: Any) -> str:
    try:
        return text_of(value)
    except CellFault:
        return str(value)


def _sheet(book: Any, title: str, columns: Sequence[Column]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, 1):
        width = sheet.column_dimensions[get_column_letter(number)]
        width.width, width.number_format = column.width, "@"
    sheet.append([_text_cell(sheet, column.heading, fill=_HEAD, bold=True) for column in columns])
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return _text_cell(sheet, value)
    return value


def _text_cell(sheet: Any, text: str, *, fill: PatternFill | None = None, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, text)
    # openpyxl takes a text that begins with = for a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)
    if fill is not None:
        cell.fill = fill
    if bold:
        cell.font = Font(bold=True)
    return cell


def _offer(sheet: Any, letter: str, on_list: str, column: Column) -> None:
    formula = f"可选项!${on_list}$2:${on_list}${len(column.words) + 1}"
    # Kinds of reply may also be codes and names of report rows: the list advises there.
    chosen = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=column.heading != "答复类型")
    chosen.error, chosen.errorTitle = "请从列表中选择。", column.heading
    chosen.add(f"{letter}2:{letter}{_CHOICE_ROWS}")
    sheet.data_validations.append(chosen)


def _choices(book: Any, columns: Sequence[Column]) -> None:
    sheet = book.create_sheet("可选项")
    sheet.append([_text_cell(sheet, column.heading, fill=_HEAD, bold=True) for column in columns])
    for place in range(max(len(column.words) for column in columns)):
        sheet.append([column.words[place] if place < len(column.words) else None for column in columns])


def _notes(book: Any, title: str, notes: Iterable[str]) -> None:
    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width = 110
    for note in _wrapped(sheet, notes):
        sheet.append([note])


def _wrapped(sheet: Any, notes: Iterable[str]) -> Iterator[Any]:
    for note in notes:
        cell = _text_cell(sheet, note)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        yield cell


def _saved(book: Any) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
