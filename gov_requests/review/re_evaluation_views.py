"""Pages of the 定期评估: the list, and one item."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.access import Action
from gov_requests.records.casefile import look_up
from gov_requests.records.re_evaluations import FILTERS, listed
from gov_requests.review import bp
from gov_requests.review.re_evaluating import Evaluated, look_up_row
from gov_requests.review.re_evaluating import re_evaluate as evaluated
from gov_requests.terms import RE_EVALUATIONS, SECRECY_CONCLUSIONS
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened, request_ref
from gov_requests.web.case_head import case_head
from gov_requests.web.forms import ActForm, Day, Text, pairs


class ReEvaluateForm(ActForm):
    """评估审查."""

    result = RadioField(
        "评估结果",
        [InputRequired("请选择评估结果。")],
        choices=pairs((code, RE_EVALUATIONS[code]) for code in ("keep", "release")),
    )
    opinion = Text("理由", required="请写明理由：原来的依据是否还在，情况有没有变化。", limit=500)
    next_on = Day("下次评估日期", future=True)


@bp.get("/re-evaluations")
def re_evaluations() -> ResponseReturnValue:
    """What the organ withholds, by the day on which it is looked at again."""
    which = request.args.get("which", "open")
    which = which if which in FILTERS else "open"
    rows, more = listed(current_user, which, today(), _place(request.args.get("after", "")))
    onward = f"{rows[-1].row.due_on.isoformat()}_{rows[-1].row.id}" if more else None
    return render_template(
        "review/re_evaluations.html",
        rows=rows,
        which=which,
        filters=FILTERS,
        results=RE_EVALUATIONS,
        conclusions=SECRECY_CONCLUSIONS,
        onward=onward,
        day=today(),
    )


def _place(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


@bp.route("/<case:ref>/re-evaluations/<int:re_evaluation_id>", methods=["GET", "POST"])
def re_evaluate(ref: str, re_evaluation_id: int) -> ResponseReturnValue:
    """评估审查 of one item."""
    file, form = look_up(ref, current_user, Action.RE_EVALUATE), ReEvaluateForm()
    row = look_up_row(file, re_evaluation_id)
    if form.validate_on_submit():
        done = attempt(form, lambda: _evaluated(ref, re_evaluation_id, form))
        if done is not None:
            return done
    if not form.version.data:
        form.version.data = str(file.version)
    ref = request_ref(file)
    shown = {"row": row, "results": RE_EVALUATIONS, "conclusions": SECRECY_CONCLUSIONS}
    head = case_head(file, ref)
    return render_template("review/re_evaluate.html", form=form, file=file, ref=ref, head=head, **shown), form.status


def _evaluated(ref: str, row_id: int, form: ReEvaluateForm) -> Response:
    evaluated(ref, row_id, Evaluated(form.result.data, form.opinion.data, form.next_on.data), opened(form))
    flash("评估结果已记录。" + ("可以公开的，请及时公开，并告知原申请人。" if form.result.data == "release" else ""))
    return redirect(url_for("review.re_evaluations"))
