"""What a reviewer or signer read last of a request, and what has changed since: both versions side by side."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gov_requests.documents.issue import reply_letter
from gov_requests.documents.versions import Changed, changes
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.papers import Draft
from gov_requests.records.people import Person

#: Move → the rows that show that somebody in its place has read a version.
_READ = {
    "pass_legal": frozenset({"legal_passed", "legal_returned"}),
    "sign": frozenset({"signature_returned", "signed"}),
}
_BY_ANYBODY = frozenset().union(*_READ.values(), {"secrecy_passed", "secrecy_returned"})


@dataclass(frozen=True, slots=True)
class SinceRead:
    """``version`` was read last, at ``at``, by ``reader`` (``own``: by the person who looks now); then these places changed."""

    version: int
    at: datetime
    reader: str
    own: bool
    opinion: str
    changed: list[Changed]
    #: Files that are given out: (title, added or taken out).
    files: list[tuple[str, str]]

    @property
    def same(self) -> bool:
        """Whether not a word and no file differs."""
        return not self.changed and not self.files


def since_read(file: Casefile, draft: Draft, person: Person, act: str) -> SinceRead | None:
    """Return what changed since the version that this person read last, else since the one last read for this ``act`` by others.

    None where nobody read an earlier one.
    """
    read = [
        row
        for row in file.journal
        if row.kind in _BY_ANYBODY
        and (row.kind in _READ[act] or row.recorded_by == person.id)
        and row.data.get("version", draft.version) < draft.version
    ]
    own = [row for row in read if row.recorded_by == person.id]
    if not read:
        return None
    row = (own or read)[-1]
    before = db.session.scalars(
        sa.select(Draft).where(Draft.case_id == file.case.id, Draft.version == row.data["version"])
    ).one()
    reader = db.session.get(Person, row.recorded_by) if row.recorded_by is not None else None
    return SinceRead(
        version=before.version,
        at=row.recorded_at,
        reader=reader.name if reader is not None else row.signature,
        own=bool(own),
        opinion=row.data.get("opinion", ""),
        changed=changes(reply_letter(file, before), reply_letter(file, draft)),
        files=_files(before, draft),
    )


def _files(before: Draft, after: Draft) -> list[tuple[str, str]]:
    old = {(item["title"], item["sha256"]) for item in before.files}
    new = {(item["title"], item["sha256"]) for item in after.files}
    gone = [(title, "不再提供") for title, _sha in sorted(old - new)]
    return [*gone, *((title, "新增或者换过") for title, _sha in sorted(new - old))]
