"""The draft as DOCX for the OA, and its copy that comes back: what differs is shown before anybody signs it."""

from urllib.parse import quote

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.access import Action
from gov_requests.documents.docx import DOCX, render_docx
from gov_requests.documents.issue import reply_letter
from gov_requests.documents.returned import differences
from gov_requests.documents.signed_copy import objections_to_returned
from gov_requests.records import files
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up, take_up
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Draft
from gov_requests.records.returned import RETURNED, returned_for
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.replies import bp
from gov_requests.web.acting import answer, attempt, opened, to_case, uploads_of
from gov_requests.web.checks import rows_of
from gov_requests.web.forms import ActForm
from gov_requests.web.security import DOWNLOAD_POLICY

NO_COPY = "请选择从办公系统导出的 DOCX 文件。"


class CopyForm(ActForm):
    """上传回传稿."""

    files = FileField("回传稿")


def keep_copy(ref: str, copy: Upload | None, opened: Opened) -> Casefile:
    """Keep the DOCX that came back for the newest draft; None: the draft itself is to be signed again."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "return_copy", opened)
        draft = _draft(file)
        public_id = sha256 = None
        if copy is not None:
            differences(reply_letter(file, draft), copy.content)  # Refuses what is no DOCX, or unsafe to read.
            kept = attach(file.case, [copy], purpose=RETURNED, by=opened.by, at=act.at)[0]
            db.session.flush()
            public_id, sha256 = kept.public_id, kept.sha256
        elif returned_for(file.entries, draft) is None:
            raise NotAllowed("没有回传稿可以撤下。")
        file.record(
            act,
            "copy_returned",
            version=draft.version,
            content_hash=draft.content_hash,
            public_id=public_id,
            sha256=sha256,
        )
    return file


def _draft(file: Casefile) -> Draft:
    draft = latest_draft(file.case.id)
    if draft is None:
        raise NotFound("还没有拟稿。")
    return draft


@bp.get("/<case:ref>/draft.docx")
def docx(ref: str) -> ResponseReturnValue:
    """The newest draft as DOCX, with the places for number and date left open."""
    file = look_up(ref, current_user)
    draft = _draft(file)
    letter = reply_letter(file, draft)
    given = Response(render_docx(letter), mimetype=DOCX)
    name = f"{file.case.number} {letter.title} 第{draft.version}稿.docx"
    given.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    given.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return given


@bp.route("/<case:ref>/returned", methods=["GET", "POST"])
def returned(ref: str) -> ResponseReturnValue:
    """回传稿: upload it, see what differs, or take it back."""
    file = look_up(ref, current_user, Action.DRAFT)
    form, draft = CopyForm(), _draft(file)
    if form.validate_on_submit():
        done = attempt(form, lambda: _kept(ref, form))
        if done is not None:
            return done
    copy = returned_for(file.entries, draft)
    found = (
        objections_to_returned(reply_letter(file, draft), files.read(copy.sha256), file.case.description)
        if copy
        else []
    )
    return answer(form, file, "replies/returned.html", "return_copy", draft=draft, copy=copy, checks=rows_of(found))


def _kept(ref: str, form: CopyForm) -> BaseResponse:
    if request.form.get("act") == "withdraw":
        return to_case(keep_copy(ref, None, opened(form)).case, "回传稿已撤下，签发的是系统文稿。")
    uploads = uploads_of([form.files.data])
    if not uploads:
        raise BadInput(NO_COPY, "files")
    return to_case(keep_copy(ref, uploads[0], opened(form)).case, "回传稿已上传，与系统文稿的差别已列给签发人。")
