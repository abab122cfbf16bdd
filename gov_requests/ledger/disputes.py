"""Checking the sheet 复议诉讼 (复议诉讼表的核对): one row is one case at its latest instance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gov_requests.ledger.columns import DISPUTE_SHEET, DISPUTE_WORDS, DISPUTES, PROCEDURE_WORDS
from gov_requests.ledger.faults import Fault, Warned
from gov_requests.ledger.reading import Line
from gov_requests.ledger.requests import read_cells
from gov_requests.records.dispute_bulk import LedgerDispute
from gov_requests.statute.calendar import Calendar, OutOfCalendarError
from gov_requests.statute.outcomes import CORRECTED, COURT, INSTANCES, OUTCOMES, REVIEW
from gov_requests.statute.periods import period_due


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row that can be used: its parsed cells by heading."""

    row: int
    cells: dict[str, Any]

    @property
    def number(self) -> str:
        """案件编号."""
        return str(self.cells["案件编号"])

    @property
    def request(self) -> str:
        """关联登记编号, "" where there is none."""
        return str(self.cells["关联登记编号"])

    def told(self) -> LedgerDispute:
        """Return what is stored of it."""
        cells = self.cells
        return LedgerDispute(
            self.number,
            DISPUTE_WORDS[cells["类型"]],
            cells["收到日期"],
            cells["复议机关或法院"] or None,
            PROCEDURE_WORDS.get(cells["程序"]),
            cells["答辩日期"],
            cells["结果"] or None,
            cells["结案日期"],
            cells["纠正原因"] or None,
            cells["备注"] or None,
        )


class DisputeRows:
    """Takes the rows of the sheet. ``known``: the numbers of requests that a row may name; ``taken``: 案件编号 that are here already."""

    def __init__(self, known: set[str], taken: set[str]) -> None:
        self.known, self.taken = known, taken
        self.disputes: dict[str, Dispute] = {}
        self.faults: list[Fault] = []

    def take(self, line: Line) -> None:
        """Read one row."""
        before = len(self.faults)
        cells = read_cells(DISPUTE_SHEET, DISPUTES, line, self.faults)
        named = {fault.column for fault in self.faults[before:]}
        for column in DISPUTES:
            if column.must and cells[column.heading] in (None, "") and column.heading not in named:
                right = f"应为{'、'.join(column.words)}之一。" if column.words else "这一列必填。"
                self._fault(line, column.heading, "没有填写。", right)
        number, request = cells["案件编号"], cells["关联登记编号"]
        if number in self.disputes:
            right = "一个案件编号只占一行，应写最近审级的情况。"
            self._fault(line, "案件编号", f"与第 {self.disputes[number].row} 行重复。", right)
        if number in self.taken:
            self._fault(line, "案件编号", f"{number} 已在系统中。", "应删去这一行，或改正编号。")
        if request and request not in self.known:
            self._fault(
                line,
                "关联登记编号",
                f"没有登记编号为 {request} 的申请。",
                "应为「申请」表或系统中已有的登记编号，或留空。",
            )
        if len(self.faults) == before:
            self.disputes[number] = Dispute(line.number, cells)

    def _fault(self, line: Line, column: str, wrong: str, right: str) -> None:
        self.faults.append(Fault(DISPUTE_SHEET, line.number, column, wrong, right))


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a request that a dispute must fit: received, and closed (None: open)."""

    received_on: date
    closed_on: date | None


def warnings(dispute: Dispute, requests: Mapping[str, Days], calendar: Calendar, today: date) -> Iterator[Warned]:
    """Yield what does not fit or came too late; all of it is stored as it is."""
    for code, text in (*_order(dispute.cells, requests.get(dispute.request)), *_answer(dispute.cells, calendar, today)):
        yield Warned(DISPUTE_SHEET, dispute.row, dispute.number, code, text)


def _order(cells: Mapping[str, Any], days: Days | None) -> Iterator[tuple[str, str]]:
    received, answered, closed = cells["收到日期"], cells["答辩日期"], cells["结案日期"]
    if days is not None and received < days.received_on:
        yield "dispute_before_request", f"收到日期 {received} 早于所涉申请的收到日期 {days.received_on}。"
    elif days is not None and days.closed_on is not None and received < days.closed_on:
        yield "dispute_before_reply", f"收到日期 {received} 早于所涉申请的答复日期 {days.closed_on}。"
    for name, day in (("答辩日期", answered), ("结案日期", closed)):
        if day is not None and day < received:
            yield "dispute_out_of_order", f"{name} {day} 早于收到日期 {received}。"
    if cells["结果"] and closed is None:
        yield "dispute_without_day", "有结果，没有结案日期，不知计入哪一年度。"
    if closed is not None and not cells["结果"]:
        yield "dispute_without_outcome", "有结案日期，没有结果，按尚未审结统计。"
    if cells["纠正原因"] and (not cells["结果"] or OUTCOMES[cells["结果"]].bucket != CORRECTED):
        yield "reason_without_correction", "有纠正原因，结果不是纠正。"
    review = cells["类型"] == INSTANCES[REVIEW]
    if cells["结果"] and not OUTCOMES[cells["结果"]].instances & ({REVIEW} if review else COURT):
        yield "outcome_of_another_kind", f"{cells['类型']}没有“{cells['结果']}”这种结果，请核对。"


def _answer(cells: Mapping[str, Any], calendar: Calendar, today: date) -> Iterator[tuple[str, str]]:
    """答辩（答复）期限: 《行政复议法》第四十八条、第五十四条，《行政诉讼法》第六十七条."""
    if cells["类型"] == "行政复议":
        name = "respondent_answer_simplified" if cells["程序"] == "简易" else "respondent_answer"
    else:
        name = "court_answer"
    try:
        due = period_due(name, cells["收到日期"], calendar)
    except OutOfCalendarError:
        return
    answered = cells["答辩日期"]
    if answered is not None and answered > due.due_on:
        yield "answer_late", f"答辩日期 {answered} 晚于期限 {due.due_on}（{due.article}）。"
    elif answered is None and not cells["结果"] and cells["结案日期"] is None and due.due_on < today:
        yield "answer_missing", f"没有答辩日期，期限 {due.due_on} 已过（{due.article}）。"
