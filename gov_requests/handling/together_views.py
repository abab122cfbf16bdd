"""The page of 批量分办."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gov_requests.handling import bp
from gov_requests.handling.actions import handlers_of
from gov_requests.handling.together import assign_all, unassigned
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Line, pairs


class AssignTogetherForm(ActForm):
    """批量分办."""

    chosen = SelectMultipleField("要分办的申请", choices=[], validate_choice=False)
    all = BooleanField("本页全部")
    handler = SelectField("承办人", [InputRequired("请选择承办人。")])
    note = Line("交办意见", limit=200)


@bp.route("/assign", methods=["GET", "POST"])
def assign_together() -> ResponseReturnValue:
    """批量分办."""
    form, rows = AssignTogetherForm(), unassigned(current_user)
    form.chosen.choices = pairs((row.number, row.number) for row in rows)
    form.handler.choices = [
        SelectChoice("", "请选择"),
        *(
            SelectChoice(str(one.id), one.name, optgroup=one.section.name if one.section else None)
            for one in handlers_of(current_user.organ_id)
        ),
    ]
    if form.validate_on_submit() and not form.only_checks:
        numbers = [row.number for row in rows] if form.all.data else form.chosen.data or []
        done = attempt(form, lambda: _assigned(form, numbers))
        if done is not None:
            return done
    return render_template("handling/together.html", form=form, rows=rows), form.status


def _assigned(form: AssignTogetherForm, numbers: list[str]) -> Response:
    outcome = assign_all(numbers, int(form.handler.data), form.note.data, opened(form))
    flash(f"已分办 {len(outcome.done)} 件。")
    for number, sentence in outcome.refused:
        flash(f"{number} 没有分办：{sentence}", "warn")
    return redirect(url_for("handling.assign_together"))
