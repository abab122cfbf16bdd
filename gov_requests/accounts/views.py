"""Signing in, in one step or two, and out."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from gov_requests.accounts import actions, bp
from gov_requests.accounts.forms import CodeForm, LoginForm
from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.refusals import BadInput
from gov_requests.today import now
from gov_requests.web.entrance import note_what_is_owed
from gov_requests.web.sessions import renew_session

#: Between the password and the code no more time may pass than this.
BETWEEN_STEPS = timedelta(minutes=5)
_WAITING = "waiting_for_code"


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Sign in."""
    if current_user.is_authenticated:
        return redirect(_home(current_user))
    form = LoginForm()
    sentences: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            known = actions.sign_in(form.username.data.strip(), form.password.data, request.remote_addr or "")
        except BadInput as bad:
            sentences = bad.sentences
        else:
            return _ask_for_code(known.person) if known.owes_code else _let_in(known.person, request.args.get("next"))
    return render_template(
        "accounts/login.html", form=form, sentences=sentences
    ), 422 if sentences or form.errors else 200


@bp.route("/login/code", methods=["GET", "POST"])
def second_step() -> ResponseReturnValue:
    """The one-time code, after the password."""
    person = _waiting_person()
    if person is None:
        return redirect(url_for("accounts.login"))
    form = CodeForm()
    sentences: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            actions.enter_code(person, form.code.data, request.remote_addr or "")
        except BadInput as bad:
            sentences = bad.sentences
        else:
            return _let_in(person, session.get(_WAITING, {}).get("next"))
    return render_template(
        "accounts/code.html", form=form, sentences=sentences
    ), 422 if sentences or form.errors else 200


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Sign out: the session ends here and everywhere its cookie was copied to."""
    actions.sign_out(current_user)
    logout_user()
    session.clear()
    renew_session()
    return redirect(url_for("accounts.login"))


def _ask_for_code(person: Person) -> Response:
    session.clear()
    renew_session()
    until = (now() + BETWEEN_STEPS).isoformat()
    session[_WAITING] = {"person": person.id, "until": until, "next": request.args.get("next")}
    return redirect(url_for("accounts.second_step"))


def _waiting_person() -> Person | None:
    waiting = session.get(_WAITING)
    if current_user.is_authenticated or not waiting or datetime.fromisoformat(waiting["until"]) <= now():
        return None
    person = db.session.get(Person, waiting["person"])
    return person if person is not None and person.active else None


def _let_in(person: Person, onward: str | None) -> Response:
    # Nothing of what stood in the session before goes along: not even a form's token.
    session.clear()
    renew_session()
    login_user(person)
    note_what_is_owed(person)
    return redirect(_onward(person, onward))


def _home(person: Person) -> str:
    return url_for("desk.home" if person.roles else "accounts.overview")


def _onward(person: Person, target: str | None) -> str:
    """Return where to go after signing in: a path of this application only."""
    parts = urlsplit(target or "")
    local = target is not None and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if target is not None and local and not parts.netloc and not parts.scheme else _home(person)
