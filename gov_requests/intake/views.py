"""The counter."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.intake import actions, bp
from gov_requests.intake.forms import RegisterForm
from gov_requests.intake.outlook import outlook
from gov_requests.today import today
from gov_requests.web.acting import attempt, to_case, uploads_of

_ENTRY_FIELDS = tuple(actions.Registration.__dataclass_fields__)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """接件登记. The button 核对 only checks; Enter in a one-line field presses it."""
    form = RegisterForm()
    if not form.is_submitted():
        form.arrived_on.data = today()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _register(form))
        if done is not None:
            return done
    return render_template("intake/register.html", form=form, outlook=outlook(form)), form.status


def _register(form: RegisterForm) -> Response:
    entry = actions.Registration(**{name: form[name].data for name in _ENTRY_FIELDS})
    file = actions.register(entry, uploads_of(form.files.data), by=current_user, key=form.act_key.data)
    return to_case(file.case, f"已登记 {file.case.number}。请打印登记回执。")
