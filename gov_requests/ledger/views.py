"""The ledger's pages: bring in (upload, check, import), take out (masked, or in full with a second person)."""

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.access import Action, Scope
from gov_requests.documents.workbooks import XLSX
from gov_requests.ledger import bp, full_export, shelf
from gov_requests.ledger.checking import check
from gov_requests.ledger.forms import FullForm, ImportForm, UploadForm, years
from gov_requests.ledger.reading import look_at, read_ledger
from gov_requests.ledger.running import Run, shown
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import empty, marked, taken_out
from gov_requests.records.attachments import plain_name
from gov_requests.records.base import db
from gov_requests.records.people import Organ
from gov_requests.records.scope import scope
from gov_requests.records.standing_in import granted
from gov_requests.records.virus_scan import scan
from gov_requests.refusals import NotFound
from gov_requests.today import today
from gov_requests.web.acting import attempt, opened

NO_ORGAN = "没有这个单位，或不在您的范围内。"
GONE = "没有等待导入的台账：已经导入，或上传已超过一小时。需要的请重新上传。"


@bp.get("/")
def index() -> ResponseReturnValue:
    """台账: what can be done with it."""
    return _index(UploadForm())


def _index(upload: UploadForm) -> tuple[str, int]:
    return render_template(
        "ledger/index.html",
        upload=upload,
        years=years(today().year),
        organs=_organs(),
        agreed=full_export.agreed(current_user),
        may={action.value for action in Action if granted(current_user, action)},
    ), upload.status


@bp.get("/template.xlsx")
def template() -> Response:
    """The empty ledger with drop-down lists and help."""
    return _workbook(empty(), "ledger-template.xlsx")


@bp.post("/uploads")
def upload() -> ResponseReturnValue:
    """上传: the workbook is looked over and kept for its check; nothing is stored."""
    form = UploadForm()
    if form.validate_on_submit():
        done = attempt(form, lambda: _uploaded(form))
        if done is not None:
            return done
    return _index(form)


def _uploaded(form: UploadForm) -> BaseResponse:
    name, content = plain_name(form.file.data.filename or "台账.xlsx"), form.file.data.read()
    scan(name, content, "file")
    look_at(content)
    shelf.put_by(name, content, form.year_format.data)
    return redirect(url_for("ledger.preview"))


@bp.get("/check")
def preview() -> ResponseReturnValue:
    """核对: what the upload holds, what is wrong, what was unlawful; nothing is stored."""
    kept = shelf.waiting()
    if kept is None:
        return _gone()
    return shown(Run(kept, current_user.organ, ImportForm(formdata=None)))


@bp.get("/marked.xlsx")
def marked_workbook() -> Response:
    """The uploaded rows with what is wrong and what was unlawful beside them."""
    kept = shelf.waiting()
    if kept is None:
        raise NotFound(GONE)
    raw = read_ledger(kept.content)
    found = check(raw, current_user.organ, today(), year_format=kept.year_format)
    return _workbook(marked(raw, found.faults, found.warnings), "ledger-marked.xlsx")


@bp.post("/import")
def bring_in() -> ResponseReturnValue:
    """导入: all of it, or nothing."""
    form, kept = ImportForm(), shelf.waiting()
    if kept is None:
        return _gone()
    if not form.validate_on_submit():
        return redirect(url_for("ledger.preview"))
    return shown(Run(kept, current_user.organ, form, opened(form)))


def _gone() -> BaseResponse:
    flash(GONE, "warn")
    return redirect(url_for("ledger.index"))


@bp.get("/export.xlsx")
def export() -> Response:
    """An organ's ledger, personal data masked: the own organ's, or of any where somebody reads the whole district."""
    typed = request.args.get("year", "")
    year = int(typed) if typed in dict(years(today().year)) and typed else None
    reach, organ = granted(current_user, Action.EXPORT_LEDGER), _organ_asked_for()
    whole = Scope.DISTRICT in reach or (Scope.ORGAN in reach and organ.id == current_user.organ_id)
    within = None if whole else scope(current_user, Action.EXPORT_LEDGER)
    content, _counts = taken_out(TakenOut(organ, year, within=within))
    return _workbook(content, f"ledger-{organ.code}-{year or 'all'}-masked.xlsx")


def _organ_asked_for() -> Organ:
    code = request.args.get("organ", "")
    own: Organ = current_user.organ
    if not code or code == own.code:
        return own
    if Scope.DISTRICT not in granted(current_user, Action.EXPORT_LEDGER):
        raise NotFound(NO_ORGAN)
    organ = db.session.scalars(sa.select(Organ).where(Organ.code == code)).one_or_none()
    if organ is None:
        raise NotFound(NO_ORGAN)
    return organ


def _organs() -> list[tuple[str, str]]:
    """Return the organs to choose from; none where the own one is the only choice."""
    if Scope.DISTRICT not in granted(current_user, Action.EXPORT_LEDGER):
        return []
    return [(row.code, row.name) for row in db.session.execute(sa.select(Organ.code, Organ.name).order_by(Organ.id))]


@bp.route("/full-export", methods=["GET", "POST"])
def ask_full() -> ResponseReturnValue:
    """申请完整导出: put before a second person."""
    form = FullForm(today().year)
    if form.validate_on_submit():
        done = attempt(form, lambda: _asked(form))
        if done is not None:
            return done
    return render_template("ledger/full_export.html", form=form), form.status


def _asked(form: FullForm) -> BaseResponse:
    full_export.ask(form.chosen, form.reason.data, opened(form))
    flash("已提交复核。同意后 7 天内可在台账页下载。")
    return redirect(url_for("proposals.waiting"))


@bp.post("/full-exports/<int:proposal_id>.xlsx")
def fetch_full(proposal_id: int) -> ResponseReturnValue:
    """The full ledger of an agreed export; each time a row of the journal."""
    content, year = full_export.fetch(proposal_id, by=current_user)
    return _workbook(content, f"ledger-{year or 'all'}-full.xlsx")


def _workbook(content: bytes, name: str) -> Response:
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
