"""Worklists and search."""

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Role, scopes
from gov_requests.desk import bp
from gov_requests.desk.rows import choices, rows_of
from gov_requests.records.worklists import BY_KEY, WORKLISTS, Filters, find, page
from gov_requests.today import today

#: Where people without worklists begin.
OTHER_HOMES = ((Action.ORGANS, "admin.organs"), (Action.AUDIT, "audit.journal"))


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
    found = page(
        current_user,
        chosen,
        today(),
        filters,
        size=current_app.config["PAGE_ROWS"],
        after=request.args.get("after", ""),
        before=request.args.get("before", ""),
    )
    return render_template(
        "desk/worklist.html",
        worklist=chosen,
        worklists=WORKLISTS,
        filters=filters,
        choices=choices(current_user),
        page=found,
        rows=rows_of(found.rows, current_user, today()),
    )


@bp.get("/search")
def search() -> ResponseReturnValue:
    """Find a request by number, applicant, title or 文号."""
    word = request.args.get("q", "").strip()[:100]
    rows = rows_of(find(current_user, word), current_user, today()) if word else []
    return render_template("desk/search.html", word=word, rows=rows)
