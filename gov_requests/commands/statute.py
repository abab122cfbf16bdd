"""``flask statute``: the clock, the periods and the fees for other people's scripts. JSON Lines in, JSON Lines out, no database."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from gov_requests import workdays
from gov_requests.commands.json_lines import answer_lines
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.explain import explain_days
from gov_requests.statute.facts import Fact, FactError, day_from, fact_from
from gov_requests.statute.fees import FeeError, fee_by_page, fee_by_piece
from gov_requests.statute.periods import PERIODS, PeriodError, period_due
from gov_requests.today import today
from gov_requests.workdays import WorkdayCalendar
from gov_requests.workdays.ranges import range_under

Answer = dict[str, Any]


statute = AppGroup("statute", help="法定期限：从标准输入逐行读取 JSON，逐行写出结果。")


def calendar_of_app() -> WorkdayCalendar:
    """Return the working-day calendar of this installation; a damaged arrangement is told in a sentence."""
    data_dir: Path = current_app.config["DATA_DIR"]
    try:
        return workdays.load(data_dir)
    except workdays.ArrangementError as damaged:
        raise click.ClickException(str(damaged)) from damaged


@statute.command("clock")
@click.option("--explain", is_flag=True, help="另附 days：从起算到届满逐日说明。")
def clock_command(*, explain: bool) -> None:
    """答复期限何时届满：每行一件申请的事实（facts），写出法定期限和安全期限的届满日及计算步骤。"""
    answer_lines(partial(clock_answer, calendar=calendar_of_app(), as_of=today(), explain=explain))


@statute.command("period")
def period_command() -> None:
    """其他期限何时届满：每行写明 period 和 start_on。"""
    answer_lines(partial(period_answer, calendar=calendar_of_app()))


@statute.command("fee")
def fee_command() -> None:
    """信息处理费：每行写明 scale（by_piece 或 by_page）和 pieces 或 pages。"""
    answer_lines(fee_answer)


def clock_answer(data: Mapping[str, Any], *, calendar: WorkdayCalendar, as_of: date, explain: bool) -> Answer:
    """Answer one line of ``statute clock``. Raises ValueError with a sentence."""
    facts = data.get("facts")
    if not isinstance(facts, list):
        raise FactError("facts 缺失或不是列表：应为事实的列表，至少有一个 received。")
    told = data.get("as_of")
    day = as_of if told is None else day_from(told, "as_of ")
    facts_read = [fact_from(fact) for fact in facts]
    clock = read_clock(facts_read, calendar, day)
    answer = {"id": data.get("id")} | clock.as_dict()
    if explain:
        answer["days"] = explain_days(clock)
        if clock.provisional:
            answer["range"] = _range(calendar, facts_read, day)
    return answer


def _range(calendar: WorkdayCalendar, facts: list[Fact], day: date) -> dict[str, list[str] | None]:
    """Return in which range each provisional date can still move: [earliest, latest]."""
    found = range_under(calendar, facts, day)
    due, safe = (found.due, found.safe) if found is not None else (None, None)
    return {
        name: None if between is None else [end.isoformat() for end in between]
        for name, between in (("due_on", due), ("safe_due_on", safe))
    }


def period_answer(data: Mapping[str, Any], *, calendar: Calendar) -> Answer:
    """Answer one line of ``statute period``. Raises ValueError with a sentence."""
    name = data.get("period")
    if not isinstance(name, str):
        raise PeriodError(f"period 缺失或不是文字：应为 {'、'.join(PERIODS)} 之一。")
    if data.get("start_on") is None:
        raise PeriodError("缺少 start_on：应写明起算之日，如 2026-03-02。")
    due = period_due(name, day_from(data["start_on"], "start_on "), calendar)
    return _with_id(data) | {
        "due_on": due.due_on.isoformat(),
        "provisional": due.provisional,
        "article": due.article,
        "unit": due.unit,
    }


_SCALES: dict[str, tuple[str, Callable[[Any], int]]] = {
    "by_piece": ("pieces", fee_by_piece),
    "by_page": ("pages", fee_by_page),
}


def fee_answer(data: Mapping[str, Any]) -> Answer:
    """Answer one line of ``statute fee``. Raises ValueError with a sentence."""
    scale = data.get("scale")
    if not isinstance(scale, str) or scale not in _SCALES:
        raise FeeError(f"scale “{scale}”无法识别：应为 by_piece（按件）或 by_page（按量）。")
    key, fee = _SCALES[scale]
    if data.get(key) is None:
        raise FeeError(f"缺少 {key}：按 {scale} 计费应写明 {key}，如 12。")
    return _with_id(data) | {"yuan": fee(data[key])}


def _with_id(data: Mapping[str, Any]) -> Answer:
    return {"id": data["id"]} if "id" in data else {}
