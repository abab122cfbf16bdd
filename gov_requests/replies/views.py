"""Draft, preview, sending to review, delivery."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action
from gov_requests.documents.issue import grounds_text, reply_letter
from gov_requests.records.casefile import look_up
from gov_requests.records.drafts import latest_draft, objections_to, release_files
from gov_requests.records.papers import Draft
from gov_requests.refusals import NotFound
from gov_requests.replies import actions, bp
from gov_requests.replies.forms import DeliveryForm, DraftForm, SubmitForm
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import today
from gov_requests.web.acting import answer, attempt, opened, request_ref, to_case, uploads_of
from gov_requests.web.forms import pairs


@bp.route("/<string:ref>/draft", methods=["GET", "POST"])
def draft(ref: str) -> ResponseReturnValue:
    """拟写答复."""
    file = look_up(ref, current_user, Action.DRAFT)
    newest, kept = latest_draft(file.case.id), release_files(file.case.id)
    form = DraftForm(data=_written(newest))
    form.keep.choices = pairs((item.public_id, item.filename) for item in kept)
    if form.validate_on_submit():
        done = attempt(
            form,
            lambda: to_case(
                actions.save_draft(ref, _writing(form), uploads_of(form.files.data), opened(form)).case,
                "草稿已保存，可以预览和送审。",
            ),
        )
        if done is not None:
            return done
    preview = reply_letter(file, newest) if newest else None
    return answer(
        form, file, "replies/draft.html", draft=newest, preview=preview, kinds=REPLY_KINDS, grounds_text=grounds_text
    )


def _written(newest: Draft | None) -> dict[str, object]:
    if newest is None:
        return {}
    return {"reply_kind": newest.reply_kind, **newest.content, "keep": [item["public_id"] for item in newest.files]}


def _writing(form: DraftForm) -> actions.Writing:
    parts = tuple(
        {"part": row["part"], "ground": row["ground"], "reason": row["reason"]}
        for row in form.withheld.data
        if row["part"] or row["reason"] or row["ground"]
    )
    return actions.Writing(
        reply_kind=form.reply_kind.data,
        finding=form.finding.data,
        reasons=form.reasons.data,
        withheld=parts,
        keep=frozenset(form.keep.data or ()),
    )


@bp.get("/<string:ref>/preview")
def preview(ref: str) -> ResponseReturnValue:
    """Show the newest draft as the letter that it leads to."""
    file = look_up(ref, current_user)
    newest = latest_draft(file.case.id)
    if newest is None:
        raise NotFound("还没有拟稿。")
    return render_template(
        "replies/preview.html",
        file=file,
        ref=request_ref(file),
        draft=newest,
        letter=reply_letter(file, newest),
        kind=REPLY_KINDS[newest.reply_kind],
    )


@bp.route("/<string:ref>/submit", methods=["GET", "POST"])
def submit(ref: str) -> ResponseReturnValue:
    """送审: a page that says what will happen, and its button."""
    file = look_up(ref, current_user, Action.DRAFT)
    form, newest = SubmitForm(), latest_draft(file.case.id)
    if form.validate_on_submit():
        done = attempt(form, lambda: to_case(actions.submit(ref, opened(form)).case, "已送审。"))
        if done is not None:
            return done
    kind = REPLY_KINDS[newest.reply_kind] if newest else None
    objections = objections_to(file, newest, kind.reviews) if newest and kind else []
    return answer(form, file, "replies/submit.html", draft=newest, objections=objections, kind=kind)


@bp.route("/<string:ref>/delivery", methods=["GET", "POST"])
def delivery(ref: str) -> ResponseReturnValue:
    """登记送达."""
    file = look_up(ref, current_user, Action.DELIVER)
    form = DeliveryForm()
    if not form.is_submitted():
        form.counted_on.data = today()
        form.method.data = "ems" if file.case.delivery == "邮寄" else "in_person"
    if form.validate_on_submit():
        handover = actions.Handover(
            method=form.method.data,
            counted_on=form.counted_on.day,
            recipient=form.recipient.data,
            tracking_number=form.tracking_number.data,
            late_reason=form.late_reason.data,
        )
        done = attempt(
            form,
            lambda: to_case(
                actions.deliver(ref, handover, uploads_of([form.files.data]), opened(form)).case,
                "已登记送达，申请办结。",
            ),
        )
        if done is not None:
            return done
    return answer(form, file, "replies/delivery.html", letter=actions.signed_letter(file.case.id))
