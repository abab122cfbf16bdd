"""The three tables of the annual report as grids of cells that span rows and columns, as the printed form has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from gov_requests.statute.annual_report import (
    APPLICANTS,
    BUCKETS,
    COLUMNS,
    FORWARD,
    GROUPS,
    NEW,
    OVER,
    RESULTS,
    TITLES,
    TOTAL,
    Table,
)
from gov_requests.statute.table_two import DECISIONS, DOCUMENT_COLUMNS, DOCUMENTS, FEES

#: As the head of the printed table says it.
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a printed table; ``row`` and ``column`` name the number that it holds."""

    value: str | int
    across: int = 1
    down: int = 1
    left: bool = False
    bold: bool = False
    row: str = ""
    column: str = ""

    @property
    def heads(self) -> bool:
        """Whether it is a heading."""
        return not self.column


Grid = list[list[Cell]]


def table_three_grid(three: Table) -> Grid:
    """Table three (表三)."""
    return [*_three_head(), *_three_rows(three)]


def _three_head() -> Grid:
    organisations = [Cell(title) for kind, title in APPLICANTS.items() if kind != "natural_person"]
    return [
        [Cell(BALANCE, across=3, down=3), Cell("申请人情况", across=7, bold=True)],
        [Cell(APPLICANTS["natural_person"], down=2), Cell("法人或其他组织", across=5), Cell("总计", down=2)],
        organisations,
    ]


def _three_rows(three: Table) -> Grid:
    rows = [[Cell(TITLES[row], across=3, left=True, bold=True), *_numbers(three, row)] for row in (NEW, OVER)]
    first = True
    for title, leaves in GROUPS:
        for place, (leaf, words) in enumerate(leaves.items()):
            line = [Cell("三、本年度办理结果", down=_result_lines())] if first else []
            first = False
            if words:
                line += [Cell(title, down=len(leaves))] if place == 0 else []
                line.append(Cell(words, left=True))
            else:
                line.append(Cell(title, across=2, left=True))
            rows.append([*line, *_numbers(three, leaf)])
    rows.append([Cell("（七）总计", across=2, left=True, bold=True), *_numbers(three, RESULTS)])
    rows.append([Cell(TITLES[FORWARD], across=3, left=True, bold=True), *_numbers(three, FORWARD)])
    return rows


def _result_lines() -> int:
    return 1 + sum(len(leaves) for _title, leaves in GROUPS)


def _numbers(table: Table, row: str) -> list[Cell]:
    return [Cell(table[row][column], row=row, column=column) for column in COLUMNS]


def table_four_grid(four: Table) -> Grid:
    """Table four (表四): fifteen numbers in one line, under three headings."""
    buckets = (*BUCKETS.items(), (TOTAL, "总计"))
    blocks = ("review", "litigation_direct", "litigation_after_review")
    return [
        [Cell("行政复议", across=5, down=2, bold=True), Cell("行政诉讼", across=10, bold=True)],
        [Cell("未经复议直接起诉", across=5), Cell("复议后起诉", across=5)],
        [Cell(words) for _block in blocks for _bucket, words in buckets],
        [Cell(four[block][bucket], row=block, column=bucket) for block in blocks for bucket, _words in buckets],
    ]


def table_two_grid(two: Mapping[str, str]) -> Grid:
    """Table two (表二): four small tables, one under the other."""
    rows = [
        [Cell("第二十条第（一）项", across=4, bold=True)],
        [Cell("信息内容"), *(Cell(heading) for heading in DOCUMENT_COLUMNS.values())],
    ]
    for kind, title in DOCUMENTS.items():
        keys = [f"{kind}_{column}" for column in DOCUMENT_COLUMNS]
        rows.append([Cell(title), *(Cell(two.get(key, ""), row=key, column=key) for key in keys)])
    named = ""
    for key, (item, title) in DECISIONS.items():
        if item != named:
            rows += [[Cell(item, across=4, bold=True)], [Cell("信息内容"), Cell("本年处理决定数量", across=3)]]
            named = item
        rows.append([Cell(title), Cell(two.get(key, ""), across=3, row=key, column=key)])
    rows += [
        [Cell("第二十条第（八）项", across=4, bold=True)],
        [Cell("信息内容"), Cell("本年收费金额（单位：万元）", across=3)],
        [Cell("行政事业性收费"), Cell(two.get(FEES, ""), across=3, row=FEES, column=FEES)],
    ]
    return rows
