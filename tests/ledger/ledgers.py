"""Ledgers for tests: written as an office writes them, or random ones of every kind of life, the same for a seed."""

import io
import random
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook

from gov_requests.ledger.columns import (
    APPLICANT_WORDS,
    CHANNEL_WORDS,
    DISPUTE_SHEET,
    DISPUTE_WORDS,
    DISPUTES,
    OUTCOME_WORDS,
    REQUEST_SHEET,
    REQUESTS,
    SOURCE_WORDS,
)
from gov_requests.statute.reply_kinds import REPLY_KINDS

SHEETS = {REQUEST_SHEET: REQUESTS, DISPUTE_SHEET: DISPUTES}
Row = dict[str, Any]


def request(number: str = "旧2019-001", **more: Any) -> Row:
    """Return an ordinary row: received in person, answered in time."""
    return {
        "登记编号": number,
        "收到方式": "当面",
        "收到日期": "2025-03-03",
        "申请人类型": "自然人",
        "申请人": "虚小明",
        "申请内容": "申请公开虚构里小区综合整治项目的批复文件。",
        **more,
    }


def replied(number: str = "旧2019-001", **more: Any) -> Row:
    """Return a row of a request that was answered in time."""
    return request(
        number, **{"答复类型": "予以公开", "答复日期": "2025-03-20", "文号": f"虚答〔2025〕{number}", **more}
    )


def dispute(number: str = "虚复〔2025〕1号", **more: Any) -> Row:
    """Return an ordinary row of the second sheet."""
    return {"案件编号": number, "类型": "行政复议", "收到日期": "2025-05-06", **more}


def workbook(requests: list[Row], disputes: list[Row] = (), headings: Any = None, extra: Any = None) -> bytes:
    """Return a workbook with these rows; headings that no row fills stay empty columns."""
    book = Workbook()
    book.remove(book.active)
    for (title, columns), rows in zip(SHEETS.items(), (requests, disputes), strict=True):
        sheet = book.create_sheet(title)
        names = (headings or {}).get(title) or [column.heading for column in columns]
        sheet.append(names)
        for number, row in enumerate(rows, 2):
            for place, name in enumerate(names, 1):
                cell = sheet.cell(number, place, row.get(name))
                if isinstance(row.get(name), str):
                    cell.data_type = "s"
    if extra:
        extra(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the cells of both sheets, headings included."""
    book = load_workbook(io.BytesIO(content))
    return {title: list(book[title].iter_rows(values_only=True)) for title in SHEETS}


class Invented:
    """Random ledgers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def ledger(self) -> bytes:
        """Return a ledger of one to a dozen requests with their disputes."""
        chance = self.chance
        requests = [row for n in range(chance.randint(1, 12)) for row in self.life(f"旧{chance.randint(1, 9)}-{n:03}")]
        disputes = [self.dispute(n, requests) for n in range(chance.randint(0, 4))]
        return workbook(requests, disputes)

    def day(self, after: date, most: int = 30) -> date:
        """Return a day from ``after`` on."""
        return after + timedelta(days=self.chance.randint(0, most))

    def written(self, day: date) -> Any:
        """Return a day as people write it."""
        ways = (
            day,
            day.isoformat(),
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            "".join(chr(ord(character) + 0xFEE0) for character in day.isoformat()),
        )
        return self.chance.choice(ways)

    def life(self, number: str) -> list[Row]:
        """Return the rows of one request."""
        chance = self.chance
        received = date(chance.randint(2016, 2026), chance.randint(1, 10), chance.randint(1, 28))
        kind = chance.choice(list(APPLICANT_WORDS))
        first = request(
            number,
            收到方式=chance.choice(list(CHANNEL_WORDS)),
            收到日期=self.written(received),
            确认日期=self.written(self.day(received, 3)) if chance.random() < 0.3 else None,
            申请人类型=kind,
            申请人=chance.choice(["虚小明", "虚构科技有限公司", "=HYPERLINK(1)", "欧阳  修", "𠮷田", "-虚-"]),
            证件号码=chance.choice([None, "990102198607210025", "99110000MA00000X1X", "P-990001"]),
            联系方式=chance.choice(
                [
                    None,
                    "010-00000001",
                    "xu@example.cn",
                    "虚构市虚构区虚构胡同12号",
                    "联系人：虚；010-00000001；甲路1号；100032",
                    "甲；乙",
                ]
            ),
            申请内容=chance.choice(["批复文件", "第一行\n第二行", "+1234", "@cmd", "规划条件　及附图" * 9]),
            承办部门=chance.choice([None, "规划科", "规划科、执法队"]),
            备注=chance.choice([None, "补录", "=1+1"]),
        )
        rows = [first]
        for fill in (self._corrected, self._consulted, self._extended, self._charged):
            for nth in range(chance.choice([0, 0, 0, 1, 1, 2])):
                while len(rows) <= nth:
                    rows.append({"登记编号": number})
                fill(rows[nth], received)
        if chance.random() < 0.8:
            self._answered(rows[0], received)
        return rows

    def _corrected(self, row: Row, since: date) -> None:
        asked = self.day(since, 20)
        row["补正告知日期"] = self.written(asked)
        if self.chance.random() < 0.8:
            row["补正收到日期"] = self.written(self.day(asked, 20))

    def _consulted(self, row: Row, since: date) -> None:
        sent = self.day(since, 20)
        row["征求意见对象"], row["征求发出日期"] = self.chance.choice(list(SOURCE_WORDS)), self.written(sent)
        if self.chance.random() < 0.7:
            row["征求送达日期"] = self.written(self.day(sent, 4))
        if self.chance.random() < 0.7:
            row["意见收到日期"] = self.written(self.day(sent, 30))

    def _extended(self, row: Row, since: date) -> None:
        told = self.day(since, 40)
        row |= {"延期告知日期": self.written(told), "延期工作日": self.chance.choice([20, "20", "１５", 30])}
        if self.chance.random() < 0.8:
            row["延期批准日期"] = self.written(self.day(since, 40))

    def _charged(self, row: Row, since: date) -> None:
        noticed = self.day(since, 20)
        if self.chance.random() < 0.9:
            row["收费通知日期"] = self.written(noticed)
        row["缴费日期"] = self.written(self.day(noticed, 40))

    def _answered(self, row: Row, since: date) -> None:
        code = self.chance.choice(list(REPLY_KINDS))
        row["答复类型"] = self.chance.choice([code, REPLY_KINDS[code].title])
        row["答复日期"] = self.written(self.day(since, 60))
        row["文号"] = self.chance.choice([None, f"虚答〔{since.year}〕{self.chance.randint(1, 99)}号"])

    def dispute(self, number: int, requests: list[Row]) -> Row:
        """Return a dispute, mostly about one of the requests."""
        chance = self.chance
        received = self.day(date(2024, 1, 1), 900)
        return {
            "案件编号": f"虚〔2025〕{number}号",
            "类型": chance.choice(list(DISPUTE_WORDS)),
            "关联登记编号": chance.choice([None, chance.choice(requests)["登记编号"]]),
            "收到日期": self.written(received),
            "复议机关或法院": chance.choice([None, "虚构区人民政府"]),
            "程序": chance.choice([None, "简易", "普通"]),
            "答辩日期": self.written(self.day(received)) if chance.random() < 0.6 else None,
            "结果": chance.choice([None, *OUTCOME_WORDS]),
            "结案日期": self.written(self.day(received, 90)) if chance.random() < 0.6 else None,
            "纠正原因": chance.choice([None, "检索不全"]),
            "备注": chance.choice([None, "=cmd|' /C calc'!A0"]),
        }
