"""The columns that a list can show: their titles, which are shown unless others are chosen, and their text outside of pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, session

from gov_requests.desk.rows import Row
from gov_requests.records.worklists import Worklist
from gov_requests.statute.due_range import Between


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, and what a workbook says in it."""

    title: str
    text: Callable[[Row], str]


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _due(day: Any, row: Row, between: Between | None) -> str:
    """A day and, where it hangs on a notice not yet published, 「暂定」 with the range in which it can still move."""
    if not day or not row.provisional:
        return _day(day)
    return f"{day}（暂定{f'，可能在 {between[0]} 至 {between[1]} 之间' if between else ''}）"


COLUMNS = {
    "light": Column("期限", lambda row: row.light.label),
    "safe": Column("安全期限", lambda row: _due(row.safe_due_on, row, row.between.safe if row.between else None)),
    "due": Column("法定期限", lambda row: _due(row.due_on, row, row.between.due if row.between else None)),
    "received": Column("收到日期", lambda row: _day(row.received_on)),
    "closed": Column("办结日期", lambda row: _day(row.closed_on)),
    "number": Column("登记编号", lambda row: row.number),
    "title": Column("申请内容", lambda row: row.title),
    "applicant": Column("申请人", lambda row: row.applicant),
    "kind": Column("申请人类型", lambda row: row.kind),
    "channel": Column("收到方式", lambda row: row.channel),
    "stage": Column("环节", lambda row: row.stage),
    "reply": Column("答复类型", lambda row: row.reply),
    "on_time": Column("是否按期", lambda row: row.on_time),
    "section": Column("科室", lambda row: row.section),
    "who": Column("承办人", lambda row: row.who),
}
#: The number leads to the request: it is always there.
ALWAYS = "number"
USUAL = ("light", "safe", "due", "number", "title", "applicant", "stage", "who")
USUAL_CLOSED = ("light", "closed", "due", "number", "title", "applicant", "reply", "who")
_KEPT = "list_columns"


def shown(chosen: Worklist) -> tuple[str, ...]:
    """Return the columns of a list, in their order: those that the address asks for, else those chosen last, else the usual ones."""
    if "columns" in request.args:
        asked = _known(request.args.getlist("col"))
        kept = dict(session.get(_KEPT, {}))
        if kept.get(chosen.key) != asked:
            session[_KEPT] = {**kept, chosen.key: asked}
    kept = session.get(_KEPT, {}).get(chosen.key)
    usual = USUAL_CLOSED if chosen.closed else USUAL
    return tuple(kept) if kept else usual


def _known(asked: Iterable[str]) -> list[str]:
    """Return what is a column of those asked for; none at all means the usual ones."""
    wanted = set(asked)
    return [key for key in COLUMNS if key in wanted or key == ALWAYS] if wanted & COLUMNS.keys() else []


def table(rows: Iterable[Row], keys: Sequence[str], who: str) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells as a workbook takes them."""
    headings = [who if key == "who" else COLUMNS[key].title for key in keys]
    return headings, [[COLUMNS[key].text(row) for key in keys] for row in rows]
