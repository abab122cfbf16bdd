"""Pages of a dispute's papers (材料): adding them, giving one back, showing one as a picture."""

from urllib.parse import quote

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import MultipleFileField
from werkzeug.wrappers import Response as BaseResponse
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.access import Action
from gov_requests.disputes import bp
from gov_requests.disputes.step_views import opened, shown, to_dispute
from gov_requests.documents.preview import preview
from gov_requests.records import files
from gov_requests.records.base import one_act
from gov_requests.records.dispute_file import look_up_dispute, taken_up
from gov_requests.records.dispute_papers import PURPOSES, DisputePaper, add_papers, papers_of
from gov_requests.refusals import NotFound
from gov_requests.web.acting import attempt, lost_files, uploads_of
from gov_requests.web.forms import ActForm, pairs
from gov_requests.web.security import DOWNLOAD_POLICY


class PapersForm(ActForm):
    """添加材料."""

    purpose = RadioField("材料类别", [InputRequired("请选择材料类别。")], choices=pairs(PURPOSES.items()))
    files = MultipleFileField("文件")


@bp.route("/<int:dispute_id>/papers", methods=["GET", "POST"])
def papers(dispute_id: int) -> ResponseReturnValue:
    """添加材料: into the file, the evidence package and the archive."""
    file = look_up_dispute(dispute_id, current_user, Action.HANDLE_DISPUTE)
    form = PapersForm()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(form, lambda: _added(dispute_id, form))
        if done is not None:
            return done
    return shown("disputes/papers.html", form, file, lost_files=lost_files())


def _added(dispute_id: int, form: PapersForm) -> BaseResponse:
    uploads, by = uploads_of(form.files.data), opened(form)
    with one_act(by.by, by.key) as act:
        file = taken_up(dispute_id, by.by, Action.HANDLE_DISPUTE, by.version)
        rows = add_papers(act, file, form.purpose.data, uploads)
    return to_dispute(dispute_id, f"已添加材料 {len(rows)} 件。")


@bp.get("/<int:dispute_id>/papers/<string:paper_id>")
def paper(dispute_id: int, paper_id: str) -> ResponseReturnValue:
    """Give a paper back, to be saved: what came from outside is not opened in the browser."""
    row = _paper(dispute_id, paper_id)
    answer = Response(files.read(row.sha256), mimetype=row.media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.filename, safe='')}"
    answer.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return answer


@bp.get("/<int:dispute_id>/papers/<string:paper_id>/preview")
def preview_paper(dispute_id: int, paper_id: str) -> ResponseReturnValue:
    """Show one page of a paper as a picture."""
    row = _paper(dispute_id, paper_id)
    picture = preview(files.read(row.sha256), row.media_type, request.args.get("page", 1, type=int))
    return render_template("disputes/paper.html", item=row, shown=picture, dispute_id=dispute_id)


def _paper(dispute_id: int, paper_id: str) -> DisputePaper:
    file = look_up_dispute(dispute_id, current_user)
    row = next((one for one in papers_of(file.dispute.id) if one.public_id == paper_id), None)
    if row is None:
        raise NotFound("没有这件材料，或者已经作废。")
    return row
