"""What stands around a list: tabs, filters, pager, and what an empty list says."""

from dataclasses import asdict
from typing import Any

from flask import current_app, request, session, url_for

from gov_requests.access import Action
from gov_requests.desk.rows import choices
from gov_requests.records.people import Person
from gov_requests.records.standing_in import granted
from gov_requests.records.worklists import BY_KEY, COUNT_LIMIT, WORKLISTS, Filters, Page, Worklist, page
from gov_requests.today import today
from gov_requests.web.filters import weekday

FILTER_TITLES = {"organ": "承办单位", "stage": "环节", "light": "灯", "channel": "收到方式"}
#: What says nothing about requests that are closed.
OPEN_ONLY = frozenset({"stage", "light"})
TIGHT = "tight"
HEIGHTS = {TIGHT: "紧凑", "loose": "宽松"}


def tabs(chosen: Worklist, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Return the lists as tabs with their counts."""
    return [
        {
            "label": one.title,
            "url": url_for("desk.worklist", key=one.key),
            "count": counted(counts[one.key]),
            "late": one.key == "overdue",
            "current": one is chosen,
        }
        for one in WORKLISTS
    ]


def counted(count: int) -> int | str:
    """Return a count as badges show it; counting stops at ``COUNT_LIMIT``."""
    return f"{COUNT_LIMIT}+" if count >= COUNT_LIMIT else count


def filter_fields(person: Person, chosen: Worklist, filters: Filters) -> list[dict[str, Any]]:
    """Return the filters of a list with what is chosen; one that offers nothing is left out."""
    offered = choices(person)
    fields: list[dict[str, Any]] = [
        {"name": name, "label": title, "choices": offered[name], "value": getattr(filters, name)}
        for name, title in FILTER_TITLES.items()
        if offered[name] and not (chosen.closed and name in OPEN_ONLY)
    ]
    return [
        *fields,
        {"name": "word", "label": "内容、申请人、编号", "value": filters.word, "placeholder": "内容、申请人、编号"},
    ]


def narrowed(filters: Filters) -> bool:
    """Return whether any filter is set."""
    return any(asdict(filters).values())


def pager(found: Page, chosen: Worklist, filters: Filters, total: int, first: int) -> dict[str, Any]:
    """Return the pager of a page whose first row is the ``first``-th; the total is known where no filter is set."""
    size = current_app.config["PAGE_ROWS"]
    kept = {name: value for name, value in asdict(filters).items() if value}

    def to(**place: Any) -> str:
        return url_for("desk.worklist", key=chosen.key, **kept, **place)

    whole = None if kept else f"{COUNT_LIMIT} 件以上" if total >= COUNT_LIMIT else total
    return {
        "prev_url": to(before=found.before, at=max(1, first - size)) if found.before else None,
        "next_url": to(after=found.after, at=first + len(found.rows)) if found.after else None,
        "total": whole,
        "first": first,
        "last": first + len(found.rows) - 1,
        "per_page": size,
    }


def density(chosen: Worklist) -> list[tuple[str, str, bool]]:
    """Return the two heights of rows as links; what was chosen is kept in the session (``rows`` in the address)."""
    asked = request.args.get("rows")
    if asked in HEIGHTS and session.get("rows") != asked:
        session["rows"] = asked
    now = session.get("rows", TIGHT)
    return [
        (title, url_for("desk.worklist", key=chosen.key, rows=height), height == now)
        for height, title in HEIGHTS.items()
    ]


def is_loose() -> bool:
    """Return whether the person wants 宽松 rows."""
    return bool(session.get("rows", TIGHT) != TIGHT)


def first_row(typed: str, *, moved: bool) -> int:
    """Return which row of the list a page begins with; the address carries it for show only."""
    return int(typed[:9]) if moved and typed.isascii() and typed.isdecimal() and int(typed[:9]) > 0 else 1


def nearest_fact(person: Person) -> str:
    """Return what an empty list says instead: the nearest safe date of all that is under way."""
    open_ones = page(person, BY_KEY["under-way"], today(), Filters(), size=1).rows
    if not open_ones:
        return "您的办理范围内没有在途的申请"
    soonest = open_ones[0].safe_due_on
    if soonest is None:
        return "在途的申请都在停计，期限未定"
    return f"最近的安全期限是 {soonest.isoformat()} {weekday(soonest)}"


def register_url(person: Person) -> str | None:
    """Return where requests are registered, for people who may."""
    return url_for("intake.new") if granted(person, Action.REGISTER) else None
