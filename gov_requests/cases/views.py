"""The case page, its day list, its letters and attachments."""

import json
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action
from gov_requests.cases import bp, page
from gov_requests.cases.clock_card import clock_card
from gov_requests.cases.day_list import day_list
from gov_requests.cases.disputed import dispute_trail, disputed, latest_first
from gov_requests.cases.reply_card import internal_rows, reply_cards
from gov_requests.documents import clock_proof_pdf
from gov_requests.documents.answers import letter_code, told
from gov_requests.documents.clock_proof import clock_proof
from gov_requests.documents.content import Letter as LetterContent
from gov_requests.documents.docx import DOCX, render_docx
from gov_requests.documents.kinds import LETTERS, SEVERAL
from gov_requests.documents.preview import SHOWN, preview
from gov_requests.procedure import ORDER, STAGE_TITLES, Stage
from gov_requests.records import files
from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, look_up
from gov_requests.records.deliveries import came_back
from gov_requests.records.drafts import latest_draft
from gov_requests.records.items import items_of
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.ranges import range_of
from gov_requests.refusals import NotFound
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind
from gov_requests.terms import APPLICANT_KINDS, CHANNELS, DELIVERY_METHODS
from gov_requests.today import now, today
from gov_requests.web.acting import request_ref
from gov_requests.web.case_head import case_head
from gov_requests.web.checks import checks_of
from gov_requests.web.security import DOWNLOAD_POLICY, LETTER_POLICY


@bp.get("/<case:ref>")
def show(ref: str) -> ResponseReturnValue:
    """案卷: clock, request, letters, trail, moves."""
    file = look_up(ref, current_user)
    ref = request_ref(file)
    allowed, refused = page.moves(file, ref)
    draft = latest_draft(file.case.id)
    kind = _kind(file, draft)
    drafting = draft is not None and ORDER.index(file.stage) < ORDER.index(Stage.DELIVERING)
    return render_template(
        "cases/show.html",
        previewed=SHOWN,
        file=file,
        case=file.case,
        ref=ref,
        clock=clock_card(file, ref),
        stages=page.stages(file),
        stage_title=STAGE_TITLES[file.stage],
        trail=latest_first(page.trail(file), dispute_trail(file)),
        **disputed(file, current_user),
        allowed=allowed,
        refused=refused,
        waiting=page.waiting_for(file),
        role=page.role_words(current_user),
        handler=page.handler_of(file),
        applicant_facts=page.applicant_facts(file.case),
        to_confirm=file.state.unconfirmed,
        may_confirm=file.allows(Action.REGISTER),
        may_reveal=file.allows(Action.REVEAL),
        may_urge=file.allows(Action.URGE) and file.stage is not Stage.CLOSED,
        letters=page.letters_of(file),
        draft=draft,
        drafting=drafting,
        letter_title=LETTERS.get(letter_code(draft), SEVERAL).title if draft is not None else "答复",
        items=items_of(file.entries),
        answer_told=told(draft) if draft is not None else [],
        checks=checks_of(file, draft) if draft is not None and drafting else None,
        kind=kind,
        reply_cards=reply_cards(file, ref),
        internal=internal_rows(file),
        may_draft=file.allows(Action.DRAFT),
        reviews=page.reviews_shown(file, draft),
        channel=CHANNELS[file.state.channel],
        applicant_kind=APPLICANT_KINDS[file.case.applicant.kind],
        **page.papers_of(file),
    )


def _kind(file: Casefile, draft: object) -> ReplyKind | None:
    code = getattr(draft, "reply_kind", None) or file.state.reply_kind
    return REPLY_KINDS.get(code) if code else None


@bp.get("/<case:ref>/clock")
def days(ref: str) -> ResponseReturnValue:
    """逐日清单 and the steps of the clock."""
    file = look_up(ref, current_user)
    ref, clock = request_ref(file), file.clock()
    return render_template(
        "cases/clock.html",
        file=file,
        case=file.case,
        ref=ref,
        head=case_head(file, ref),
        clock=clock,
        between=range_of(clock, file.facts),
        days=day_list(clock),
    )


