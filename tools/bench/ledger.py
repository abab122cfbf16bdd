"""A ledger of 14,000 rows in and out: read, checked, stored, taken out; beside it what it costs to read the cells alone."""

import io
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from gov_requests.ledger.checking import check
from gov_requests.ledger.columns import DISPUTES, REQUESTS, SHEETS
from gov_requests.ledger.reading import read_ledger
from gov_requests.ledger.storing import Source, store
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import taken_out
from gov_requests.records.base import db
from gov_requests.records.people import Organ
from gov_requests.today import today
from tools.bench.registration import prepared
from tools.bench.report import time_text

ROWS, SUITS = 14_000, 400
#: What the n-th request has besides its receipt, in turn: an answer in time, a late one, an extension, an opinion, a correction.
KINDS = ("予以公开", "本机关不掌握（信息不存在）", "部分公开", "属于三类内部事务信息", "撤回及其他")


def ledger() -> str:
    """Bring a ledger in and take it out, on a SQLite file that is forced to disk."""
    content, times = _written(), {}
    with prepared() as (app, _), app.app_context():
        organ = db.session.scalars(sa.select(Organ)).one()
        times["the cells alone, by openpyxl"] = _took(lambda: _cells(content))
        raw, times["read: package looked over, both sheets"] = _took_with(lambda: read_ledger(content))
        checked, times["checked: every cell, every life by the clock, what is here already"] = _took_with(
            lambda: check(raw, organ, today())
        )
        source = Source.of("台账.xlsx", content)
        times["stored: requests, journal, chain, projections, disputes"] = _took(
            lambda: store(checked, source, by="bench")
        )
        times["taken out in full"] = _took(lambda: taken_out(TakenOut(organ, masked=False)))
    if checked.faults or len(checked.requests) != ROWS:
        raise RuntimeError("the ledger of the measurement has faults")
    whole = Took(*map(sum, zip(*list(times.values())[1:4], strict=True)))
    rows = [_row(name, took) for name, took in times.items()]
    rows.insert(4, _row("**in, all three**", whole))
    note = (
        f"{ROWS:,} requests and {SUITS} disputes, {len(content) / 2**20:.1f} MiB. Aimed at: 500 rows a second or more. "
        f"{os.getloadavg()[0]:.0f} programs wanted the {os.cpu_count()} cores at the end of this run: the wall says what that costs."
    )
    return "\n".join(
        [
            "### The ledger in and out",
            "",
            note,
            "",
            "| | on the wall | of the processor | rows a second of the processor |",
            "|---|---|---|---|",
            *rows,
        ]
    )


class Took(NamedTuple):
    """Nanoseconds. The processor's are those of a machine that does nothing else."""

    wall: int
    processor: int


def _row(name: str, took: Took) -> str:
    rate = ROWS / (took.processor / 1e9)
    return f"| {name} | {time_text(took.wall)} | {time_text(took.processor)} | {rate:,.0f} |"


def _took(work: Callable[[], object]) -> Took:
    return _took_with(work)[1]


def _took_with(work: Callable[[], Any]) -> tuple[Any, Took]:
    start, spent = time.perf_counter_ns(), time.process_time_ns()
    done = work()
    return done, Took(time.perf_counter_ns() - start, time.process_time_ns() - spent)


def _cells(content: bytes) -> None:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for title in SHEETS:
        for _row in book[title].iter_rows(values_only=True):
            pass


def _written() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("申请")
    sheet.append([column.heading for column in REQUESTS])
    for number in range(ROWS):
        row = _request(number)
        sheet.append([row.get(column.heading) for column in REQUESTS])
    sheet = book.create_sheet("复议诉讼")
    sheet.append([column.heading for column in DISPUTES])
    for number in range(SUITS):
        row = _dispute(number)
        sheet.append([row.get(column.heading) for column in DISPUTES])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _received(number: int) -> date:
    return date(2016, 1, 4) + timedelta(number * 3650 // ROWS)


def _request(number: int) -> dict[str, Any]:
    on, turn = _received(number), number % 5
    row: dict[str, Any] = {
        "登记编号": f"旧〔{on.year}〕{number:05}",
        "收到方式": ("网上", "当面", "挂号或EMS")[number % 3],
        "收到日期": on.isoformat() if number % 2 else on,
        "确认日期": on.isoformat() if number % 3 == 0 else None,
        "申请人类型": "自然人",
        "申请人": f"虚小{number % 700}",
        "证件号码": f"9901021986{number % 9000:04}0025",
        "联系方式": f"010-0000{number % 10000:04}；虚构市虚构区虚构胡同{number % 90}号",
        "申请内容": f"申请公开虚构里小区综合整治项目第{number}号批复文件及其附图。",
        "答复类型": KINDS[turn],
        "答复日期": (on + timedelta(60 if turn == 1 else 20)).isoformat(),
        "文号": f"虚答〔{on.year}〕{number}号",
        "承办部门": "规划科",
    }
    if turn == 2:
        row |= {"延期批准日期": on, "延期告知日期": (on + timedelta(15)).isoformat(), "延期工作日": 20}
    if turn == 3:
        row |= {"征求意见对象": "第三方", "征求发出日期": on, "征求送达日期": on, "意见收到日期": on + timedelta(9)}
    if turn == 4:
        row |= {"补正告知日期": on + timedelta(3), "补正收到日期": on + timedelta(9)}
    return row


def _dispute(number: int) -> dict[str, Any]:
    on = _received(number * 35)
    return {
        "案件编号": f"虚复〔{on.year}〕{number}号",
        "类型": "行政复议",
        "关联登记编号": f"旧〔{on.year}〕{number * 35:05}",
        "收到日期": on + timedelta(80),
        "答辩日期": on + timedelta(88),
        "结果": "维持" if number % 3 else "撤销",
        "结案日期": on + timedelta(120),
    }
