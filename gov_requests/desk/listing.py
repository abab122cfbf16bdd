"""What stands around a list: tabs, filters, pager, and what an empty list says."""

from typing import Any

from flask import current_app, request, session, url_for

from gov_requests.access import Action
from gov_requests.records.list_filters import Filters
from gov_requests.records.people import Person
from gov_requests.records.saved_views import views_of
from gov_requests.records.standing_in import granted
from gov_requests.records.worklists import BY_KEY, COUNT_LIMIT, WORKLISTS, Page, Worklist, page
from gov_requests.today import today
from gov_requests.web.filters import weekday
from gov_requests.web.shell import counted

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


def pager(found: Page, chosen: Worklist, filters: Filters, total: int, first: int) -> dict[str, Any]:
    """Return the pager of a page whose first row is the ``first``-th; the total is known where no filter is set."""
    size = current_app.config["PAGE_ROWS"]
    kept: dict[str, Any] = dict(filters.given())

    def to(**place: Any) -> str:
        return url_for("desk.worklist", key=chosen.key, **kept, **place)

    whole = None if kept.keys() - {"sort"} else f"{COUNT_LIMIT} 件以上" if total >= COUNT_LIMIT else total
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


def views(person: Person, chosen: Worklist, query: str) -> list[dict[str, Any]]:
    """Return what the person has kept of this list as links, with the id by which one is forgotten."""
    address = url_for("desk.worklist", key=chosen.key)
    return [
        {"label": view.name, "url": f"{address}?{view.query}", "current": view.query == query, "id": view.id}
        for view in views_of(person, chosen.key)
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
