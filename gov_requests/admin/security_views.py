"""The security administrator's settings, and everybody's sessions."""

import sqlalchemy as sa
from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.admin import bp, grants
from gov_requests.admin.forms import SecurityForm
from gov_requests.admin.people import person_of
from gov_requests.admin.security import change_security
from gov_requests.records.base import db, new_key
from gov_requests.records.password_policy import password_policy
from gov_requests.records.people import Person
from gov_requests.records.reveals import excess
from gov_requests.records.second_factor import code_asked_of
from gov_requests.records.sessions import live_sessions
from gov_requests.refusals import NotFound
from gov_requests.today import now, today
from gov_requests.web.acting import attempt
from gov_requests.web.forms import ActForm
from gov_requests.web.sessions import this_session


@bp.route("/security", methods=["GET", "POST"])
def security() -> ResponseReturnValue:
    """安全设置."""
    form = SecurityForm(data={"policy": password_policy().name, "codes": code_asked_of()})
    if form.validate_on_submit():
        done = attempt(form, lambda: _changed(form))
        if done is not None:
            return done
    return render_template("admin/security.html", form=form), form.status


def _changed(form: SecurityForm) -> Response:
    change_security(form.policy.data, form.codes.data, by=current_user, key=form.act_key.data)
    flash("安全设置已保存，下次登录和改密时生效。")
    return redirect(url_for("admin.security"))


@bp.get("/sessions")
def sessions() -> ResponseReturnValue:
    """会话, of everybody; and who looks at full personal data more often than usual."""
    rows = db.session.scalars(live_sessions(now(), current_app.config["SESSION_IDLE"])).all()
    query = sa.select(Person).where(Person.id.in_({row.person_id for row in rows}))
    return render_template(
        "admin/sessions.html",
        sessions=rows,
        people={person.id: person for person in db.session.scalars(query).unique()},
        this=this_session(),
        excess=excess(today()),
        act_key=new_key(),
    )


@bp.post("/sessions/<string:name>/end")
def end_session(name: str) -> ResponseReturnValue:
    """结束一个会话."""
    form = ActForm()
    if not form.validate_on_submit():
        return redirect(url_for("admin.sessions"))

    def end() -> Response:
        grants.end_session_of(name, by=current_user, key=form.act_key.data)
        flash("已结束这个会话。")
        return redirect(url_for("admin.sessions"))

    return attempt(form, end) or redirect(url_for("admin.sessions"))


@bp.post("/people/<string:username>/end-sessions")
def end_sessions_of(username: str) -> ResponseReturnValue:
    """结束一个人的全部会话."""
    form, person = ActForm(), person_of(username)
    if not form.validate_on_submit():
        raise NotFound("没有这个人。")

    def end() -> Response:
        ended = grants.end_sessions_of(username, by=current_user, key=form.act_key.data)
        flash(f"已结束{person.name}的 {ended} 个会话。")
        return redirect(url_for("admin.person", username=username))

    return attempt(form, end) or redirect(url_for("admin.person", username=username))
