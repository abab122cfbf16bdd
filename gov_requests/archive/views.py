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
from gov_requests.web.case_head import case_head
from gov_requests.web.put_by import Shelf
from gov_requests.web.running import Run, Work, all_of, shown
from gov_requests.web.security import DOWNLOAD_POLICY

#: Files of up to so many pieces are waited for.
AT_ONCE = 20
_SHELF = Shelf("bound")


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
    file = look_up(ref, current_user, Action.ARCHIVE)
    form = TakeOutForm()
    if not form.validate_on_submit():
        for sentence in form.refusals:
            flash(sentence)
        return redirect(url_for("archive.show", ref=ref))
    name = f"{file.case.number} 全卷.{ending}"
    work = actions.take_out(ref, opened(form), ending)
    if len(contents_of(file)) > AT_ONCE:
        run = Run(_put_by(work, ref, current_user.id, {"name": name, "ending": ending}))
        return shown("archive/binding.html", run=run, file=file, head=case_head(file, ref), ref=ref)
    done = attempt(form, lambda: _given(all_of(work)[1], name, ending))
    if done is not None:
        return done
    for sentence in form.refusals:
        flash(sentence)
    return redirect(url_for("archive.show", ref=ref))


def _put_by(work: actions.TakingOut, ref: str, person_id: int, told: dict[str, str]) -> Work:
    _, content = yield from work
    token = _SHELF.put_by(content, ref=ref, person=person_id, **told)
    return lambda: url_for("archive.bound", ref=ref, token=token)


@bp.get("/<case:ref>/bound/<string:token>")
def bound(ref: str, token: str) -> ResponseReturnValue:
    """Give the long file that was bound, to whoever asked for it."""
    look_up(ref, current_user, Action.ARCHIVE)
    kept = _SHELF.waiting(token)
    if kept is None or (kept.told["ref"], kept.told["person"]) != (ref, current_user.id):
        flash("合成的全卷已经过时，请重新取出。")
        return redirect(url_for("archive.show", ref=ref))
    return _given(kept.content, kept.told["name"], kept.told["ending"])


def _given(content: bytes, name: str, ending: str) -> BaseResponse:
    given = Response(content, mimetype=f"application/{ending}")
    given.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    given.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return given
