"""内部时限: limits that an organ sets itself, tighter than the law. Not law, off by default, never mixed with the statutory dates.

They are counted as the law counts (第三十三条), in the safe reading: working days after the start, without the pauses; a correction starts
them anew, a valid extension adds its days to the last one. A version is proposed by one person and approved by another.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.journal import JournalRow
from gov_requests.records.open_lives import FACT_KINDS
from gov_requests.records.projection import Entry, facts_of, standing
from gov_requests.records.settings import Setting, set_setting, setting
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.today import today

_NAME = "internal_limits:"
#: The row that fulfils the first limit.
_SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Limits:
    """``submit``: working days until the draft is sent to review (初审); ``conclude``: until the request is closed. 0: none is set."""

    submit: int = 0
    conclude: int = 0

    @property
    def any(self) -> bool:
        """Whether one is set."""
        return bool(self.submit or self.conclude)


@dataclass(frozen=True, slots=True)
class InternalDay:
    """One limit of a request: ``on`` None while the clock is stopped without end; ``left`` working days, negative when passed."""

    title: str
    on: date | None
    left: int | None
    done: bool

    @property
    def words(self) -> str:
        """As pages say it."""
        if self.done:
            return "已完成"
        if self.on is None or self.left is None:
            return "未定"
        rest = f"已过 {-self.left} 日" if self.left < 0 else "今日" if self.left == 0 else f"剩 {self.left} 日"
        return f"{self.on.isoformat()}　{rest}"

    @property
    def short(self) -> str:
        """As lists say it, where the year is plain."""
        if self.on is None or self.left is None:
            return "未定"
        rest = f"已过{-self.left}日" if self.left < 0 else "今日" if self.left == 0 else f"剩{self.left}日"
        return f"{self.on:%m-%d} {rest}"


def limits_of(organ_id: int) -> Limits:
    """Return what an organ has set."""
    return _newest(setting(f"{_NAME}{organ_id}"))


def versions_of(organ_id: int) -> list[dict[str, Any]]:
    """Return all versions of an organ's limits, newest first."""
    return list(reversed(setting(f"{_NAME}{organ_id}") or []))


def set_limits(organ_id: int, version: dict[str, Any]) -> None:
    """Add a version; call it inside an act. Earlier ones are kept."""
    set_setting(f"{_NAME}{organ_id}", [*(setting(f"{_NAME}{organ_id}") or []), version])


def _newest(versions: Sequence[dict[str, Any]] | None) -> Limits:
    return Limits(versions[-1]["submit"], versions[-1]["conclude"]) if versions else Limits()


def internal_days(limits: Limits, clock: Clock, *, submitted: bool, closed: bool, as_of: date) -> list[InternalDay]:
    """Return the limits of one request by its clock."""
    reading = clock.safe
    more = reading.extension.workdays if reading.extension is not None else 0
    asked = (("送审", limits.submit, submitted or closed), ("办结", limits.conclude + more, closed))
    set_ones = (limits.submit, limits.conclude)
    return [
        _day(title, reading.nth_workday(workdays, as_of), as_of, done=done)
        for (title, workdays, done), is_set in zip(asked, set_ones, strict=True)
        if is_set
    ]


def _day(title: str, on: date | None, as_of: date, *, done: bool) -> InternalDay:
    if on is None or done:
        return InternalDay(title, on, None, done)
    days = calendar()
    left = days.count(as_of, on) if on >= as_of else min(-1, -days.count(on, as_of))
    return InternalDay(title, on, left, done)


def next_internal_days(cases: Iterable[tuple[int, int]]) -> dict[int, InternalDay]:
    """Return the first limit that is not met yet of open requests (case, organ), where their organ has set one.

    Two queries for however many, one where no organ has limits.
    """
    listed, day = list(cases), today()
    limits = _limits_of_all({organ_id for _case_id, organ_id in listed})
    lives = _lives([case_id for case_id, organ_id in listed if organ_id in limits])
    found = {}
    for case_id, organ_id in listed:
        entries = standing(lives.get(case_id, []))
        if not entries:
            continue
        clock = read_clock(facts_of(entries), calendar(), day, proof=False)
        submitted = any(entry.kind == _SUBMITTED for entry in entries)
        days = internal_days(limits[organ_id], clock, submitted=submitted, closed=False, as_of=day)
        waiting = [one for one in days if not one.done]
        if waiting:
            found[case_id] = waiting[0]
    return found


def _limits_of_all(organ_ids: Collection[int]) -> dict[int, Limits]:
    names = {f"{_NAME}{organ_id}": organ_id for organ_id in organ_ids}
    if not names:
        return {}
    rows = db.session.execute(sa.select(Setting.name, Setting.value).where(Setting.name.in_(names)))
    held = {names[name]: _newest(value) for name, value in rows}
    return {organ_id: limits for organ_id, limits in held.items() if limits.any}


def _lives(case_ids: Sequence[int]) -> dict[int, list[Entry]]:
    if not case_ids:
        return {}
    query = (
        sa.select(JournalRow.case_id, JournalRow.case_seq, JournalRow.kind, JournalRow.happened_on, JournalRow.data)
        .where(JournalRow.case_id.in_(case_ids), JournalRow.kind.in_((*FACT_KINDS, _SUBMITTED)))
        .order_by(JournalRow.case_id, JournalRow.case_seq)
    )
    lives: dict[int, list[Entry]] = defaultdict(list)
    for case_id, *columns in db.session.execute(query):
        lives[case_id].append(Entry(*columns))
    return lives
