"""Checking the sheet 申请 (申请表的核对): every malformed cell is named; what was unlawful is only told."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from gov_requests.ledger.cells import CellFault, read
from gov_requests.ledger.columns import BASE, REQUEST_SHEET, REQUESTS, Column
from gov_requests.ledger.faults import Fault
from gov_requests.ledger.lives import Life, add_once, happenings
from gov_requests.ledger.masks import is_masked
from gov_requests.ledger.reading import Line
from gov_requests.ledger.words import reply_kind_of

_BASE_COLUMNS = [column for column in REQUESTS if column.heading in BASE]
Cells = dict[str, Any]
_UNKNOWN = "无法识别。"


class RequestRows:
    """Takes the rows of the sheet one after another; rows of one 登记编号 make one life."""

    def __init__(self, taken: set[str], year_format: str) -> None:
        self.taken, self.year_format = taken, year_format
        self.lives: dict[str, Life] = {}
        self.faults: list[Fault] = []
        self._spoilt: set[str] = set()

    def take(self, line: Line) -> None:
        """Read one row."""
        before = len(self.faults)
        cells = read_cells(REQUEST_SHEET, REQUESTS, line, self.faults)
        number = cells["登记编号"]
        if not number:
            if not any(fault.column == "登记编号" for fault in self.faults[before:]):
                self._fault(line, "登记编号", "没有填写。", "每件申请应有登记编号；同一件的续行填同一编号。")
            return
        life = self.lives.get(number)
        if life is None:
            self._first(line, cells)
        else:
            self._again(line, cells, life)
        named = {fault.column for fault in self.faults[before:]}
        self.faults += [Fault(REQUEST_SHEET, line.number, *wrong) for wrong in _within(cells) if wrong[0] not in named]
        kind = self._reply_kind(line, cells)
        if len(self.faults) > before:
            self._spoilt.add(number)
        if life is None:
            life = self.lives[number] = Life(line.number, cells)
        if number in self._spoilt:
            return
        add_once(life.departments, cells["承办部门"])
        add_once(life.notes, cells["备注"])
        if cells["答复日期"] is None:
            add_once(life.numbers, cells["文号"])
        found = list(happenings(line.number, cells, _ref(life), kind))
        told = {(one.kind, one.on, str(one.data)) for one in life.happened}
        # A reply that a further row repeats is the same reply.
        life.happened += [
            one for one in found if one.column != "答复日期" or (one.kind, one.on, str(one.data)) not in told
        ]

    def sound(self) -> Iterator[Life]:
        """Yield the lives whose rows can all be read."""
        return (life for number, life in self.lives.items() if number not in self._spoilt)

    def _fault(self, line: Line, column: str, wrong: str, right: str) -> None:
        self.faults.append(Fault(REQUEST_SHEET, line.number, column, wrong, right))

    def _first(self, line: Line, cells: Cells) -> None:
        faulty = {(fault.row, fault.column) for fault in self.faults[-len(REQUESTS) :]}
        for column in REQUESTS:
            empty = cells[column.heading] in (None, "")
            if column.must and empty and (line.number, column.heading) not in faulty:
                self._fault(line, column.heading, "没有填写。", _must(column))
        if cells["登记编号"] in self.taken:
            self._fault(
                line, "登记编号", f"{cells['登记编号']} 已在系统中。", "应删去这一行，或改正编号；不会覆盖已有的申请。"
            )
        if "~" in cells["登记编号"]:
            self._fault(line, "登记编号", "含有“~”。", "应改用“-”。")

    def _again(self, line: Line, cells: Cells, life: Life) -> None:
        """A continuation row says nothing else of the request than its first row; what it leaves out is taken from there."""
        for column in _BASE_COLUMNS:
            name = column.heading
            if cells[name] in (None, ""):
                cells[name] = life.base[name]
            elif life.base[name] in (None, ""):
                life.base[name] = cells[name]
            elif cells[name] != life.base[name]:
                right = f"续行应与第 {life.row} 行相同或留空；不是同一件申请的，应改登记编号。"
                self._fault(line, name, f"与第 {life.row} 行同一登记编号，内容不同。", right)

    def _reply_kind(self, line: Line, cells: Cells) -> str | None:
        word = cells["答复类型"]
        if not word:
            return None
        found = reply_kind_of(word, self.year_format)
        if found is None:
            right = "应为下拉列表中的名称、代码，或该年度报告格式的行名，如“部分公开”“本机关不掌握（信息不存在）”。"
            self._fault(line, "答复类型", f"“{word[:30]}”{_UNKNOWN}", right)
        return found


def _ref(life: Life) -> str:
    """Return the name of a life's next consultation: A, B, C …"""
    before = sum(one.kind == "opinion_sought" for one in life.happened)
    return chr(ord("A") + before) if before < _LETTERS else str(before + 1)


