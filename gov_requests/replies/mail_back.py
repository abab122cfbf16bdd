"""退件: a reply that the post brought back. The day of posting still counts (国办公开办函〔2016〕235号); the next try begins here."""

from collections.abc import Sequence
from datetime import date

from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import FileField

from gov_requests.access import Action
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up, take_up
from gov_requests.records.deliveries import came_back
from gov_requests.records.papers import Delivery, Letter
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.replies import bp
from gov_requests.replies.actions import Handover, signed_letter
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, to_case, uploads_of
from gov_requests.web.delivery_form import DeliveryForm
from gov_requests.web.delivery_ways import ways_to_applicant
from gov_requests.web.forms import ActForm, Day, Line

NOT_POSTED = "最近一次不是邮寄送达，没有退件可以登记。"
NOT_BACK = "没有退回的邮件，不必再次送达。"


class MailBackForm(ActForm):
    """登记退件."""

    returned_on = Day("退回日期", required="请填写退回日期。")
    reason = Line("退回原因", required="请照退件批条填写，如“查无此人”“迁移新址不明”。", limit=200)
    files = FileField("退件扫描件")


def mail_came_back(ref: str, on: date, reason: str, papers: Sequence[Upload], opened: Opened) -> Casefile:
    """Record that the post brought the reply back; what was answered in time stays so."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "mail_back", opened)
        sent = _last(file)
        if came_back(file.entries) or sent.method != "ems":
            raise NotAllowed(NOT_POSTED)
        if on < sent.counted_on:
            raise BadInput(f"不能早于交邮日期 {sent.counted_on.isoformat()}。", "returned_on")
        kept = attach(file.case, papers, purpose="delivery", by=opened.by, at=act.at)
        file.record(
            act,
            "mail_returned",
            happened_on=on,
            tracking_number=sent.tracking_number,
            reason=reason,
            attachments=[item.public_id for item in kept],
        )
    return file


def send_again(ref: str, handover: Handover, proof: Sequence[Upload], opened: Opened) -> Casefile:
    """再次送达: another try with the same letter."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "redeliver", opened)
        if not came_back(file.entries):
            raise NotAllowed(NOT_BACK)
        back_on = next(entry.happened_on for entry in reversed(file.entries) if entry.kind == "mail_returned")
        if back_on is not None and handover.counted_on < back_on:
            raise BadInput(f"不能早于退回日期 {back_on.isoformat()}。", "counted_on")
        kept = attach(file.case, proof, purpose="delivery", by=opened.by, at=act.at)
        db.session.flush()
        db.session.add(
            Delivery(
                letter=_letter(file),
                method=handover.method,
                counted_on=handover.counted_on,
                recipient=handover.recipient or None,
                tracking_number=handover.tracking_number.upper() or None,
                attachment_id=kept[0].id if kept else None,
            )
        )
        file.record(
            act,
            "redelivered",
            happened_on=handover.counted_on,
            method=handover.method,
            recipient=handover.recipient,
            tracking_number=handover.tracking_number.upper(),
        )
    return file


def _letter(file: Casefile) -> Letter:
    letter = signed_letter(file.case.id)
    if letter is None or not letter.deliveries:
        raise NotAllowed(NOT_POSTED)
    return letter


def _last(file: Casefile) -> Delivery:
    return _letter(file).deliveries[-1]


@bp.route("/<case:ref>/mail-back", methods=["GET", "POST"])
def mail_back(ref: str) -> ResponseReturnValue:
    """登记退件."""
    file = look_up(ref, current_user, Action.DELIVER)
    form = MailBackForm()
    if not form.is_submitted():
        form.returned_on.data = today()
    if form.validate_on_submit() and not form.only_checks:
        papers = uploads_of([form.files.data])
        done = attempt(
            form,
            lambda: to_case(
                mail_came_back(ref, form.returned_on.day, form.reason.data, papers, opened(form)).case,
                "退件已登记，请核对地址后再次送达。",
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "replies/mail_back.html", "mail_back", letter=signed_letter(file.case.id))


@bp.route("/<case:ref>/send-again", methods=["GET", "POST"])
def redeliver(ref: str) -> ResponseReturnValue:
    """登记再次送达."""
    file = look_up(ref, current_user, Action.DELIVER)
    form = DeliveryForm()
    form.method.choices = ways_to_applicant(file.case)
    if not form.is_submitted():
        form.counted_on.data, form.method.data = today(), "ems"
    if form.validate_on_submit() and not form.only_checks:
        again = Handover(
            method=form.method.data,
            counted_on=form.counted_on.day,
            recipient=form.recipient.data,
            tracking_number=form.tracking_number.data,
        )
        proof = uploads_of([form.files.data])
        done = attempt(form, lambda: to_case(send_again(ref, again, proof, opened(form)).case, "再次送达已登记。"))
        if done is not None:
            return done
    letter = signed_letter(file.case.id)
    return answer(form, file, "replies/delivery.html", "redeliver", letter=letter, again=True, posting_soon=None)
