"""Worklists and search."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Role, scopes
from gov_requests.desk import actions, bp, columns, filtering, listing
from gov_requests.desk.rows import rows_of
from gov_requests.records import saved_views
from gov_requests.records.casefile import Opened
from gov_requests.records.scope import sees_all
from gov_requests.records.search import LOOKED_THROUGH, find, term
from gov_requests.records.worklists import BY_KEY, Worklist, base, order_of, page
from gov_requests.refusals import BadInput
from gov_requests.today import today
from gov_requests.web.forms import ActForm
from gov_requests.web.shell import counted, current_shell

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
    return _list(_chosen(key))


def _chosen(key: str) -> Worklist:
    return BY_KEY.get(key) or abort(404)


def _list(chosen: Worklist, status: int = 200, sentences: Sequence[str] = ()) -> ResponseReturnValue:
    filters = filtering.asked()
    after, before = request.args.get("after", ""), request.args.get("before", "")
    size = current_app.config["PAGE_ROWS"]
    found = page(current_user, chosen, today(), filters, size=size, after=after, before=before)
    how_many = current_shell().counts
    first = listing.first_row(request.args.get("at", ""), moved=bool(after or before))
    narrowed = bool(filters.given().keys() - {"sort"})
    query = urlencode(filters.given())
    answer = render_template(
        "desk/worklist.html",
        worklist=chosen,
        count=counted(how_many[chosen.key]),
        tabs_shown=listing.tabs(chosen, how_many),
        fields=filtering.fields(current_user, chosen, filters),
        filters=filters,
        more_open=bool(filters.given().keys() - filtering.FIRST.keys() - {"word"}),
        orders=filtering.orders(chosen, filters),
        order=order_of(chosen, filters),
        columns=columns.COLUMNS,
        shown=columns.shown(chosen),
        views_shown=listing.views(current_user, chosen, query),
        query=query,
        density=listing.density(chosen),
        loose=listing.is_loose(),
        narrowed=narrowed,
        rows=rows_of(found.rows, current_user, today()),
        pager=listing.pager(found, chosen, filters, how_many[chosen.key], first),
        nothing="没有符合筛选条件的申请" if narrowed else f"没有{chosen.title}的申请",
        nearest=None if found.rows else listing.nearest_fact(current_user),
        who_label=_who_label(),
        register_url=listing.register_url(current_user),
        form=ActForm(),
        sentences=sentences,
    )
    return answer, status


@bp.get("/<string:key>/print")
def print_list(key: str) -> ResponseReturnValue:
    """Show a filtered list whole, for paper."""
    chosen, filters = _chosen(key), filtering.asked()
    rows, more = actions.whole(current_user, chosen, filters, actions.MOST_PRINTED)
    return render_template(
        "desk/print.html",
        worklist=chosen,
        told=filtering.told(current_user, chosen, filters),
        order=order_of(chosen, filters),
        shown=columns.shown(chosen),
        rows=rows,
        more=more,
        query=urlencode(filters.given()),
        who_label=_who_label(),
    )


@bp.post("/<string:key>/export")
def export_list(key: str) -> ResponseReturnValue:
    """Give a filtered list as a workbook; itself a row of the journal."""
    chosen, form = _chosen(key), ActForm()
    if not form.validate_on_submit():
        return _list(chosen, 422)
    opened = Opened(current_user)
    try:
        content, media_type = actions.export(chosen, filtering.asked(), columns.shown(chosen), _who_label(), opened)
    except BadInput as bad:
        return _list(chosen, bad.status, bad.sentences)
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename=requests-{chosen.key}-{today():%Y%m%d}.xlsx"
    return answer


@bp.post("/<string:key>/views")
def keep_view(key: str) -> ResponseReturnValue:
    """Keep the present filters under a name."""
    chosen, form, filters = _chosen(key), ActForm(), filtering.asked()
    if not form.validate_on_submit():
        return _list(chosen, 422)
    try:
        saved_views.keep_view(current_user, chosen.key, request.form.get("name", ""), urlencode(filters.given()))
    except BadInput as bad:
        return _list(chosen, bad.status, bad.sentences)
    flash("已存为常用筛选。")
    return redirect(f"{url_for('desk.worklist', key=chosen.key)}?{urlencode(filters.given())}")


@bp.post("/views/<int:view_id>/drop")
def drop_view(view_id: int) -> ResponseReturnValue:
    """Forget one of one's own views."""
    form = ActForm()
    key = saved_views.drop_view(current_user, view_id) if form.validate_on_submit() else None
    if key is None:
        abort(404)
    flash("已删除这个常用筛选。")
    return redirect(url_for("desk.worklist", key=key))


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
