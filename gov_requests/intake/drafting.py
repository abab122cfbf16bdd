"""Keeping what the counter types until it is registered, files among it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request
from flask_login import current_user

from gov_requests.intake.forms import RegisterForm
from gov_requests.records.attachments import Upload
from gov_requests.records.entry_draft_files import keep_files, kept_files, uploads
from gov_requests.records.entry_drafts import Kept, keep_draft, kept_drafts
from gov_requests.refusals import BadInput
from gov_requests.web.acting import uploads_of

#: The form's fields that take files.
FIELDS = ("files", "identity_files")
#: How many drafts the page offers to go on with.
OFFERED = 10
#: What a form carries that is no text of the person.
_OURS = frozenset({"csrf_token", "act"})
_SHOWN = 30

Coming = Sequence[tuple[str, Upload]]


@dataclass(frozen=True, slots=True)
class Offered:
    """A draft that the page offers to go on with."""

    key: str
    kept_at: datetime
    name: str
    about: str
    files: int


def coming(form: RegisterForm) -> Coming:
    """Return the files that came in, each with its field; one that the virus scanner does not pass is an error of the form."""
    found: list[tuple[str, Upload]] = []
    for name in FIELDS:
        try:
            found += [(name, upload) for upload in uploads_of(form[name].data)]
        except BadInput as bad:
            _refuse(form, name, bad)
    return found


def keep(form: RegisterForm, files: Coming = ()) -> bool:
    """Keep the form as it was typed, with its files; return whether it is kept. A file that may not come in is an error of the form."""
    typed = ((name, text) for name, text in request.form.items(multi=True) if name not in _OURS)
    key = form.act_key.data or ""
    if not keep_draft(current_user, key, typed):
        return False
    if not files:
        return True
    try:
        keep_files(current_user, key, files)
    except BadInput as bad:
        _refuse(form, bad.field or FIELDS[0], bad)
        return False
    return True


def held(form: RegisterForm, name: str, direct: Coming) -> list[Upload]:
    """Return all files of a field: those that the draft holds, and ``direct`` ones that no draft could hold."""
    kept = uploads(current_user, form.act_key.data or "", name)
    return kept + [upload for field, upload in direct if field == name]


def offered() -> list[Offered]:
    """Return the person's drafts as the page offers them, the newest first."""
    return [_offered(one) for one in kept_drafts(current_user, OFFERED)]


def _offered(one: Kept) -> Offered:
    about = " ".join((one.first("title") or one.first("description")).split())
    files = len(kept_files(current_user, one.key))
    return Offered(one.key, one.kept_at, one.first("name")[:_SHOWN], about[:_SHOWN], files)


def _refuse(form: RegisterForm, name: str, bad: BadInput) -> None:
    form[name].errors = [*form[name].errors, *bad.sentences]
