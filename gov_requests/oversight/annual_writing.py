"""Typing in what the report cannot count, and freezing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.oversight import bp
from gov_requests.oversight.annual_actions import changes, compiled_by, freeze, save_entry
from gov_requests.oversight.annual_forms import EntryForm, FreezeForm
from gov_requests.oversight.annual_text import content_of
from gov_requests.records.annual_reports import editions, figures
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened


@bp.route("/oversight/reports/<string:code>/<int:year>/entry", methods=["GET", "POST"])
def annual_entry(code: str, year: int) -> ResponseReturnValue:
    """填写: table two and the texts; last year's numbers stand beside."""
    organ = compiled_by(code, current_user)
    found = figures(organ, year)
    form = EntryForm(two=found.table_two, **found.texts)
    if form.validate_on_submit():
        done = attempt(form, lambda: _saved(code, year, form))
        if done is not None:
            return done
    before = figures(organ, year - 1).table_two
    return render_template(
        "oversight/annual_entry.html", form=form, code=code, year=year, name=found.organ, before=before
    ), form.status


def _saved(code: str, year: int, form: EntryForm) -> Response:
    save_entry(code, year, form.table_two, form.texts, opened(form))
    flash("已保存年度报告的填写内容。")
    return redirect(url_for("oversight.annual", code=code, year=year, part="table2", edition=0))


@bp.route("/oversight/reports/<string:code>/<int:year>/freeze", methods=["GET", "POST"])
def annual_freeze(code: str, year: int) -> ResponseReturnValue:
    """定稿: what will be frozen, what must add up, and what differs from the edition before."""
    organ = compiled_by(code, current_user)
    form, found = FreezeForm(), figures(organ, year)
    earlier = editions(found.whose, year)
    if form.validate_on_submit():
        done = attempt(form, lambda: _frozen(code, year, form))
        if done is not None:
            return done
    return render_template(
        "oversight/annual_freeze.html",
        form=form,
        code=code,
        year=year,
        found=found,
        earlier=earlier,
        changes=list(changes(earlier[0].content, content_of(found))) if earlier else [],
        over=today().year > year,
    ), form.status


def _frozen(code: str, year: int, form: FreezeForm) -> Response:
    report = freeze(code, year, form.reason.data or "", opened(form))
    flash(f"年度报告已定稿，第 {report.edition} 版。")
    return redirect(url_for("oversight.annual", code=code, year=year, part="table3"))
