"""Pages of guidance cases: finding them, reading one, writing one from a dispute."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from gov_requests.access import Action
from gov_requests.disputes import bp
from gov_requests.disputes.guidance_forms import GuidanceForm, begun
from gov_requests.documents.kinds import LETTERS
from gov_requests.records.base import db, one_act
from gov_requests.records.dispute_file import look_up_dispute
from gov_requests.records.guidance import QUESTIONS, GuidanceCase, guidance_found
from gov_requests.refusals import NotFound
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.acting import attempt
from gov_requests.web.dispute_words import ground_title


@bp.get("/guidance/")
def guidance() -> ResponseReturnValue:
    """指导案例."""
    asked = {name: request.args.get(name, "").strip()[:100] for name in ("word", "ground", "question")}
    fields = [
        {
            "name": "ground",
            "label": "答复类型",
            "choices": [(row.code, row.title) for row in REPLY_KINDS.values()],
            "value": asked["ground"],
        },
        {"name": "question", "label": "七步法", "choices": list(QUESTIONS.items()), "value": asked["question"]},
        {"name": "word", "label": "焦点、要旨、教训", "value": asked["word"], "placeholder": "焦点、要旨、教训"},
    ]
    return render_template(
        "disputes/guidance.html",
        rows=guidance_found(asked["word"], asked["ground"], asked["question"]),
        fields=fields,
        narrowed=any(asked.values()),
        title_of=ground_title,
    )


@bp.get("/guidance/<int:row_id>")
def guidance_case(row_id: int) -> ResponseReturnValue:
    """One case card. It names no party and is open to the whole district."""
    row = db.session.get(GuidanceCase, row_id)
    if row is None:
        raise NotFound("没有这个指导案例。")
    return render_template(
        "disputes/guidance_case.html", row=row, questions=QUESTIONS, letters=LETTERS, title_of=ground_title
    )


@bp.route("/<int:dispute_id>/guidance", methods=["GET", "POST"])
def write_guidance(dispute_id: int) -> ResponseReturnValue:
    """写成指导案例: begins with what the dispute says."""
    file = look_up_dispute(dispute_id, current_user, Action.WRITE_GUIDANCE)
    form = GuidanceForm(data=begun(file))
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _written(dispute_id, form))
        if done is not None:
            return done
    return render_template(
        "disputes/write_guidance.html", form=form, file=file, dispute=file.dispute, ground_title=ground_title
    ), form.status


def _written(dispute_id: int, form: GuidanceForm) -> Response:
    with one_act(current_user, form.act_key.data or None) as act:
        file = look_up_dispute(dispute_id, current_user, Action.WRITE_GUIDANCE)
        row = GuidanceCase(
            organ_id=file.dispute.organ_id,
            dispute_id=dispute_id,
            written_by=current_user.id,
            written_at=act.at,
            **form.columns(),
        )
        db.session.add(row)
        db.session.flush()
        act.note("guidance_written", dispute=file.dispute.number, guidance=row.id, grounds=row.grounds)
        act.case_id = file.links[0].case_id if file.links else None
    flash("指导案例已写成，拟写这类答复时显示在旁边。")
    return redirect(url_for("disputes.guidance_case", row_id=row.id))
