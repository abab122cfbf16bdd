"""如果……（只试算，不保存）: both dates and the last safe days, as they are and as they would be.

What may be supposed: that an awaited opinion comes, a correction comes, a fee is paid on a day, and that an extension is told today.
All of it together, as facts that are only tried: nothing is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flask import request, url_for

from gov_requests.cases.last_rows import last_rows
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.ranges import range_of
from gov_requests.refusals import told
from gov_requests.statute.calendar import OutOfCalendarError
from gov_requests.statute.clock import read_clock
from gov_requests.statute.due_range import Between
from gov_requests.statute.facts import (
    Corrected,
    CorrectionRequested,
    Extended,
    Fact,
    FeePaid,
    OpinionReceived,
    OpinionSought,
)
from gov_requests.statute.life import LifeError
from gov_requests.statute.objections import refusals, to_extending
from gov_requests.statute.provisions import regulations_on
from gov_requests.statute.wording import SOURCE_TITLES

#: How the questions are named in the address; an opinion's name is followed by the letter's ref.
EXTEND, ANSWERED, CORRECTED, PAID = "extend", "answered-", "corrected", "paid"
_LONGEST_DATE = len("2026-11-24")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: a day (``date``) or a number of working days (``number``), with what was typed and what is wrong with it."""

    name: str
    label: str
    kind: str
    value: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Supposed:
    """The answer: each date now and then, and the last safe days of each act now and then."""

    dates: list[tuple[str, date | None, date | None, bool, Between | None]]
    last_days: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The questions and their answer, as ``components/clock.html`` reads them."""

    action: str
    asked: list[Asked]
    answer: Supposed | None = None
    error: str | None = None


def what_if(file: Casefile, ref: str, day: date) -> WhatIf | None:
    """Return the questions with what was asked and the answer; None for a request that is closed."""
    if file.state.closed_on is not None:
        return None
    questions = [
        replace(asked, value=request.args.get(asked.name, "").strip()[:_LONGEST_DATE])
        for asked in _questions(file, day)
    ]
    form = WhatIf(url_for("cases.show", ref=ref, _anchor="clock"), questions)
    if not any(asked.value for asked in questions):
        return form
    checked = [_checked(asked, file, day) for asked in questions]
    if any(asked.error for asked in checked):
        return replace(form, asked=checked)
    supposed = [_fact(asked, day) for asked in checked if asked.value]
    against = _against(file, supposed, day)
    if against is not None:
        return replace(form, asked=checked, error=against)
    try:
        return replace(form, asked=checked, answer=_answer(file, supposed, day))
    except (LifeError, OutOfCalendarError) as impossible:
        return replace(form, asked=checked, error=str(impossible))


def _questions(file: Casefile, day: date) -> Iterator[Asked]:
    answered = {fact.ref for fact in file.facts if isinstance(fact, OpinionReceived)}
    for fact in file.facts:
        if isinstance(fact, OpinionSought) and fact.ref not in answered:
            yield Asked(f"{ANSWERED}{fact.ref}", f"{SOURCE_TITLES[fact.source]}（{fact.ref}）在这一天答复", "date")
    awaiting = read_clock(file.facts, calendar(), day, proof=False).statutory.awaiting
    if awaiting is not None:
        corrects = isinstance(awaiting, CorrectionRequested)
        yield Asked(*((CORRECTED, "申请人在这一天补正") if corrects else (PAID, "申请人在这一天缴费")), "date")
    yield Asked(
        EXTEND, f"今天告知延期（最多 {regulations_on(file.state.received_on).extension_workdays} 个工作日）", "number"
    )


def _checked(asked: Asked, file: Casefile, day: date) -> Asked:
    if not asked.value:
        return asked
    if asked.kind == "number":
        longest = regulations_on(file.state.received_on).extension_workdays
        whole = asked.value.isascii() and asked.value.isdecimal()
        return asked if whole else replace(asked, error=f"请填整数，最多 {longest} 个工作日。")
    try:
        date.fromisoformat(asked.value)
    except ValueError:
        return replace(asked, error=f"请填日期，如 {day.isoformat()}。")
    return asked


def _fact(asked: Asked, day: date) -> Fact:
    if asked.kind == "number":
        return Extended(day, int(asked.value), day)
    on = date.fromisoformat(asked.value)
    if asked.name == CORRECTED:
        return Corrected(on)
    return FeePaid(on) if asked.name == PAID else OpinionReceived(on, asked.name.removeprefix(ANSWERED))


def _against(file: Casefile, supposed: list[Fact], day: date) -> str | None:
    """Return what the law has against telling the extension today, what else is supposed being known."""
    for fact in supposed:
        if isinstance(fact, Extended):
            known = [*file.facts, *(other for other in supposed if other is not fact and other.on <= day)]
            try:
                found = refusals(to_extending(known, calendar(), on=day, workdays=fact.workdays, approved_on=day))
            except LifeError as impossible:
                return str(impossible)
            return told(found[0]) if found else None
    return None


def _answer(file: Casefile, supposed: list[Fact], day: date) -> Supposed:
    facts = [*file.facts, *supposed]
    now, then = (read_clock(known, calendar(), day, proof=False) for known in (file.facts, facts))
    moving = range_of(then, facts)
    return Supposed(
        dates=[
            ("安全期限", now.safe_due_on, then.safe_due_on, then.provisional, moving.safe if moving else None),
            ("法定期限", now.due_on, then.due_on, then.provisional, moving.due if moving else None),
        ],
        last_days=[
            (label, before, after)
            for (label, before), (_, after) in zip(last_rows(file.facts, day), last_rows(facts, day), strict=True)
        ],
    )
