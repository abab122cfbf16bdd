"""The clock card (答复期限): two dates, the strip of days, and why those days. Everything is read off the clock's two readings."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from gov_requests.cases.last_rows import last_rows
from gov_requests.cases.what_if import WhatIf, what_if
from gov_requests.lights import Light
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.ranges import range_of
from gov_requests.statute.clock import Clock
from gov_requests.statute.due_range import DueRange
from gov_requests.statute.reading import Reading, Span
from gov_requests.today import today
from gov_requests.web.case_head import light_of_case
from gov_requests.web.filters import month_day, weekday

#: The strip ends some days after the later due day, and never shows more than this.
LONGEST_STRIP = 140
_DAY = timedelta(days=1)
_WEEKEND = {"weekend": "周末", "holiday": "节假日", "makeup": "调休上班", "workday": "工作日"}


@dataclass(frozen=True, slots=True)
class ClockCard:
    """What ``components/clock.html`` reads."""

    as_of: date
    light: Light
    safe_on: date | None
    due_on: date | None
    safe_left: int | None
    due_left: int | None
    provisional: bool
    state: str
    term: int
    strip: list[tuple[date, str, str]]
    legend: dict[str, Any]
    why: list[tuple[str, str, str, str]]
    calendar_note: str
    days_url: str
    proof_url: str
    proof_json_url: str
    last_days: list[tuple[str, str]]
    range_text: str | None = None
    closed_text: str | None = None
    what_if: WhatIf | None = None
    #: What was not as the law wants it, in words with the article.
    doubts: tuple[str, ...] = ()


def clock_card(file: Casefile, ref: str) -> ClockCard:
    """Return the card of a request as of today."""
    day = today()
    clock = file.clock(day)
    closed = file.state.closed_on is not None
    strip = _strip(clock, day)
    return ClockCard(
        as_of=day,
        light=light_of_case(file, clock),
        safe_on=clock.safe_due_on,
        due_on=clock.due_on,
        safe_left=clock.remaining_workdays,
        due_left=None if closed else _left(clock.due_on, day),
        provisional=clock.provisional,
        state=clock.state,
        term=_term(clock.statutory),
        strip=strip,
        legend=_legend(strip, clock, day),
        why=_why(clock, day),
        calendar_note=_calendar_note(clock),
        days_url=url_for("cases.days", ref=ref),
        proof_url=url_for("cases.proof_pdf", ref=ref),
        proof_json_url=url_for("cases.proof_json", ref=ref),
        last_days=[] if closed else last_rows(file.facts, day),
        closed_text=_closed_text(file, clock),
        what_if=what_if(file, ref, day),
        range_text=_range_text(range_of(clock, file.facts)),
        doubts=tuple(f"{step['text']}{step['article']}" for step in clock.steps if step["rule"] in clock.warnings),
    )


def _range_text(found: DueRange | None) -> str | None:
    """Say in which range each provisional date can still move, whatever the notices that are not published yet arrange."""
    if found is None:
        return None
    parts = [
        f"{title}可能在 {between[0]} 至 {between[1]} 之间"
        for title, between in (("安全期限", found.safe), ("法定期限", found.due))
        if between is not None
    ]
    return f"暂定：{'，'.join(parts)}；放假安排公布后自动重算。" if parts else None


def _left(due_on: date | None, day: date) -> int | None:
    if due_on is None:
        return None
    return calendar().count(day, due_on) if due_on >= day else -calendar().count(due_on, day)


def _term(reading: Reading) -> int:
    return reading.regulations.reply_workdays + (reading.extension.workdays if reading.extension else 0)


def _strip(clock: Clock, day: date) -> list[tuple[date, str, str]]:
    """Return each day from the first counted one: (day, class, title)."""
    ends = [found for found in (clock.due_on, clock.safe_due_on) if found is not None]
    first = clock.statutory.start + _DAY
    last = max([*ends, first]) if ends else max(day, first)
    count = min((last - first).days + 1, LONGEST_STRIP)
    spans = clock.statutory.pauses(day)
    return [_strip_day(first + n * _DAY, clock, day, spans) for n in range(count)]


def _strip_day(here: date, clock: Clock, day: date, spans: list[Span]) -> tuple[date, str, str]:
    marks = {clock.due_on: "due", clock.safe_due_on: "safe", day: "today"}
    if clock.due_on == here:
        css = "due"
    elif here in marks:
        css = marks[here]
    elif not calendar().is_workday(here):
        css = "off"
    elif paused(here, spans):
        css = "pause"
    else:
        css = "n" if here <= day else "left"
    return here, css, f"{here.isoformat()} {weekday(here)} {day_words(here, spans)}"


def paused(here: date, spans: list[Span]) -> bool:
    """Return whether a day lies in one of the pauses (given as the day before the first, and the last or None)."""
    return any(begin < here and (end is None or here <= end) for begin, end in spans)


def day_words(here: date, spans: list[Span]) -> str:
    """Return what a day is: 周末, 节假日 with its name, 停计, 调休上班."""
    kind, name = calendar().verdict(here)
    words = f"{_WEEKEND.get(kind, kind)}{f'（{name}）' if name else ''}"
    return f"{words} 停计" if calendar().is_workday(here) and paused(here, spans) else words


def _legend(strip: list[tuple[date, str, str]], clock: Clock, day: date) -> dict[str, Any]:
    spans = clock.statutory.pauses(day)
    working = [here for here, _css, _title in strip if calendar().is_workday(here)]
    stopped = sum(1 for here in working if paused(here, spans))
    counted = sum(1 for here in working if here <= day and not paused(here, spans))
    return {"counted": counted, "paused": stopped, "paused_for": "征求意见" if stopped else None}


def _why(clock: Clock, day: date) -> list[tuple[str, str, str, str]]:
    """Return the five rows 收到 → 第1个工作日 → 停计 → 延期 → 第N个工作日, both readings side by side."""
    both = (clock.statutory, clock.safe)
    articles = {step["rule"]: step["article"] for step in reversed(clock.steps)}
    rows = [
        ("收到之日", *(month_day(reading.receipt) for reading in both), articles.get("receipt", "")),
        ("起算", *(_started(reading) for reading in both), articles.get("period", "")),
        ("停计", *(_pauses(reading, day) for reading in both), articles.get("pause", "") or "第三十三条第三款"),
        (
            "延期",
            *(f"{reading.extension.workdays} 个工作日" if reading.extension else "无" for reading in both),
            articles.get("extended", "") or "第三十三条第二款",
        ),
    ]
    ends = (clock.due_on, clock.safe_due_on)
    shown = (f"{month_day(end)} {weekday(end)}" if end else "未定" for end in ends)
    return [
        *rows,
        (f"第 {_term(clock.statutory)} 个工作日", *shown, articles.get("due", "") or articles.get("period", "")),
    ]


def _started(reading: Reading) -> str:
    return month_day(calendar().add(reading.start, 1)) + "（第 1 个工作日）"


def _pauses(reading: Reading, day: date) -> str:
    spans = reading.pauses(day)
    if not spans:
        return "无"
    return "；".join(f"{month_day(begin + _DAY)} 至 {month_day(end) if end else '收到意见'}" for begin, end in spans)


def _calendar_note(clock: Clock) -> str:
    end = clock.due_on or clock.safe_due_on
    years = sorted({clock.received_on.year, end.year if end else clock.received_on.year})
    settled = "按国务院办公厅放假安排通知" if not clock.provisional else "其中有尚未公布放假安排的日期，暂定"
    return f"日历：{'、'.join(map(str, years))} 年，{settled}。"


def _closed_text(file: Casefile, clock: Clock) -> str | None:
    if file.state.closed_on is None:
        return None
    if clock.on_time is None:
        return f"{file.state.closed_on.isoformat()} 办结"
    late = "按期" if clock.on_time else f"超期 {clock.workdays_late} 个工作日"
    return f"{file.state.closed_on.isoformat()} 答复，{late}"
