"""The pages of the first start: token, organs, people, administrators. Absent (404) whenever no first start is open."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse
from wtforms import PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Regexp

from gov_requests.access import ROLE_TITLES
from gov_requests.admin import bp, slips
from gov_requests.admin.actions import ORGAN_KINDS, add_organ
from gov_requests.admin.forms import USERNAME, USERNAME_RULE, OrganForm
from gov_requests.admin.import_views import WorkbookForm, taken_in
from gov_requests.admin.people_import import MOST, template
from gov_requests.admin.setup import SEATS, Opening, Seat, name_administrators, opening, token_hash
from gov_requests.admin.views import parents
from gov_requests.records.base import db
from gov_requests.records.password_policy import password_policy
from gov_requests.records.people import Organ, Person
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm, Filled, Line
from gov_requests.web.sessions import renew_session

_HELD = "setup"


class TokenForm(ActForm):
    """启用口令, as the server printed it."""

    token = PasswordField("启用口令", [Filled("请填写服务器上显示的启用口令。")])


class AdministratorsForm(ActForm):
    """三员; the fields of each seat stand under its role."""

    @staticmethod
    def named(role: str, field: str) -> str:
        """Return the name of a seat's field."""
        return f"{role}-{field}"

    def of(self, role: str) -> dict[str, Any]:
        """Return the fields of a seat by their plain names."""
        return {field: self[self.named(role, field)] for field in ("organ", "username", "name", "password")}


for _role in SEATS:
    _title = ROLE_TITLES[_role]
    setattr(AdministratorsForm, f"{_role}-organ", SelectField("单位"))
    setattr(
        AdministratorsForm,
        f"{_role}-username",
        Line(
            "用户名",
            required=f"请填写{_title}的用户名。",
            limit=60,
            validators=[Regexp(USERNAME, message=USERNAME_RULE)],
        ),
    )
    setattr(AdministratorsForm, f"{_role}-name", Line("姓名", required=f"请填写{_title}的姓名。", limit=60))
    setattr(AdministratorsForm, f"{_role}-password", PasswordField("密码", [Filled(f"请{_title}本人填写密码。")]))


def _during_first_start(view: Callable[[Opening], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Show a page only while a first start is open, and only to the browser that has given its token."""

    @wraps(view)
    def guarded() -> ResponseReturnValue:
        open_now = opening()
        if open_now is None:
            abort(404)
        if session.get(_HELD) != open_now.token_hash:
            return redirect(url_for("admin.first_start"))
        return view(open_now)

    return guarded


@bp.route("/setup", methods=["GET", "POST"])
def first_start() -> ResponseReturnValue:
    """首次启用: the token."""
    open_now = opening()
    if open_now is None:
        abort(404)
    if session.get(_HELD) == open_now.token_hash:
        return redirect(url_for("admin.first_organs"))
    form = TokenForm()
    if form.validate_on_submit():
        if token_hash(form.token.data.strip()) == open_now.token_hash:
            session.clear()
            renew_session()
            session[_HELD] = open_now.token_hash
            return redirect(url_for("admin.first_organs"))
        form.token.errors = ["启用口令不对。请在服务器上查看，或重新运行 flask setup。"]
    return render_template("admin/setup_token.html", form=form), form.status


@bp.route("/setup/organs", methods=["GET", "POST"])
@_during_first_start
def first_organs(open_now: Opening) -> ResponseReturnValue:
    """第一步: the organs."""
    form = OrganForm()
    form.parent.choices = parents()
    if form.validate_on_submit():
        done = attempt(form, lambda: _added(form, open_now))
        if done is not None:
            return done
    return render_template("admin/setup_organs.html", form=form, organs=_organs(), kinds=ORGAN_KINDS), form.status


@bp.route("/setup/people", methods=["GET", "POST"])
@_during_first_start
def first_people(open_now: Opening) -> ResponseReturnValue:
    """第二步: people from a workbook; may be left for later."""
    form = WorkbookForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: taken_in(form, open_now.by, "admin/setup_imported.html"))
        if done is not None:
            return done
    count = db.session.scalar(sa.select(sa.func.count(Person.id)))
    return render_template("admin/setup_people.html", form=form, most=MOST, count=count), form.status


@bp.get("/setup/people/template.xlsx")
@_during_first_start
def first_people_template(_open_now: Opening) -> ResponseReturnValue:
    """The workbook to fill in."""
    return slips.workbook(template(), "people.xlsx")


@bp.post("/setup/people/initial-passwords.xlsx")
@_during_first_start
def first_initial_passwords(_open_now: Opening) -> ResponseReturnValue:
    """The initial passwords as a workbook, once."""
    return slips.download()


@bp.route("/setup/administrators", methods=["GET", "POST"])
@_during_first_start
def first_administrators(open_now: Opening) -> ResponseReturnValue:
    """第三步: the three administrators; the first start closes."""
    form = AdministratorsForm()
    organs = _organs()
    for role in SEATS:
        form[f"{role}-organ"].choices = [SelectChoice(organ.code, organ.name) for organ in organs]
    if organs and form.validate_on_submit():
        done = attempt(form, lambda: _named(form, open_now))
        if done is not None:
            return done
    seats = [(ROLE_TITLES[role], DUTIES[role], form.of(str(role))) for role in SEATS]
    return render_template(
        "admin/setup_administrators.html", form=form, seats=seats, organs=organs, policy=password_policy()
    ), form.status


#: What each of the three does, in a line.
DUTIES = dict(
    zip(
        SEATS,
        ("管单位、人员、参数、备份", "管角色、口令策略、会话", "看审计日志、核验、导出"),
        strict=True,
    )
)


def _added(form: OrganForm, open_now: Opening) -> BaseResponse:
    added = add_organ(form.entry(form.code.data), by=open_now.by, key=form.act_key.data)
    flash(f"已添加{added.name}。")
    return redirect(url_for("admin.first_organs"))


def _named(form: AdministratorsForm, open_now: Opening) -> BaseResponse:
    seats = {
        role: Seat(
            **{name: field.data.strip() if name != "password" else field.data for name, field in form.of(role).items()}
        )
        for role in SEATS
    }
    name_administrators(seats, by=open_now.by, key=form.act_key.data)
    session.clear()
    renew_session()
    flash("三员已设，首次启用完成。请系统管理员登录，看“启用检查”还缺什么。")
    return redirect(url_for("accounts.login"))


def _organs() -> list[Organ]:
    return list(db.session.scalars(sa.select(Organ).order_by(Organ.id)))