_LETTERS = 26


def read_cells(sheet: str, columns: tuple[Column, ...], line: Line, faults: list[Fault]) -> Cells:
    """Return a row's values by heading; cells that cannot be read, unknown words and masked data are noted as faults."""
    cells: Cells = {}
    for column, value in zip(columns, line.values, strict=True):
        try:
            cells[column.heading] = found = read(column, value)
        except CellFault as fault:
            cells[column.heading] = None if column.kind in ("day", "count") else ""
            faults.append(Fault(sheet, line.number, column.heading, fault.wrong, fault.right))
            continue
        if column.kind == "word" and found and column.heading != "答复类型":
            cells[column.heading] = _word(sheet, column, line, found, faults)
        elif is_masked(column.heading, found):
            right = "应填写完整内容；没有的，应留空。"
            faults.append(Fault(sheet, line.number, column.heading, "是脱敏后的内容。", right))
    return cells


def _word(sheet: str, column: Column, line: Line, found: str, faults: list[Fault]) -> str:
    known = _SPELT.get(found, found)
    if known in column.words:
        return known
    right = f"应为{'、'.join(column.words)}之一。"
    faults.append(Fault(sheet, line.number, column.heading, f"“{found[:30]}”{_UNKNOWN}", right))
    return ""


#: As the pages spell it.
_SPELT = {"挂号/EMS": "挂号或EMS"}


def _must(column: Column) -> str:
    return f"应为{'、'.join(column.words)}之一。" if column.words else "这一列必填。"


Wrong = tuple[str, str, str]


def _within(cells: Cells) -> Iterator[Wrong]:
    """What no clock can read (办理经过自相矛盾): the errors of the law's table, column by column."""
    for check in _CHECKS:
        yield from check(cells)


def _receipt(cells: Cells) -> Iterator[Wrong]:
    received, confirmed = cells["收到日期"], cells["确认日期"]
    if received is not None and confirmed is not None and confirmed < received:
        yield "确认日期", f"{confirmed} 早于收到日期 {received}。", f"应不早于 {received}。"


def _before_receipt(cells: Cells) -> Iterator[Wrong]:
    received = cells["收到日期"]
    if received is None:
        return
    for column in _FACT_DAYS:
        on = cells[column]
        if on is not None and on < received:
            yield column, f"{on} 早于收到日期 {received}。", f"应不早于 {received}。"


#: The days of facts; the others (送达、批准) are not held against the receipt.
_FACT_DAYS = (
    "补正告知日期",
    "补正收到日期",
    "征求发出日期",
    "意见收到日期",
    "延期告知日期",
    "收费通知日期",
    "缴费日期",
    "答复日期",
)


def _consultation(cells: Cells) -> Iterator[Wrong]:
    source, sent = cells["征求意见对象"], cells["征求发出日期"]
    delivered, came = cells["征求送达日期"], cells["意见收到日期"]
    if sent is None and (source or delivered is not None or came is not None):
        yield "征求发出日期", "没有填写，而同一行有征求意见的其他内容。", "应填写征求意见发出的日期。"
        return
    if sent is not None and not source:
        yield "征求意见对象", "没有填写。", "应为第三方、共同制作机关、其他机关之一。"
    if sent is None:
        return
    for column, day in (("征求送达日期", delivered), ("意见收到日期", came)):
        if day is not None and day < sent:
            yield column, f"{day} 早于征求发出日期 {sent}。", f"应不早于 {sent}。"


def _extension(cells: Cells) -> Iterator[Wrong]:
    told, approved, workdays = cells["延期告知日期"], cells["延期批准日期"], cells["延期工作日"]
    if told is None and (approved is not None or workdays is not None):
        yield "延期告知日期", "没有填写，而同一行有延期的其他内容。", "应填写告知申请人的日期；没有告知的，应删去延期。"
    if told is not None and workdays is None:
        yield "延期工作日", "没有填写。", "应填写延长的工作日数，如 20。"


def _reply(cells: Cells) -> Iterator[Wrong]:
    if cells["答复类型"] and cells["答复日期"] is None:
        yield (
            "答复日期",
            "没有填写，而同一行有答复类型。",
            "应填写交邮、签收或系统送达的日期；还没有答复的，应删去答复类型。",
        )


_CHECKS: tuple[Callable[[Cells], Iterator[Wrong]], ...] = (
    _receipt,
    _before_receipt,
    _consultation,
    _extension,
    _reply,
)


def future(life: Life, today: date) -> Iterator[tuple[int, str]]:
    """Yield each fact of a day that has not come yet: (row, sentence)."""
    if life.received_on > today:
        yield life.row, f"收到日期 {life.received_on} 晚于今天，请核对。"
    for one in life.happened:
        if one.on > today:
            yield one.row, f"{one.column} {one.on} 晚于今天，请核对。"
