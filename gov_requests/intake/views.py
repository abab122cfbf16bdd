"""The counter."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.intake import actions, bp
from gov_requests.intake.forms import RegisterForm
from gov_requests.intake.identity import CHECKS
from gov_requests.intake.known import OF_APPLICANT, OF_CASE, adopt, known_applicant
from gov_requests.intake.outlook import outlook
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.papers import Letter
from gov_requests.today import today
from gov_requests.web.acting import attempt, lost_files, request_ref, uploads_of

_ENTRY_FIELDS = tuple(actions.Registration.__dataclass_fields__)
#: The other buttons of the form: 登记，接着录下一件; 采用并核对.
NEXT, ADOPT = "next", "adopt"


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """接件登记. The button 核对 only checks; Enter in a one-line field presses it."""
    form = RegisterForm(data=_again()) if request.method == "GET" else RegisterForm()
    sound, pressed = form.validate_on_submit(), request.form.get("act")
    known = known_applicant(form, current_user) if form.is_submitted() else None
    if pressed == ADOPT and known is not None:
        adopt(form, known)
        form.validate()
    elif sound and not form.only_checks:
        done = attempt(form, lambda: _register(form))
        if done is not None:
            return done
    return render_template(
        "intake/register.html",
        form=form,
        outlook=outlook(form),
        known=known,
        checked=form.is_submitted() and not form.errors and not form.refusals,
        number_holds=form.is_submitted() and bool(form.id_number.data) and form.id_type.data in CHECKS,
        lost_files=lost_files(),
    ), form.status


def _again() -> dict[str, object]:
    """Return what the form begins with: today, and what ``again`` (a request just registered) has to carry over."""
    ref = request.args.get("again")
    if not ref:
        return {"arrived_on": today()}
    file = look_up(ref, current_user, Action.REGISTER)
    case = file.case
    carried = {name: getattr(case.applicant, name) for name in OF_APPLICANT}
    carried |= {name: getattr(case, name) for name in (*OF_CASE, "medium", "delivery")}
    received = file.journal[0]
    told = {name: received.data.get(name) for name in ("tracking_number", "signed_by")}
    return carried | told | {"channel": file.state.channel, "arrived_on": received.happened_on}


def _register(form: RegisterForm) -> Response:
    entry = actions.Registration(**{name: form[name].data for name in _ENTRY_FIELDS})
    file = actions.register(
        entry, uploads_of(form.files.data), uploads_of(form.identity_files.data), by=current_user, key=form.act_key.data
    )
    ref = request_ref(file)
    done = {"fact": f"已登记 {file.case.number}。", "text": "是否打印登记回执？", "actions": [_print(file, ref)]}
    flash(done)  # type: ignore[arg-type] # components/flash.html reads a mapping as well
    if request.form.get("act") == NEXT:
        return redirect(url_for("intake.new", again=ref))
    return redirect(url_for("cases.show", ref=ref))


def _print(file: Casefile, ref: str) -> dict[str, str]:
    receipt = db.session.scalars(sa.select(Letter.id).where(Letter.case_id == file.case.id)).first()
    return {"label": "打印登记回执", "url": url_for("cases.letter_pdf", ref=ref, letter_id=receipt)}
