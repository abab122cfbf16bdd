"""Absences (代理)."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gov_requests.accounts import absence, bp
from gov_requests.records.base import new_key
from gov_requests.records.people import Person
from gov_requests.today import today
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm, Day


class AbsenceForm(ActForm):
    """设代理."""

    person = SelectField("谁不在", [InputRequired("请选择谁不在。")])
    deputy = SelectField("代理人", [InputRequired("请选择代理人。")])
    starts_on = Day("开始日期", required="请填写开始日期。", future=True)
    ends_on = Day("结束日期", required="请填写结束日期。", future=True)


@bp.route("/account/absences", methods=["GET", "POST"])
def absences() -> ResponseReturnValue:
    """代理: those that last or are to come, and a new one."""
    form = AbsenceForm()
    form.person.choices = [_choice(one) for one in absence.absentees(current_user)]
    # Nobody names himself the deputy of another, and oneself is nobody's deputy for oneself.
    others = [one for one in absence.deputies_of(current_user.organ_id) if one.id != current_user.id]
    form.deputy.choices = [SelectChoice("", "请选择"), *map(_choice, others)]
    if not form.is_submitted():
        form.person.data, form.starts_on.data = str(current_user.id), today()
    if form.validate_on_submit():
        done = attempt(form, lambda: _entered(form))
        if done is not None:
            return done
    return render_template(
        "accounts/absences.html", form=form, rows=absence.absences(current_user), day=today(), act_key=new_key()
    ), form.status


@bp.post("/account/absences/<int:row_id>/end")
def end_absence(row_id: int) -> ResponseReturnValue:
    """结束代理."""
    form = ActForm()
    if not form.validate_on_submit():
        return redirect(url_for("accounts.absences"))

    def ended() -> Response:
        absence.end(row_id, by=current_user, key=form.act_key.data)
        flash("代理已结束。")
        return redirect(url_for("accounts.absences"))

    return attempt(form, ended) or redirect(url_for("accounts.absences"))


def _entered(form: AbsenceForm) -> Response:
    new = absence.Absence(
        person_id=int(form.person.data),
        deputy_id=int(form.deputy.data),
        starts_on=form.starts_on.day,
        ends_on=form.ends_on.day,
    )
    row = absence.enter(new, by=current_user, key=form.act_key.data)
    flash(f"已设{row.deputy.name}代理{row.person.name}，{new.starts_on.isoformat()} 至 {new.ends_on.isoformat()}。")
    return redirect(url_for("accounts.absences"))


def _choice(person: Person) -> SelectChoice:
    place = f"（{person.section.name}）" if person.section else ""
    return SelectChoice(str(person.id), f"{person.name}{place}")
