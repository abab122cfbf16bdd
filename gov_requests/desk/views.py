"""Worklists and search."""

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Role, scopes
from gov_requests.desk import bp, listing
from gov_requests.desk.rows import rows_of, sees_all
from gov_requests.records.search import LOOKED_THROUGH, find, term
from gov_requests.records.worklists import BY_KEY, Filters, base, page
from gov_requests.today import today
from gov_requests.web.shell import current_shell

#: Where people without worklists begin.
OTHER_HOMES = ((Action.ORGANS, "admin.organs"), (Action.AUDIT, "audit.journal"))

#: How many requests a search lists.
LISTED = 50


@bp.get("/")
def home() -> ResponseReturnValue:
    """Lead each role to its first page."""
    if scopes(current_user.roles, Action.WORKLIST):
        first = "under-way" if current_user.roles == {Role.DISTRICT_SUPERVISOR} else "waiting"
        return redirect(url_for("desk.worklist", key=first))
    endpoint = next((name for action, name in OTHER_HOMES if scopes(current_user.roles, action)), None)
    return redirect(url_for(endpoint)) if endpoint else abort(403)


@bp.get("/<string:key>")
def worklist(key: str) -> ResponseReturnValue:
    """Show one list, filtered, one page of it."""
    chosen = BY_KEY.get(key)
    if chosen is None:
        abort(404)
    filters = Filters(
        **{name: request.args.get(name, "").strip() or None for name in ("organ", "stage", "light", "channel", "word")}
    )
    after, before = request.args.get("after", ""), request.args.get("before", "")
    found = page(
        current_user,
        chosen,
        today(),
        filters,
        size=current_app.config["PAGE_ROWS"],
        after=after,
        before=before,
    )
    how_many = current_shell().counts
    first = listing.first_row(request.args.get("at", ""), moved=bool(after or before))
    narrowed = listing.narrowed(filters)
    return render_template(
        "desk/worklist.html",
        worklist=chosen,
        count=listing.counted(how_many[chosen.key]),
        tabs_shown=listing.tabs(chosen, how_many),
        filters_shown=listing.filter_fields(current_user, chosen, filters),
        density=listing.density(chosen),
        loose=listing.is_loose(),
        narrowed=narrowed,
        rows=rows_of(found.rows, current_user, today()),
        pager=listing.pager(found, chosen, filters, how_many[chosen.key], first),
        nothing="没有符合筛选条件的申请" if narrowed else f"没有{chosen.title}的申请",
        nearest=None if found.rows else listing.nearest_fact(current_user),
        who_label=_who_label(),
        register_url=listing.register_url(current_user),
    )


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Find a request by a part of its number, 文号, applicant, content or of a file's name."""
    word = term(request.args.get("q", ""))
    found = find(current_user, word, base(), LISTED)
    return render_template(
        "desk/search.html",
        word=word,
        rows=rows_of(found.rows, current_user, today()),
        found=found,
        looked_through=LOOKED_THROUGH,
        who_label=_who_label(),
    )


def _who_label() -> str:
    return "承办单位" if sees_all(current_user) else "承办人"
