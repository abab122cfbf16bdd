"""The published tables of annual reports, expanded to ledgers: brought in they give the tables again, taken out the same ledgers."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from gov_requests.ledger.columns import APPLICANT_WORDS, DISPUTE_WORDS, OUTCOME_WORDS
from gov_requests.records.annual_reports import figures
from gov_requests.statute.annual_report import APPLICANTS, BLOCKS, BUCKETS, FORWARD, LEAVES, NEW, OVER, TOTAL
from gov_requests.statute.outcomes import OUTCOMES, PENDING
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tests import factories
from tests.ledger.ledgers import Row, cells, dispute, request, workbook
from tests.ledger.test_round_trip import brought_in, full
from tests.support.sources import ROOT

PUBLISHED = json.loads((ROOT / "tests/data/annual_reports.json").read_text(encoding="utf-8"))["reports"]
pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.article(50)]
_KIND_OF_ROW = {kind.report_row: kind.title for kind in REPLY_KINDS.values()}
_APPLICANTS = {code: word for word, code in APPLICANT_WORDS.items()}
_DISPUTES = {code: word for word, code in DISPUTE_WORDS.items()}
_OUTCOMES = {OUTCOMES[word].bucket: word for word in reversed(OUTCOME_WORDS)}
#: What the form of 2019 calls it.
_OTHER_HANDLING = "其他处理"


class Office:
    """Writes a year's ledger: requests carried over, received and answered so that each cell has as many as the table says."""

    def __init__(self, report: dict) -> None:
        self.report, self.year, self.number = report, report["year"], 0

    def requests(self) -> list[Row]:
        """Return the rows of the sheet 申请."""
        return [row for column in APPLICANTS for row in self._column(column)] if self.report.get("table3") else []

    def _column(self, column: str) -> Iterator[Row]:
        table = {row: cells[column] for row, cells in self.report["table3"].items()}
        results = [row for row in LEAVES for _ in range(table[row])] + [None] * table[FORWARD]
        received = [True] * table[OVER] + [False] * table[NEW]
        assert len(results) == len(received), "new and carried over are answered or carried forward"
        for place, (row, before) in enumerate(zip(results, received, strict=True)):
            yield self._row(column, row, before=before, place=place)

    def _row(self, column: str, row: str | None, *, before: bool, place: int) -> Row:
        self.number += 1
        on = date(self.year - 1, 12, 20) if before else date(self.year, 1, 2) + timedelta(days=place % 340)
        more: Row = {}
        if row is not None:
            new_year = date(self.year, 1, 2)
            more = {"答复类型": self._word(row), "答复日期": (max(on, new_year) + timedelta(days=9)).isoformat()}
        return request(
            f"表{self.number:05}",
            收到日期=on.isoformat(),
            申请人类型=_APPLICANTS[column],
            申请人=f"虚构{column}",
            **more,
        )

    def _word(self, row: str) -> str:
        return _OTHER_HANDLING if row == "other_misc" and self.report["format"] != "2021" else _KIND_OF_ROW[row]

    def disputes(self) -> list[Row]:
        """Return the rows of the sheet 复议诉讼."""
        found: list[Row] = []
        for block in BLOCKS:
            told = self.report.get("table4", {}).get(block, {})
            for bucket in BUCKETS:
                found += [self._dispute(block, bucket, n) for n in range(told.get(bucket) or 0)]
        return found

    def _dispute(self, block: str, bucket: str, number: int) -> Row:
        on = date(self.year, 3, 3)
        more = {} if bucket == PENDING else {"结果": _OUTCOMES[bucket], "结案日期": date(self.year, 6, 3).isoformat()}
        return dispute(f"{block}{bucket}{number}", 类型=_DISPUTES[block], 收到日期=on.isoformat(), **more)


def year_format(report: dict) -> str:
    return "2021" if report["format"] == "2021" else "2019"


@pytest.mark.parametrize("report", PUBLISHED, ids=[report["id"] for report in PUBLISHED])
def test_a_published_table_comes_in_as_a_ledger_and_out_again(report):
    office, organ, other = Office(report), factories.organ(), factories.organ()
    requests, disputes = office.requests(), office.disputes()
    content = workbook(requests, disputes)
    brought_in(content, organ, year_format=year_format(report))
    found = figures(organ, report["year"])
    if report.get("table3"):
        assert found.three == report["table3"]
    for block, told in report.get("table4", {}).items():
        if block in BLOCKS and all(told.get(bucket) is not None for bucket in BUCKETS):
            assert found.four[block] == {bucket: told[bucket] for bucket in (*BUCKETS, TOTAL)}
    out = full(organ)
    brought_in(out, other)
    assert cells(full(other)) == cells(out)
    assert figures(other, report["year"]).three == found.three
    assert figures(other, report["year"]).four == found.four
    for title, rows in {"申请": requests, "复议诉讼": disputes}.items():
        headings, *found_rows = cells(out)[title]
        told = sorted(
            ({**dict(zip(headings, row, strict=True))} for row in found_rows), key=lambda row: row[headings[0]]
        )
        expected = sorted(rows, key=lambda row: row[headings[0]])
        assert [{name: row[name] for name in same(wanted)} for row, wanted in zip(told, expected, strict=True)] == [
            {name: wanted[name] for name in same(wanted)} for wanted in expected
        ]


def same(row: Row) -> list[str]:
    """The columns that come out as they went in: all but the words of the older form."""
    return [name for name, value in row.items() if value is not None and value != _OTHER_HANDLING]
