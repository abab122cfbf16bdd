"""The pages of full personal data. A look that was repeated by reloading asks again."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action
from gov_requests.documents.preview import SHOWN, preview
from gov_requests.personal import actions, bp
from gov_requests.personal.forms import RevealForm
from gov_requests.records.base import new_key
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.refusals import AlreadyDone, NotFound
from gov_requests.web.acting import opened, request_ref
from gov_requests.web.case_head import case_head
from gov_requests.web.security import DOWNLOAD_POLICY

#: An identity card has two sides; a credit code's certificate one.
MOST_PAGES = 4


@bp.route("/<case:ref>/reveal", methods=["GET", "POST"])
def reveal(ref: str) -> ResponseReturnValue:
    """查看完整信息."""
    file, form = look_up(ref, current_user, Action.REVEAL), RevealForm()
    revealed = None
    if form.validate_on_submit():
        try:
            revealed = actions.reveal(ref, form.reason.data, opened(form))
        except AlreadyDone:
            form.refusals = ("这次查看已经登记过，请重新写明理由。",)
            form.act_key.data = new_key()
    ref = request_ref(file)
    papers = [paper for paper in actions.identity_papers(file.case.id) if paper.removed_at is None]
    return render_template(
        "personal/reveal.html",
        file=file,
        ref=ref,
        head=case_head(file, ref),
        form=form,
        revealed=revealed,
        papers=papers,
    ), form.status


@bp.route("/<case:ref>/identity/<string:public_id>", methods=["GET", "POST"])
def identity(ref: str, public_id: str) -> ResponseReturnValue:
    """查看身份证明."""
    file, form = look_up(ref, current_user, Action.VIEW_IDENTITY), RevealForm()
    if not actions.identity_papers(file.case.id, public_id):
        raise NotFound("没有这份身份证明。")
    if form.validate_on_submit():
        try:
            content, paper = actions.open_identity(ref, public_id, form.reason.data, opened(form))
        except AlreadyDone:
            form.refusals = ("这次查看已经登记过，请重新写明理由。",)
            form.act_key.data = new_key()
        else:
            return _shown(content, paper.media_type, file, request_ref(file))
    ref = request_ref(file)
    return render_template(
        "personal/identity.html", file=file, ref=ref, head=case_head(file, ref), form=form
    ), form.status


def _shown(content: bytes, media_type: str, file: Casefile, ref: str) -> ResponseReturnValue:
    """Show an identity paper as pictures of its pages; what cannot be drawn so is saved, never opened in the browser."""
    if media_type in SHOWN:
        first = preview(content, media_type)
        others = [preview(content, media_type, number) for number in range(2, min(first.pages, MOST_PAGES) + 1)]
        return render_template(
            "personal/identity_shown.html", pages=[first, *others], head=case_head(file, ref), ref=ref, file=file
        )
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    answer.headers["Content-Disposition"] = "attachment"
    return answer
