"""The counter."""

from datetime import datetime

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.intake import actions, bp
from gov_requests.intake.beside import beside, beside_typed
from gov_requests.intake.forms import RegisterForm
from gov_requests.intake.identity import CHECKS
from gov_requests.intake.known import OF_APPLICANT, OF_CASE, Known, adopt, adopt_namesake, known_applicant
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.entry_drafts import give_up_draft, keep_draft, kept_draft
from gov_requests.records.papers import Letter
from gov_requests.today import today
from gov_requests.web.acting import attempt, lost_files, request_ref, uploads_of

_ENTRY_FIELDS = tuple(actions.Registration.__dataclass_fields__)
#: The other buttons of the form: 登记，接着录下一件; 采用并核对 (``adopt``, or with the applicant's id behind it); 存草稿.
NEXT, ADOPT, DRAFT = "next", "adopt", "draft"
#: What a form carries that is no text of the person.
_OURS = frozenset({"csrf_token", "act"})


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """接件登记. The button 核对 only checks; Enter in a one-line field presses it."""
    form, restored = _opened()
    sound, pressed = form.validate_on_submit(), request.form.get("act", "")
    known = known_applicant(form, current_user) if form.is_submitted() else None
    if _adopted(form, pressed, known):
        form.validate()
        known = known_applicant(form, current_user)
    elif sound and not form.only_checks and pressed != DRAFT:
        done = attempt(form, lambda: _register(form))
        if done is not None:
            return done
    kept = form.is_submitted() and _keep(form)
    only_kept = pressed == DRAFT
    return render_template(
        "intake/register.html",
        form=form,
        restored=restored,
        only_kept=only_kept and kept,
        checked=form.is_submitted() and not only_kept and not form.errors and not form.refusals,
        number_holds=form.is_submitted() and bool(form.id_number.data) and form.id_type.data in CHECKS,
        lost_files=lost_files(),
        **beside(form, known, kept=kept),
    ), (200 if only_kept else form.status)


@bp.post("/draft")
def keep() -> ResponseReturnValue:
    """Keep the form as it is being typed, and answer with the column beside it."""
    form = RegisterForm()
    form.validate()
    return render_template("intake/_beside.html", **beside_typed(form, kept=_keep(form)))


@bp.post("/draft/drop")
def drop() -> ResponseReturnValue:
    """弃去草稿."""
    give_up_draft(current_user)
    return redirect(url_for("intake.new"))


def _keep(form: RegisterForm) -> bool:
    typed = ((name, text) for name, text in request.form.items(multi=True) if name not in _OURS)
    return keep_draft(current_user, form.act_key.data or "", typed)


def _opened() -> tuple[RegisterForm, datetime | None]:
    """Return the form as it came in, or as it begins: with what ``again`` carries over, a draft, or today."""
    if request.method == "POST":
        return RegisterForm(), None
    if request.args.get("again"):
        return RegisterForm(data=_again(request.args["again"])), None
    kept = kept_draft(current_user)
    if kept is not None:
        return RegisterForm(formdata=MultiDict(kept.pairs)), kept.kept_at
    return RegisterForm(data={"arrived_on": today()}), None


def _adopted(form: RegisterForm, pressed: str, known: Known | None) -> bool:
    button, _dash, number = pressed.partition("-")
    if button != ADOPT:
        return False
    if number.isascii() and number.isdecimal() and len(number) < len(str(2**31)):
        return adopt_namesake(form, int(number), current_user)
    if known is not None:
        adopt(form, known)
    return known is not None


def _again(ref: str) -> dict[str, object]:
    """Return what a request just registered has to carry over to the next one of the same applicant."""
    file = look_up(ref, current_user, Action.REGISTER)
    case = file.case
    carried = {name: getattr(case.applicant, name) for name in OF_APPLICANT}
    carried |= {name: getattr(case, name) for name in (*OF_CASE, "medium", "delivery", "assistance")}
    received = file.journal[0]
    told = {name: received.data.get(name) for name in ("tracking_number", "signed_by")}
    return carried | told | {"channel": file.state.channel, "arrived_on": received.happened_on}


def _register(form: RegisterForm) -> Response:
    entry = actions.Registration(**{name: form[name].data for name in _ENTRY_FIELDS})
    file = actions.register(
        entry, uploads_of(form.files.data), uploads_of(form.identity_files.data), by=current_user, key=form.act_key.data
    )
    ref = request_ref(file)
    offered = [_print(file, ref), {"label": "打印信封标签", "url": url_for("intake.labels", ref=ref)}]
    if file.state.unconfirmed:
        offered.append({"label": "联系申请人确认", "url": url_for("intake.confirm", ref=ref)})
    done = {"fact": f"已登记 {file.case.number}。", "text": "是否打印登记回执？", "actions": offered}
    flash(done)  # type: ignore[arg-type] # components/flash.html reads a mapping as well
    if request.form.get("act") == NEXT:
        return redirect(url_for("intake.new", again=ref))
    return redirect(url_for("cases.show", ref=ref))


def _print(file: Casefile, ref: str) -> dict[str, str]:
    receipt = db.session.scalars(sa.select(Letter.id).where(Letter.case_id == file.case.id)).first()
    return {"label": "打印登记回执", "url": url_for("cases.letter_pdf", ref=ref, letter_id=receipt)}
