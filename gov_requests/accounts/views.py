"""Signing in and out."""

from urllib.parse import urlsplit

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from gov_requests.accounts import actions, bp
from gov_requests.accounts.forms import LoginForm
from gov_requests.refusals import BadInput
from gov_requests.web.sessions import renew_session


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Sign in."""
    if current_user.is_authenticated:
        return redirect(url_for("desk.home"))
    form = LoginForm()
    sentences: tuple[str, ...] = ()
    if form.validate_on_submit():
        try:
            person = actions.sign_in(form.username.data.strip(), form.password.data, request.remote_addr or "")
        except BadInput as bad:
            sentences = bad.sentences
        else:
            renew_session()
            login_user(person)
            return redirect(_onward(request.args.get("next")))
    return render_template(
        "accounts/login.html", form=form, sentences=sentences
    ), 422 if sentences or form.errors else 200


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Sign out: the session ends here and everywhere its cookie was copied to."""
    actions.sign_out(current_user)
    logout_user()
    session.clear()
    renew_session()
    return redirect(url_for("accounts.login"))


def _onward(target: str | None) -> str:
    """Return where to go after signing in: a path of this application only."""
    parts = urlsplit(target or "")
    local = target is not None and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if target is not None and local and not parts.netloc and not parts.scheme else url_for("desk.home")
