"""From a valid form to its act, and from a refusal back to the form, with everything typed still in it."""

from collections.abc import Callable, Iterable

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from gov_requests.moves import BY_ACT
from gov_requests.procedure import refusal
from gov_requests.records.attachments import Upload, plain_name, refuse_marked_pages
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile, Opened
from gov_requests.records.cases import Case
from gov_requests.records.scope import case_ref
from gov_requests.records.virus_scan import scan
from gov_requests.refusals import AlreadyDone, BadInput, NotFound, Refusal, SomeoneElseActed
from gov_requests.web.case_head import case_head
from gov_requests.web.forms import ActForm


def attempt(form: ActForm, act: Callable[[], Response]) -> Response | None:
    """Run ``act``; on a refusal leave its sentences on the form and return None, so that the view renders it again.

    A form that came in before (``AlreadyDone``) leads to where it led the first time. Out of scope stays a 404.
    """
    try:
        return act()
    except AlreadyDone as done:
        return _where_it_led(done.case_id)
    except NotFound:
        raise
    except BadInput as bad:
        if bad.field is not None:
            form[bad.field].errors = [*form[bad.field].errors, *bad.sentences]
        else:
            form.refusals = bad.sentences
        form.refused_with = bad.status
    except Refusal as refusal:
        form.refusals, form.refused_with = refusal.sentences, refusal.status
        if isinstance(refusal, SomeoneElseActed):
            form.version.data = ""  # The view puts the present version in; the person has seen what changed.
    return None


def opened(form: ActForm) -> Opened:
    """Return who acts, with the form's key and version."""
    return Opened(current_user, form.act_key.data or None, form.opened_on)


def uploads_of(files: Iterable[FileStorage | None] | None) -> list[Upload]:
    """Return what a file field holds (None: it did not come in), empty rows left out.

    Raises ``BadInput`` for what the virus scanner does not pass, and for a PDF whose text bears a mark of secrecy. Both are asked
    here, before the act, so that nobody waits for them with the database in hand.
    """
    found = [Upload(file.filename, file.read()) for file in files or () if file and file.filename]
    for upload in found:
        name = plain_name(upload.filename)
        scan(name, upload.content)
        refuse_marked_pages(name, upload.content)
    return found


def answer(form: ActForm, file: Casefile, template: str, act: str, **shown: object) -> tuple[str, int]:
    """Render the page of a form that leads to ``act``, the form carrying the version that the person now sees.

    Where the procedure does not allow the act now the page says why before anything is typed (``blocked``).
    """
    if not form.version.data:
        form.version.data = str(file.version)
    ref = request_ref(file)
    return render_template(
        template,
        form=form,
        file=file,
        ref=ref,
        head=case_head(file, ref),
        blocked=refusal(BY_ACT[act], file.stage),
        lost_files=lost_files(),
        **shown,
    ), form.status


def lost_files() -> str:
    """Return a sentence naming the files that came with a refused form: a browser does not send them again by itself."""
    names = [file.filename or "" for files in request.files.lists() for file in files[1] if file.filename]
    return f"“{'”“'.join(names)}”还没有保存，请重新选择。" if names else ""


def request_ref(file: Casefile) -> str:
    """Return how the present reader's URLs name the request."""
    return case_ref(file.case.number, file.case.organ.code, current_user)


def to_case(case: Case, sentence: str) -> Response:
    """Redirect to the case page with what has been done."""
    flash(sentence)
    return redirect(url_for("cases.show", ref=case_ref(case.number, case.organ.code, current_user)))


def _where_it_led(case_id: int | None) -> Response:
    case = db.session.get(Case, case_id) if case_id is not None else None
    if case is None:
        return redirect(url_for("desk.home"))
    return to_case(case, "这份表单已经提交过，没有重复登记。")
