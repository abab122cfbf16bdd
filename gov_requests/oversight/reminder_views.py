"""Reminders as pages: one's own, and for those who supervise what was said to whom; where mail goes."""

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.validators import Optional, Regexp

from gov_requests.access import Action, Scope
from gov_requests.oversight import bp
from gov_requests.oversight.ladder import STEPS
from gov_requests.oversight.urging import Urging, urge
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.casefile import Opened, look_up
from gov_requests.records.people import Organ, Person
from gov_requests.records.reminders import Reminder, ReminderAddress
from gov_requests.records.standing_in import granted
from gov_requests.today import now
from gov_requests.web.acting import attempt, opened
from gov_requests.web.forms import ActForm, Line, Text

PAGE = 50


class AddressForm(ActForm):
    """提醒邮箱."""

    address = Line(
        "提醒邮箱",
        validators=[
            Optional(),
            Regexp(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+\Z", message="邮箱写成 name@example.cn。"),
        ],
    )


class UrgeForm(ActForm):
    """催办."""

    words = Text("催办内容", required="请写明要办什么、何时办完。", limit=200)


@bp.get("/oversight/reminders")
def reminders() -> ResponseReturnValue:
    """提醒, the newest first: one's own; with ``all=1`` those to everybody in one's reach."""
    everybody = request.args.get("all") == "1" and bool(granted(current_user, Action.URGE))
    before = request.args.get("before", type=int)
    query = (
        sa.select(Reminder, Person.name, Organ.name)
        .outerjoin(Person, Person.id == Reminder.person_id)
        .join(Organ, Organ.id == Reminder.organ_id)
        .where(_reach() if everybody else Reminder.person_id == current_user.id)
        .order_by(Reminder.id.desc())
        .limit(PAGE + 1)
    )
    rows = db.session.execute(query.where(Reminder.id < before) if before else query).all()
    held = _address()
    return render_template(
        "oversight/reminders.html",
        rows=rows[:PAGE],
        older=rows[PAGE - 1][0].id if len(rows) > PAGE else None,
        everybody=everybody,
        rungs=[step.left for step in STEPS if step.left >= 0],
        sees_all=bool(granted(current_user, Action.URGE)),
        form=AddressForm(address=held.address if held else ""),
    )


def _reach() -> sa.ColumnElement[bool]:
    if Scope.DISTRICT in granted(current_user, Action.URGE):
        return sa.true()
    return Reminder.organ_id == current_user.organ_id


def _address() -> ReminderAddress | None:
    query = sa.select(ReminderAddress).where(ReminderAddress.person_id == current_user.id)
    return db.session.scalars(query).one_or_none()


@bp.post("/oversight/reminders/read")
def read_reminders() -> ResponseReturnValue:
    """全部设为已读: one's own, up to those that were there."""
    form = ActForm()
    if form.validate_on_submit():
        with bookkeeping() as session:
            own = sa.update(Reminder).where(Reminder.person_id == current_user.id, Reminder.read_at.is_(None))
            session.execute(own.values(read_at=now()))
    return redirect(url_for("oversight.reminders"))


@bp.post("/oversight/reminders/address")
def reminder_address() -> ResponseReturnValue:
    """Keep where reminders go by mail; empty: nowhere."""
    form = AddressForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _kept(form))
        if done is not None:
            return done
    for sentence in (*form.refusals, *form.address.errors):
        flash(sentence, "warn")
    return redirect(url_for("oversight.reminders"))


def _kept(form: AddressForm) -> Response:
    with one_act(current_user, form.act_key.data or None) as act:
        row = _address()
        if row is None:
            db.session.add(ReminderAddress(person_id=current_user.id, address=form.address.data))
        else:
            row.address = form.address.data
        act.note("reminder_address_set")
    flash("已保存提醒邮箱。" if form.address.data else "不再发提醒邮件，提醒仍在系统内。")
    return redirect(url_for("oversight.reminders"))


@bp.route("/oversight/urge/<case:ref>", methods=["GET", "POST"])
def urge_request(ref: str) -> ResponseReturnValue:
    """催办: a word of whoever supervises to whoever handles a request."""
    file, form = look_up(ref, current_user, Action.URGE), UrgeForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _urged(ref, form))
        if done is not None:
            return done
    return render_template("oversight/urge.html", form=form, file=file, ref=ref), form.status


def _urged(ref: str, form: UrgeForm) -> Response:
    by: Opened = opened(form)
    told = urge(ref, Urging(form.words.data, form.act_key.data or ""), by)
    flash(f"已催办，提醒了 {told} 人。")
    return redirect(url_for("oversight.reminders", all="1"))
