"""The shelf of arrangements, and the preview before one is proposed."""

import json
from datetime import date

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from gov_requests import workdays
from gov_requests.arrangements import actions, bp
from gov_requests.arrangements.forms import PasteForm, ProposeForm
from gov_requests.records.calendar import calendar
from gov_requests.records.moving import disputes_moved_by, moved_by
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened
from gov_requests.workdays import ArrangementError, WorkdayCalendar
from gov_requests.workdays.arrangement import Arrangement

#: How many years back the shelf is shown, and how many moved requests a preview lists.
YEARS_BACK, SHOWN = 6, 200


@bp.get("/")
def shelf() -> ResponseReturnValue:
    """放假安排: the versions of each year, newest first; the one that holds is marked."""
    data_dir, year = current_app.config["DATA_DIR"], today().year
    years = [(wanted, workdays.versions(wanted, data_dir)) for wanted in range(year + 1, year - YEARS_BACK, -1)]
    return render_template("arrangements/shelf.html", years=years, form=PasteForm())


@bp.post("/preview")
def preview() -> ResponseReturnValue:
    """Show what an arrangement would change before anybody is asked to agree."""
    form = PasteForm()
    arrangement = None
    if form.validate_on_submit():
        try:
            arrangement = form.read()
        except ArrangementError as wrong:
            form.text.errors = [str(wrong)]
    if arrangement is None:
        return render_template("arrangements/preview.html", form=form, arrangement=None), 422
    return render_template("arrangements/preview.html", form=form, **_compared(arrangement))


def _compared(arrangement: Arrangement) -> dict[str, object]:
    held = calendar().arrangements
    trial = WorkdayCalendar({**held, arrangement.year: arrangement})
    moved, disputes = moved_by(trial), disputes_moved_by(trial)
    known = held.get(arrangement.year)
    return {
        "arrangement": arrangement,
        "known": known,
        "changes": _changes(known, arrangement),
        "moved": moved[:SHOWN],
        "total": len(moved),
        "disputes": disputes[:SHOWN],
        "disputes_total": len(disputes),
        "letters": sum(len(row.letters) for row in moved),
        "propose_form": ProposeForm(
            arrangement=json.dumps(arrangement.as_dict() | {"notice": arrangement.notice}, ensure_ascii=False)
        ),
    }


def _changes(known: Arrangement | None, new: Arrangement) -> list[tuple[date, str, str]]:
    """Return each day that the new version sees otherwise: day, before, after."""
    days = sorted(set(new.off) | set(new.work) | (set(known.off) | set(known.work) if known else set()))
    told = [(day, _what(known, day), _what(new, day)) for day in days]
    return [row for row in told if row[1] != row[2]]


def _what(arrangement: Arrangement | None, day: date) -> str:
    if arrangement is None:
        return "未公布"
    return "放假" if day in arrangement.off else "调休上班" if day in arrangement.work else "照常"


@bp.post("/propose")
def propose() -> ResponseReturnValue:
    """提交复核."""
    form = ProposeForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _proposed(form))
        if done is not None:
            return done
    for sentence in (*form.refusals, *form.reason.errors):
        flash(sentence, "warn")
    return redirect(url_for("arrangements.shelf"))


def _proposed(form: ProposeForm) -> Response:
    actions.propose_import(form.arrangement.data or "", form.reason.data, opened(form))
    flash("已提交复核，由法制审核人员复核后生效。")
    return redirect(url_for("proposals.waiting"))
