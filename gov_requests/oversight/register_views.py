"""Pages of what supervision enters by hand: training sessions and spot checks; and the points of a year's assessment."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.access import Action
from gov_requests.oversight import bp
from gov_requests.oversight import register_actions as actions
from gov_requests.oversight.bulletin_actions import organs
from gov_requests.oversight.deductions import RULES, points_of
from gov_requests.oversight.dispute_list import disputes_page
from gov_requests.oversight.lineage import listed
from gov_requests.records.cases import CaseState
from gov_requests.records.oversight_registers import SpotCheck, Training
from gov_requests.records.standing_in import granted
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

YES, NO = "yes", "no"


class TrainingForm(ActForm):
    """登记培训."""

    organ = SelectField("单位")
    held_on = Day("培训日期", required="请填写培训日期。")
    title = Line("培训内容", required="请填写培训内容。", limit=100)
    expected = Count("应到人数", required="请填写应到人数。", most=9999)
    attended = Count("实到人数", required="请填写实到人数。", least=0, most=9999)
    source = Line("来源", required="请填写来源，如签到表。", limit=200)


class CheckForm(ActForm):
    """登记抽查."""

    organ = SelectField("单位")
    number = Line("登记编号", required="请填写登记编号。", limit=40)
    checked_on = Day("抽查日期", required="请填写抽查日期。")
    sound = RadioField("文书", [InputRequired("请选择。")], choices=pairs([(YES, "规范"), (NO, "不规范")]))
    fault = Text("问题", limit=500)
    source = Line("来源", required="请填写来源，如第三季度抽查。", limit=200)


class VoidEntryForm(ActForm):
    """作废."""

    reason = Line("作废理由", required="请写明理由。", limit=200)


PointsForm = type(
    "PointsForm",
    (ActForm,),
    {rule.key: Count(rule.title, required="请填写分值，不扣的填 0。", least=0, most=100) for rule in RULES},
)


def registers(trainings_among: list[int] | None = None) -> str:
    """Render both registers; ``trainings_among``: what a number counted, and nothing else."""
    return render_template(
        "oversight/registers.html",
        enters=bool(granted(current_user, Action.ISSUE_BULLETIN)) and trainings_among is None,
        trainings=actions.rows_of(Training, current_user, trainings_among),
        checks=actions.rows_of(SpotCheck, current_user) if trainings_among is None else [],
        only_trainings=trainings_among is not None,
    )


@bp.get("/oversight/registers")
def register_page() -> ResponseReturnValue:
    """培训和抽查."""
    return registers()


@bp.route("/oversight/registers/training", methods=["GET", "POST"])
def add_training() -> ResponseReturnValue:
    """登记培训."""
    return _entered(TrainingForm(), "登记培训", "如签到表、会议通知文号", _trained)


def _entered(form: Any, title: str, hint: str, act: Callable[[Any], Response]) -> ResponseReturnValue:
    form.organ.choices = pairs((one.code, one.name) for one in organs())
    if form.validate_on_submit():
        done = attempt(form, lambda: act(form))
        if done is not None:
            return done
    return render_template("oversight/register_entry.html", form=form, title=title, hint=hint), form.status


def _trained(form: TrainingForm) -> Response:
    typed = actions.Session(
        form.organ.data,
        form.held_on.day,
        form.title.data,
        form.expected.data,
        form.attended.data,
        form.source.data,
    )
    actions.add_training(typed, opened(form))
    flash("已登记培训。")
    return redirect(url_for("oversight.register_page"))


@bp.route("/oversight/registers/check", methods=["GET", "POST"])
def add_check() -> ResponseReturnValue:
    """登记抽查."""
    return _entered(CheckForm(), "登记抽查", "如第三季度抽查", _checked)


def _checked(form: CheckForm) -> Response:
    typed = actions.Check(
        form.organ.data,
        form.number.data,
        form.checked_on.day,
        form.sound.data == YES,
        form.fault.data or "",
        form.source.data,
    )
    actions.add_check(typed, opened(form))
    flash("已登记抽查。")
    return redirect(url_for("oversight.register_page"))


@bp.route("/oversight/registers/<string:kind>/<int:row_id>/void", methods=["GET", "POST"])
def void_entry(kind: str, row_id: int) -> ResponseReturnValue:
    """作废一条登记."""
    row, form = actions.entry(kind, row_id), VoidEntryForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _voided(kind, row_id, form))
        if done is not None:
            return done
    return render_template("oversight/void_entry.html", form=form, row=row, kind=kind), form.status


def _voided(kind: str, row_id: int, form: VoidEntryForm) -> Response:
    actions.void(kind, row_id, form.reason.data, opened(form))
    flash("已作废，不再计入指标。")
    return redirect(url_for("oversight.register_page"))


@bp.route("/oversight/points/<int:year>", methods=["GET", "POST"])
def points(year: int) -> ResponseReturnValue:
    """扣分标准 of a year: a rule a row, with what it takes off so far."""
    span = _year(year)
    form = PointsForm(data=points_of(year))
    if form.validate_on_submit():
        done = attempt(form, lambda: _pointed(year, form))
        if done is not None:
            return done
    rows = [(rule, len(rule.rows(span, None))) for rule in RULES]
    return render_template("oversight/points.html", form=form, year=year, rows=rows), form.status


def _year(year: int) -> tuple[date, date]:
    if not 2008 <= year <= today().year + 1:
        abort(404)
    return date(year, 1, 1), date(year, 12, 31)


def _pointed(year: int, form: ActForm) -> Response:
    actions.set_points(year, {rule.key: form[rule.key].data for rule in RULES}, opened(form))
    flash(f"已保存 {year} 年的扣分标准，已印发的通报不受影响。")
    return redirect(url_for("oversight.points", year=year))


@bp.get("/oversight/points/<int:year>/<string:key>")
def points_rows(year: int, key: str) -> ResponseReturnValue:
    """The requests or disputes that a rule takes points off for, as the data stand now."""
    rule = next((one for one in RULES if one.key == key), None)
    if rule is None:
        abort(404)
    ids = rule.rows(_year(year), None)
    crumbs = [("扣分标准", url_for("oversight.points", year=year))]
    if rule.about == "disputes":
        return disputes_page(ids, rule.title, crumbs)
    return render_template(
        "oversight/cases.html",
        title=rule.title,
        crumbs=crumbs,
        meta=[f"{year} 年", f"截至 {today().isoformat()}"],
        found=listed(current_user, CaseState.case_id.in_(ids), after=request.args.get("after", 0, type=int)),
        address="oversight.points_rows",
        kept={"year": year, "key": key},
    )
