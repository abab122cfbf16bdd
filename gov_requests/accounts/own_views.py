"""One's own account (我的账号): sessions, password, one-time codes."""

from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.accounts import bp, own
from gov_requests.accounts.browsers import browser_of
from gov_requests.accounts.forms import EnrolmentForm, GiveUpCodesForm, PasswordForm, SessionForm
from gov_requests.accounts.one_time_codes import enrolment_uri, new_secret
from gov_requests.records.base import db, new_key
from gov_requests.records.keys import keyring
from gov_requests.records.password_policy import never_chosen, password_policy
from gov_requests.records.second_factor import must_have_codes
from gov_requests.records.sessions import live_sessions
from gov_requests.refusals import NotFound
from gov_requests.today import now
from gov_requests.web.acting import attempt
from gov_requests.web.entrance import CODES, PASSWORD, first_owed, settled
from gov_requests.web.qr import picture
from gov_requests.web.sessions import this_session
from gov_requests.web.shell import PRODUCT

#: A secret that no app has proved yet; sealed, for a session's data lie in the database.
_CANDIDATE = "code_candidate"


@bp.get("/account/")
def overview() -> ResponseReturnValue:
    """我的账号."""
    at = now()
    rows = db.session.scalars(live_sessions(at, current_app.config["SESSION_IDLE"], current_user.id)).all()
    return render_template(
        "accounts/overview.html",
        sessions=rows,
        this=this_session(),
        browser_of=browser_of,
        policy=password_policy(),
        act_key=new_key(),
    )


@bp.post("/account/sessions/end")
def end_session() -> ResponseReturnValue:
    """结束一个会话."""
    form = SessionForm()
    if not form.validate_on_submit() or not form.name.data:
        raise NotFound("没有这个会话，可能已经结束。")
    done = attempt(form, lambda: _ended(only=form.name.data, but=None, key=form.act_key.data))
    return done or redirect(url_for("accounts.overview"))


@bp.post("/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """结束其他全部会话."""
    form = SessionForm()
    if not form.validate_on_submit():
        return redirect(url_for("accounts.overview"))
    done = attempt(form, lambda: _ended(only=None, but=this_session(), key=form.act_key.data))
    return done or redirect(url_for("accounts.overview"))


def _ended(*, only: str | None, but: str | None, key: str | None) -> Response:
    ended = own.end_own_sessions(current_user, but=but, only=only, key=key)
    flash(f"已结束 {ended} 个会话。")
    return redirect(url_for("accounts.overview"))


@bp.route("/account/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """更改密码."""
    form = PasswordForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _changed(form))
        if done is not None:
            return done
    owed = first_owed(current_user) == PASSWORD
    return render_template(
        "accounts/password.html", form=form, policy=password_policy(), owed=owed, first=never_chosen(current_user)
    ), form.status


def _changed(form: PasswordForm) -> Response:
    own.change_password(
        current_user, form.current.data, form.new.data, session=this_session(), key=form.act_key.data or None
    )
    settled(PASSWORD)
    flash("密码已更改，您的其他会话已结束。")
    return redirect(_next_step())


@bp.route("/account/codes", methods=["GET", "POST"])
def codes() -> ResponseReturnValue:
    """启用动态验证码; once it is on, how it stands."""
    if current_user.totp_secret is not None:
        settled(CODES)
        asked = must_have_codes(current_user)
        return render_template("accounts/codes_on.html", form=GiveUpCodesForm(), asked=asked)
    secret = _candidate()
    form = EnrolmentForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _enrolled(secret, form))
        if done is not None:
            return done
    side, path = picture(enrolment_uri(secret, current_user.username, PRODUCT))
    return render_template(
        "accounts/codes.html",
        form=form,
        side=side,
        path=path,
        secret=" ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        owed=first_owed(current_user) == CODES,
    ), form.status


def _candidate() -> str:
    sealed = session.get(_CANDIDATE)
    if sealed is None:
        sealed = session[_CANDIDATE] = keyring().seal(new_secret())
    return keyring().unseal(sealed)


def _enrolled(secret: str, form: EnrolmentForm) -> Response:
    own.set_up_codes(current_user, secret, form.code.data, session=this_session(), key=form.act_key.data or None)
    session.pop(_CANDIDATE, None)
    settled(CODES)
    flash("动态验证码已启用，下次登录时使用。")
    return redirect(_next_step())


@bp.post("/account/codes/give-up")
def give_up_codes() -> ResponseReturnValue:
    """停用动态验证码."""
    form = GiveUpCodesForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _given_up(form))
        if done is not None:
            return done
    return render_template("accounts/codes_on.html", form=form, asked=must_have_codes(current_user)), form.status


def _given_up(form: GiveUpCodesForm) -> Response:
    own.give_up_codes(current_user, form.current.data, key=form.act_key.data or None)
    flash("动态验证码已停用。")
    return redirect(url_for("accounts.overview"))


def _next_step() -> str:
    owed = first_owed(current_user)
    if owed is not None:
        return url_for(owed)
    return url_for("desk.home" if current_user.roles else "accounts.overview")