@bp.get("/<case:ref>/clock.json")
def proof_json(ref: str) -> ResponseReturnValue:
    """期限计算书 as JSON: the proof of the dates as of today."""
    file = look_up(ref, current_user)
    text = json.dumps(_proof(file), ensure_ascii=False, indent=1) + "\n"
    return _file(text.encode(), "application/json", f"{file.case.number} 期限计算书.json", ours=False)


@bp.get("/<case:ref>/clock.pdf")
def proof_pdf(ref: str) -> ResponseReturnValue:
    """期限计算书 as PDF: fit to be put before a court."""
    file = look_up(ref, current_user)
    content = clock_proof_pdf.proof_pdf(_proof(file), font_dir=current_app.config.get("FONT_DIR"))
    return _file(content, "application/pdf", f"{file.case.number} 期限计算书.pdf", ours=True)


def _proof(file: Casefile) -> dict[str, Any]:
    return clock_proof(file, as_of=today(), made_at=now(), made_by=f"{file.case.organ.name} {current_user.name}")


@bp.get("/<case:ref>/letters/<int:letter_id>")
def letter(ref: str, letter_id: int) -> ResponseReturnValue:
    """Show a letter as it was frozen."""
    file, row = _letter(ref, letter_id)
    ref = request_ref(file)
    return render_template(
        "cases/letter.html",
        file=file,
        case=file.case,
        ref=ref,
        head=case_head(file, ref),
        row=row,
        letter=LetterContent.from_dict(row.content),
        methods=DELIVERY_METHODS,
        mail_back=came_back(file.entries),
        may_seal=file.allows(Action.DELIVER),
        may_void=file.allows(Action.SIGN),
    )


@bp.get("/<case:ref>/letters/<int:letter_id>.pdf")
def letter_pdf(ref: str, letter_id: int) -> ResponseReturnValue:
    """Give a letter's PDF, the very file that was frozen."""
    file, row = _letter(ref, letter_id)
    return _file(files.read(row.pdf_sha256), "application/pdf", f"{file.case.number} {row.title}.pdf", ours=True)


@bp.get("/<case:ref>/letters/<int:letter_id>.docx")
def letter_docx(ref: str, letter_id: int) -> ResponseReturnValue:
    """Give a letter as DOCX: the very file that came back from the OA and was signed, else the same words for editing."""
    file, row = _letter(ref, letter_id)
    content = files.read(row.docx_sha256) if row.docx_sha256 else render_docx(LetterContent.from_dict(row.content))
    return _file(content, DOCX, f"{file.case.number} {row.title}.docx", ours=False)


@bp.get("/<case:ref>/attachments/<string:public_id>")
def attachment(ref: str, public_id: str) -> ResponseReturnValue:
    """Give an attachment of the request, to be saved."""
    row = _attachment(look_up(ref, current_user), public_id)
    return _file(files.read(row.sha256), row.media_type, row.filename, ours=False)


@bp.get("/<case:ref>/attachments/<string:public_id>/preview")
def preview_attachment(ref: str, public_id: str) -> ResponseReturnValue:
    """Show an attachment as a picture of one of its pages: what came from outside is not opened in the browser."""
    file = look_up(ref, current_user)
    row = _attachment(file, public_id)
    shown = preview(files.read(row.sha256), row.media_type, request.args.get("page", 1, type=int))
    ref = request_ref(file)
    return render_template("cases/preview.html", file=file, ref=ref, item=row, shown=shown, head=case_head(file, ref))


def _attachment(file: Casefile, public_id: str) -> Attachment:
    row = db.session.scalars(
        sa.select(Attachment).where(
            Attachment.case_id == file.case.id, Attachment.public_id == public_id, Attachment.purpose != IDENTITY
        )
    ).one_or_none()
    if row is None:
        raise NotFound("没有这个附件。")
    return row


def _letter(ref: str, letter_id: int) -> tuple[Casefile, Letter]:
    file = look_up(ref, current_user)
    row = db.session.scalars(
        sa.select(Letter).where(Letter.case_id == file.case.id, Letter.id == letter_id)
    ).one_or_none()
    if row is None:
        raise NotFound("没有这份文书。")
    return file, row


def _file(content: bytes, media_type: str, name: str, *, ours: bool) -> Response:
    """Give a file: our own letters open in the browser, whatever came from outside is saved."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"{'inline' if ours else 'attachment'}; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = LETTER_POLICY if ours else DOWNLOAD_POLICY
    return answer
