"""The counter."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.identity import CHECKS
from gov_requests.intake import actions, bp, drafting
from gov_requests.intake.beside import beside, beside_typed
from gov_requests.intake.forms import RegisterForm
from gov_requests.intake.known import OF_APPLICANT, OF_CASE, Known, adopt, adopt_namesake, known_applicant
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.entry_draft_files import remove_file
from gov_requests.records.entry_drafts import Kept, give_up_draft, kept_draft
from gov_requests.records.papers import Letter
from gov_requests.today import today
from gov_requests.web.acting import attempt, lost_files, request_ref

_ENTRY_FIELDS = tuple(actions.Registration.__dataclass_fields__)
#: The other buttons of the form: 登记，接着录下一件; 采用并核对 (``adopt``, or with the applicant's id behind it); 存草稿; 移除 (with a
#: file's id behind it).
NEXT, ADOPT, DRAFT, REMOVE = "next", "adopt", "draft", "remove"


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """接件登记. The button 核对 only checks; Enter in a one-line field presses it."""
    form, resumed = _opened()
    sound, pressed = form.validate_on_submit(), request.form.get("act", "")
    files = drafting.coming(form)
    kept = bool(files) and drafting.keep(form, files)
    removed = _removed(form, pressed)
    known = known_applicant(form, current_user) if form.is_submitted() else None
    if _adopted(form, pressed, known):
        form.validate()
        known = known_applicant(form, current_user)
    elif sound and not (form.errors or form.only_checks or removed or pressed == DRAFT):
        done = attempt(form, lambda: _register(form, () if kept else files))
        if done is not None:
            return done
    kept = kept or (form.is_submitted() and drafting.keep(form))
    only_kept = pressed == DRAFT or removed
    files_lost = any(form[name].errors for name in drafting.FIELDS)
    return render_template(
        "intake/register.html",
        form=form,
        resumed=resumed,
        drafts=[] if resumed or form.is_submitted() else drafting.offered(),
        only_kept=pressed == DRAFT and kept,
        checked=form.is_submitted() and not only_kept and not form.errors and not form.refusals,
        number_holds=form.is_submitted() and bool(form.id_number.data) and form.id_type.data in CHECKS,
        lost_files=lost_files() if files_lost or not kept else "",
        **beside(form, known, kept=kept),
    ), (200 if only_kept and not files_lost else form.status)


@bp.post("/draft")
def keep() -> ResponseReturnValue:
    """Keep the form as it is being typed, and answer with the column beside it."""
    form = RegisterForm()
    form.validate()
    kept = drafting.keep(form, drafting.coming(form))
    return render_template("intake/_beside.html", **beside_typed(form, kept=kept))


@bp.post("/draft/drop")
def drop() -> ResponseReturnValue:
    """弃去草稿."""
    give_up_draft(current_user, request.form.get("key", ""))
    return redirect(url_for("intake.new"))


def _opened() -> tuple[RegisterForm, Kept | None]:
    """Return the form as it came in, or as it begins: with what ``again`` carries over, with a draft, or with today."""
    if request.method == "POST":
        return RegisterForm(), None
    if request.args.get("again"):
        return RegisterForm(data=_again(request.args["again"])), None
    kept = kept_draft(current_user, request.args["draft"]) if "draft" in request.args else None
    if kept is not None:
        return RegisterForm(formdata=MultiDict(kept.pairs)), kept
    return RegisterForm(data={"arrived_on": today()}), None


def _removed(form: RegisterForm, pressed: str) -> bool:
    """Take a file out of the draft where its button was pressed."""
    button, _dash, number = pressed.partition("-")
    if button != REMOVE or not _is_id(number):
        return False
    remove_file(current_user, form.act_key.data or "", int(number))
    return True


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < len(str(2**31))


def _adopted(form: RegisterForm, pressed: str, known: Known | None) -> bool:
    button, _dash, number = pressed.partition("-")
    if button != ADOPT:
        return False
    if _is_id(number):
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


def _register(form: RegisterForm, direct: drafting.Coming) -> Response:
    entry = actions.Registration(**{name: form[name].data for name in _ENTRY_FIELDS})
    papers, identity = (drafting.held(form, name, direct) for name in drafting.FIELDS)
    file = actions.register(entry, papers, identity, by=current_user, key=form.act_key.data)
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
