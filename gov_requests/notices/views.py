"""Pages of the notices room: what may be drafted, drafting, issuing, sending, what comes in."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.documents.content import Letter
from gov_requests.documents.notice_letters import notice_letter
from gov_requests.documents.readiness import objections_to_notice
from gov_requests.notices import acts, bp, incoming
from gov_requests.notices.forms import DeliveryDayForm, IncomingForm, IssueForm, VoidForm
from gov_requests.notices.notice_forms import FORMS
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, request_ref, to_case, uploads_of
from gov_requests.web.case_head import case_head
from gov_requests.web.checks import rows_of, usage_note
from gov_requests.web.delivery_form import DeliveryForm
from gov_requests.web.delivery_ways import ways_to, ways_to_applicant
from gov_requests.web.forms import pairs
from gov_requests.web.gates import BY_SLUG, NOTICES, standing_against


@bp.get("/<case:ref>/")
def index(ref: str) -> ResponseReturnValue:
    """告知和征询: what may be drafted today, what may not and why, and what there is."""
    file = look_up(ref, current_user, Action.NOTICE)
    ref = request_ref(file)
    gates = [(kind, standing_against(kind, file, today())) for kind in NOTICES.values()]
    return render_template(
        "notices/index.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        gates=gates,
        notices=acts.notices_of(file.case.id),
        kinds=NOTICES,
        undelivered=incoming.undelivered(file),
        may_void=file.allows(Action.ISSUE_NOTICE),
    )


@bp.route("/<case:ref>/draft/<string:slug>", methods=["GET", "POST"])
def draft(ref: str, slug: str) -> ResponseReturnValue:
    """拟写."""
    kind = BY_SLUG.get(slug)
    if kind is None:
        abort(404)
    file = look_up(ref, current_user, Action.NOTICE)
    form = FORMS[kind.code]()
    form.know(file, acts.notices_of(file.case.id))
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(
            form,
            lambda: to_case(acts.draft(ref, kind, form.content, opened(form)).case, f"{kind.title}已拟写，等待签发。"),
        )
        if done is not None:
            return done
    return answer(
        form,
        file,
        "notices/draft.html",
        "draft_notice",
        kind=kind,
        objections=standing_against(kind, file, today()),
        usage_note=usage_note(kind.code),
    )


@bp.route("/<case:ref>/<int:notice_id>/issue", methods=["GET", "POST"])
def issue(ref: str, notice_id: int) -> ResponseReturnValue:
    """签发 or 退回."""
    file = look_up(ref, current_user, Action.ISSUE_NOTICE)
    notice, form = acts.notice_of(file, notice_id), IssueForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _issued(ref, notice_id, form))
        if done is not None:
            return done
    kind = NOTICES[notice.code]
    found = [*standing_against(kind, file, today()), *objections_to_notice(file, notice)] if notice.waits else []
    return answer(
        form,
        file,
        "notices/issue.html",
        "issue_notice",
        notice=notice,
        kind=kind,
        letter=_shown(file, notice),
        checks=rows_of(found),
        warned=any(objection.needs_reason for objection in found),
        usage_note=usage_note(notice.code),
    )


def _issued(ref: str, notice_id: int, form: IssueForm) -> Response:
    if form.conclusion.data == "issue":
        file = acts.issue(ref, notice_id, opened(form), form.pass_reason.data)
        return to_case(file.case, "已签发，请送达并登记。")
    return to_case(acts.send_back(ref, notice_id, form.reason.data, opened(form)).case, "已退回拟写人。")


def _shown(file: Casefile, notice: acts.Notice) -> Letter:
    return Letter.from_dict(notice.letter.content) if notice.letter is not None else notice_letter(file, notice)


@bp.route("/<case:ref>/<int:notice_id>/send", methods=["GET", "POST"])
def send(ref: str, notice_id: int) -> ResponseReturnValue:
    """登记送达."""
    file = look_up(ref, current_user, Action.NOTICE)
    notice, form = acts.notice_of(file, notice_id), DeliveryForm()
    form.method.choices = ways_to(notice.code) if notice.content.get("addressee") else ways_to_applicant(file.case)
    if not form.is_submitted():
        form.counted_on.data, form.method.data = today(), "ems"
    if form.validate_on_submit() and not form.only_checks:
        sending = acts.Sending(
            method=form.method.data,
            counted_on=form.counted_on.day,
            recipient=form.recipient.data,
            tracking_number=form.tracking_number.data,
            late_reason=form.late_reason.data,
        )
        done = attempt(
            form,
            lambda: to_case(
                acts.send(ref, notice_id, sending, uploads_of([form.files.data]), opened(form)).case, "已登记。"
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "notices/send.html", "send_notice", notice=notice, kind=NOTICES[notice.code])


@bp.route("/<case:ref>/<int:notice_id>/void", methods=["GET", "POST"])
def void(ref: str, notice_id: int) -> ResponseReturnValue:
    """作废 an issued notice that was not sent."""
    file = look_up(ref, current_user, Action.ISSUE_NOTICE)
    notice, form = acts.notice_of(file, notice_id), VoidForm()
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda: to_case(acts.void(ref, notice_id, form.reason.data, opened(form)).case, "已作废，文号不再使用。"),
        )
        if done is not None:
            return done
    return answer(form, file, "notices/void.html", "void_notice", notice=notice, kind=NOTICES[notice.code])


@bp.route("/<case:ref>/incoming", methods=["GET", "POST"])
def arrived(ref: str) -> ResponseReturnValue:
    """登记来件: corrections, opinions, payments, withdrawals."""
    file = look_up(ref, current_user, Action.NOTICE)
    form = IncomingForm()
    form.letter.choices = pairs(
        [
            ("", "（不是征求意见的答复）"),
            *((str(fact.ref), f"征求意见函 {fact.ref}") for fact in incoming.outstanding(file)),
        ]
    )
    if not form.is_submitted():
        form.on.data = today()
    if form.validate_on_submit() and not form.only_checks:
        found = incoming.Incoming(
            kind=form.kind.data,
            on=form.on.day,
            fact={"ref": form.letter.data} if form.kind.data == "opinion_received" else {},
            stance=form.stance.data if form.kind.data == "opinion_received" else "",
            note=form.note.data,
            late_reason=form.late_reason.data,
        )
        done = attempt(
            form,
            lambda: to_case(
                incoming.record(ref, found, uploads_of([form.files.data]), opened(form)).case, "来件已登记。"
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "notices/incoming.html", "record_incoming")


@bp.route("/<case:ref>/delivery-day", methods=["GET", "POST"])
def delivery_day(ref: str) -> ResponseReturnValue:
    """登记征求意见函的送达日."""
    file = look_up(ref, current_user, Action.NOTICE)
    form = DeliveryDayForm()
    form.letter.choices = pairs(
        (str(fact.ref), f"征求意见函 {fact.ref}（{fact.on.isoformat()} 发出）") for fact in incoming.undelivered(file)
    )
    if form.validate_on_submit() and not form.only_checks:
        given = incoming.DeliveryDay(
            letter=form.letter.data or "", delivered_on=form.delivered_on.day, late_reason=form.late_reason.data
        )
        done = attempt(
            form,
            lambda: to_case(
                incoming.supplement(ref, given, uploads_of([form.files.data]), opened(form)).case, "送达日已登记。"
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "notices/delivery_day.html", "record_incoming")
