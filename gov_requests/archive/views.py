"""Pages of the archive room: the catalogue of a request's file, the ZIP, 归档."""

from urllib.parse import quote

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.access import Action
from gov_requests.archive import actions, bp
from gov_requests.archive.contents import Kept, contents_of
from gov_requests.archive.forms import ArchiveForm, TakeOutForm
from gov_requests.procedure import Stage
from gov_requests.records.casefile import look_up
from gov_requests.web.acting import answer, attempt, opened, to_case
from gov_requests.web.security import DOWNLOAD_POLICY


@bp.route("/<case:ref>/", methods=["GET", "POST"])
def show(ref: str) -> ResponseReturnValue:
    """一案一卷: what the file holds, in order; 归档 once the request is closed."""
    file = look_up(ref, current_user, Action.ARCHIVE)
    form = ArchiveForm()
    if form.validate_on_submit() and not form.only_checks:
        done = attempt(
            form,
            lambda: to_case(actions.archive(ref, form.number.data, form.retention.data, opened(form)).case, "已归档。"),
        )
        if done is not None:
            return done
    return answer(
        form,
        file,
        "archive/show.html",
        "archive",
        contents=[(one, one.sha256 if isinstance(one, Kept) else "") for one in contents_of(file)],
        archived=actions.archived(file),
        closed=file.stage is Stage.CLOSED,
    )


@bp.post("/<case:ref>/file.zip")
def take_out(ref: str) -> ResponseReturnValue:
    """Give the whole file as a ZIP with its catalogue."""
    return _taken_out(ref, "zip")


@bp.post("/<case:ref>/file.pdf")
def take_out_pdf(ref: str) -> ResponseReturnValue:
    """Give the whole file as one PDF, its catalogue in front."""
    return _taken_out(ref, "pdf")


def _taken_out(ref: str, ending: str) -> ResponseReturnValue:
    look_up(ref, current_user, Action.ARCHIVE)
    form = TakeOutForm()
    done = attempt(form, lambda: _given(ref, form, ending)) if form.validate_on_submit() else None
    if done is not None:
        return done
    for sentence in form.refusals:
        flash(sentence)
    return redirect(url_for("archive.show", ref=ref))


def _given(ref: str, form: TakeOutForm, ending: str) -> BaseResponse:
    file, content = actions.take_out(ref, opened(form), ending)
    given = Response(content, mimetype=f"application/{ending}")
    name = quote(f"{file.case.number} 全卷.{ending}")
    given.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    given.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return given
