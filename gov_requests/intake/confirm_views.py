"""Whom to call today, and the call log of a request."""

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests import masking
from gov_requests.access import Action
from gov_requests.intake import bp, confirming
from gov_requests.intake.contact_form import OTHER, ContactForm
from gov_requests.lights import confirmation_light
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.terms import CHANNELS
from gov_requests.today import now, today
from gov_requests.web.acting import answer, attempt, opened, to_case
from gov_requests.web.filters import SHANGHAI

#: The number or address that stands in the request; anything else is typed.
OF_CASE = {"phone": ("登记的电话", masking.phone), "email": ("登记的邮箱", masking.email)}


@bp.get("/confirm")
def to_confirm() -> ResponseReturnValue:
    """待确认: requests by ordinary mail, fax, online and e-mail that nobody has confirmed with the applicant yet."""
    size = current_app.config["PAGE_ROWS"]
    typed = request.args.get("after", "")[:18]
    after = int(typed) if typed.isascii() and typed.isdecimal() else 0
    rows = confirming.waiting(current_user, size=size, after=after)
    more, rows = len(rows) > size, rows[:size]
    return render_template(
        "intake/to_confirm.html",
        rows=[(row, confirmation_light(row.received_on, today()), CHANNELS[row.channel]) for row in rows],
        pager={
            "prev_url": url_for("intake.to_confirm") if after else None,
            "next_url": url_for("intake.to_confirm", after=rows[-1].id) if more else None,
        },
    )


@bp.route("/<case:ref>/confirm", methods=["GET", "POST"])
def confirm(ref: str) -> ResponseReturnValue:
    """登记联系情况: one try, with its result."""
    file = look_up(ref, current_user, Action.REGISTER)
    form = ContactForm()
    known = _known(file)
    form.reached_by.choices = [*((name, f"{title} {shown}") for name, title, shown in known), (OTHER, "其他，写在右边")]
    if not form.is_submitted():
        form.tried_on.data, form.tried_at.data = today(), now().astimezone(SHANGHAI).strftime("%H:%M")
        form.reached_by.data = form.reached_by.choices[0][0]
    if form.validate_on_submit() and not form.only_checks:
        one = confirming.Try(
            result=form.result.data,
            tried_on=form.tried_on.day,
            tried_at=form.tried_at.data,
            reached_by=_reached_by(file, form),
            note=form.note.data,
            late_reason=form.late_reason.data,
        )
        told = "已登记双方确认，收到之日按确认之日。" if one.result == confirming.CONFIRMED else "已登记这次联系。"
        done = attempt(form, lambda: to_case(confirming.log_try(ref, one, opened(form)).case, told))
        if done is not None:
            return done
    received = confirming.unconfirmed(file)
    return answer(
        form,
        file,
        "intake/confirm.html",
        "contact",
        received=received,
        calls=confirming.calls(file),
        settled=confirming.SETTLED,
        channel=CHANNELS[file.state.channel],
        may_reveal=file.allows(Action.REVEAL),
    )


def _known(file: Casefile) -> list[tuple[str, str, str]]:
    return [
        (name, title, mask(getattr(file.case, name)))
        for name, (title, mask) in OF_CASE.items()
        if getattr(file.case, name)
    ]


def _reached_by(file: Casefile, form: ContactForm) -> str:
    chosen = form.reached_by.data
    return getattr(file.case, chosen) or "" if chosen in OF_CASE else form.other.data or ""
