"""Files of the counter's drafts: sealed, under the hash of what is stored, on a shelf of their own; gone with the draft."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records import files
from gov_requests.records.attachments import Upload, checked, plain_name
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.keys import keyring
from gov_requests.records.people import Person
from gov_requests.records.types import Sealed
from gov_requests.refusals import BadInput

#: A draft holds so many files, and so many bytes.
MOST_FILES, MOST_BYTES = 30, 100 * 1024 * 1024
TOO_MANY = f"一份草稿最多存 {MOST_FILES} 个附件，共 {MOST_BYTES // 1_048_576} MB，请先登记，再到案卷补充。"


class EntryDraftFile(db.Model):  # type: ignore[name-defined,misc]
    """A file that came with a form that is not registered yet. ``field`` is the form's; each file is sealed anew, so none is shared."""

    __tablename__ = "entry_draft_files"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    key: Mapped[str] = mapped_column(sa.String(64))
    field: Mapped[str] = mapped_column(sa.String(20))
    filename: Mapped[str] = mapped_column(Sealed())
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    __table_args__ = (sa.Index("ix_entry_draft_files_key", "person_id", "key", "id"),)


class KeptFile(NamedTuple):
    """A file of a draft as the form lists it; ``content`` comes with ``uploads``."""

    id: int
    field: str
    filename: str
    size: int


def keep_files(person: Person, key: str, coming: Iterable[tuple[str, Upload]]) -> None:
    """Keep files (each with its form field) with a draft that is kept already. Raises ``BadInput`` for what may not come in.

    What is there already, word for word, is not kept twice: a browser sends it again after a lost answer.
    """
    fresh = list(coming)
    for field, upload in fresh:
        _check(field, upload)
    with bookkeeping() as session:
        standing = _rows(person, key)
        fresh = [(field, upload) for field, upload in fresh if not any(_same(row, field, upload) for row in standing)]
        total = sum(row.size for row in standing) + sum(len(upload.content) for _field, upload in fresh)
        if len(standing) + len(fresh) > MOST_FILES or total > MOST_BYTES:
            raise BadInput(TOO_MANY, "files")
        for field, upload in fresh:
            session.add(
                EntryDraftFile(
                    person_id=person.id,
                    key=key,
                    field=field,
                    filename=plain_name(upload.filename),
                    size=len(upload.content),
                    sha256=files.keep(keyring().seal_bytes(upload.content), files.DRAFTS),
                )
            )


def _check(field: str, upload: Upload) -> None:
    try:
        checked(plain_name(upload.filename), upload.content)
    except BadInput as bad:
        raise BadInput(bad.sentences[0], field) from bad


def kept_files(person: Person, key: str) -> list[KeptFile]:
    """Return the files of a draft, in the order in which they came."""
    return [KeptFile(row.id, row.field, row.filename, row.size) for row in _rows(person, key)]


def uploads(person: Person, key: str, field: str) -> list[Upload]:
    """Return the files that came in one field, with their content."""
    return [Upload(row.filename, _content(row)) for row in _rows(person, key) if row.field == field]


def remove_file(person: Person, key: str, file_id: int) -> None:
    """Take one file out of a draft."""
    with bookkeeping() as session:
        gone = [row for row in _rows(person, key) if row.id == file_id]
        for row in gone:
            session.delete(row)
    forget_content([row.sha256 for row in gone])


def release(person: Person, key: str) -> list[str]:
    """Forget the rows of a draft's files inside an open transaction; return the hashes that ``forget_content`` takes after it."""
    gone = sa.delete(EntryDraftFile).where(EntryDraftFile.person_id == person.id, EntryDraftFile.key == key)
    return list(db.session.scalars(gone.returning(EntryDraftFile.sha256)))


def forget_content(sha256s: Iterable[str]) -> None:
    """Delete content that no draft names any more. What is cut off here, the nightly sweep finds."""
    for sha256 in sha256s:
        files.place_of(sha256, files.DRAFTS).unlink(missing_ok=True)


def _rows(person: Person, key: str) -> Sequence[EntryDraftFile]:
    query = sa.select(EntryDraftFile).where(EntryDraftFile.person_id == person.id, EntryDraftFile.key == key)
    return db.session.scalars(query.order_by(EntryDraftFile.id)).all()


def _same(row: EntryDraftFile, field: str, upload: Upload) -> bool:
    alike = (row.field, row.filename, row.size) == (field, plain_name(upload.filename), len(upload.content))
    return alike and _content(row) == upload.content


def _content(row: EntryDraftFile) -> bytes:
    return keyring().unseal_bytes(files.read(row.sha256, files.DRAFTS))
