"""The page of 移交全部在办."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gov_requests.handling import bp
from gov_requests.handling.actions import handlers_of
from gov_requests.handling.handover import bearers, hand_over_all
from gov_requests.records.people import Person
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Text

NOBODY = SelectChoice("", "请选择")


class HandoverForm(ActForm):
    """移交全部在办."""

    giver = SelectField("原承办人", [InputRequired("请选择原承办人。")])
    taker = SelectField("移交给", [InputRequired("请选择移交给谁。")])
    reason = Text("移交理由", required="请写明移交理由，如休假、调离。", limit=500)


@bp.route("/handover", methods=["GET", "POST"])
def hand_over() -> ResponseReturnValue:
    """移交全部在办."""
    form, found = HandoverForm(), bearers(current_user)
    form.giver.choices = [
        NOBODY,
        *(SelectChoice(str(one.person.id), f"{_named(one.person)}　在办 {one.count} 件") for one in found),
    ]
    takers = handlers_of(current_user.organ_id)
    form.taker.choices = [NOBODY, *(SelectChoice(str(one.id), _named(one)) for one in takers)]
    if not form.is_submitted():
        form.giver.data = request.args.get("giver", "")
    if found and form.validate_on_submit():
        done = attempt(form, lambda: _handed_over(form))
        if done is not None:
            return done
    return render_template("handling/handover.html", form=form, bearers=found), form.status


def _handed_over(form: HandoverForm) -> Response:
    outcome = hand_over_all(int(form.giver.data), int(form.taker.data), form.reason.data, opened(form))
    flash(f"已移交 {len(outcome.done)} 件。")
    for number, sentence in outcome.refused:
        flash(f"{number} 没有移交：{sentence}", "warn")
    return redirect(url_for("handling.hand_over"))


def _named(person: Person) -> str:
    place = f"（{person.section.name}）" if person.section else ""
    return f"{person.name}{place}{'' if person.active else '，已停用'}"
