"""Pages of the stationery room: texts and formats with their versions, the register, sealing and voiding."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.records.casefile import look_up
from gov_requests.records.office_texts import SLOTS, texts_on, versions_of
from gov_requests.stationery import bp, seals, texts
from gov_requests.stationery.forms import SealForm, TextForm, VoidForm
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, to_case, uploads_of


@bp.route("/texts", methods=["GET", "POST"])
def texts_page() -> ResponseReturnValue:
    """文书用语: what holds, all versions, and proposing the next one with its preview on a real letter."""
    form = TextForm()
    if not form.is_submitted():
        form.starts_on.data = today()
    sound = form.validate_on_submit()
    if form.slot.data in SLOTS and (fault := texts.fault_in(form.slot.data, form.text.data or "")):
        form.text.errors = [*form.text.errors, fault]
        sound = False
    if sound and not form.only_checks:
        done = attempt(form, lambda: _proposed(form))
        if done is not None:
            return done
    shown = form.is_submitted() and form.slot.data in SLOTS and not form.text.errors
    return render_template(
        "stationery/texts.html",
        form=form,
        slots=SLOTS,
        held=texts_on(current_user.organ_id, today()),
        versions=versions_of(current_user.organ_id),
        preview=texts.previewed(current_user.organ, form.slot.data, form.text.data) if shown else None,
    ), form.status


def _proposed(form: TextForm) -> Response:
    texts.propose_text(form.slot.data, form.text.data, form.starts_on.day, form.reason.data, opened(form))
    flash("已提交复核，由法制审核人员复核后，自生效日期起使用。")
    return redirect(url_for("proposals.waiting"))


@bp.get("/register")
def register() -> ResponseReturnValue:
    """文号和用印登记簿: every number that was given, voided ones with their reason."""
    before = request.args.get("before", "")
    rows = seals.register(current_user, int(before) if before.isdecimal() and len(before) < 10 else None)
    onward = rows[seals.PAGE - 1][0].id if len(rows) > seals.PAGE else None
    return render_template("stationery/register.html", rows=rows[: seals.PAGE], onward=onward)


@bp.route("/<case:ref>/<int:letter_id>/seal", methods=["GET", "POST"])
def seal(ref: str, letter_id: int) -> ResponseReturnValue:
    """登记用印."""
    file = look_up(ref, current_user, Action.DELIVER)
    letter, form = seals.letter_in(file, letter_id), SealForm()
    if not form.is_submitted():
        form.sealed_on.data, form.copies.data = today(), 2
    if form.validate_on_submit() and not form.only_checks:
        sealing = seals.Sealing(
            number=form.number.data,
            sealed_on=form.sealed_on.day,
            sealed_by=form.sealed_by.data,
            copies=form.copies.data,
        )
        scan = uploads_of(form.files.data)
        done = attempt(
            form, lambda: to_case(seals.seal(ref, letter_id, sealing, scan, opened(form)).case, "用印已登记。")
        )
        if done is not None:
            return done
    return answer(form, file, "stationery/seal.html", "seal", letter=letter, entry=seals.seal_of(letter))


@bp.route("/<case:ref>/<int:letter_id>/void", methods=["GET", "POST"])
def void(ref: str, letter_id: int) -> ResponseReturnValue:
    """作废 a signed reply that was not sent."""
    file = look_up(ref, current_user, Action.SIGN)
    letter, form = seals.letter_in(file, letter_id), VoidForm()
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda: to_case(
                seals.void(ref, letter_id, form.reason.data, opened(form)).case,
                f"{letter.number} 已作废，文号不再使用；请承办人重新送审。",
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "stationery/void.html", "void_letter", letter=letter)
