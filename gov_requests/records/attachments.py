"""Attachments (材料): what may come in, and how it is kept."""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

import sqlalchemy as sa
from flask import current_app

from gov_requests.records import files
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.papers import Attachment
from gov_requests.records.pdf_texts import may_have_text, texts_of_pdf
from gov_requests.records.people import Person
from gov_requests.records.upload_marks import refuse_marked_name, refuse_marked_text
from gov_requests.records.upload_packages import Unfit, text_of_package
from gov_requests.records.upload_shapes import fault_of_jpeg, fault_of_pdf, fault_of_png
from gov_requests.refusals import BadInput
from gov_requests.today import day_of


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    filename: str
    content: bytes


#: Ending → what its content begins with, and the media type under which it is given back.
ACCEPTED: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
LARGEST = 20 * 1024 * 1024


def attach(case: Case, uploads: Sequence[Upload], *, purpose: str, by: Person, at: datetime) -> list[Attachment]:
    """Keep the uploads in the case. Raises ``BadInput`` for a file that may not come in."""
    return [_attach(case, upload, purpose, by, at) for upload in uploads]


#: The purpose of identity papers (身份证明): own shelf, own permission, removed after so many days.
IDENTITY = "identity"


def _attach(case: Case, upload: Upload, purpose: str, by: Person, at: datetime) -> Attachment:
    name = plain_name(upload.filename)
    media_type = checked(name, upload.content)
    return attach_own(case, Upload(name, upload.content), media_type, purpose=purpose, by=by, at=at)


def attach_own(case: Case, made: Upload, media_type: str, *, purpose: str, by: Person, at: datetime) -> Attachment:
    """Keep in the case what has been looked over, or what the system made itself."""
    apart = purpose == IDENTITY
    kept_days = timedelta(days=current_app.config["IDENTITY_DAYS"])
    row = Attachment(
        public_id=secrets.token_hex(16),
        case=case,
        purpose=purpose,
        filename=made.filename,
        media_type=media_type,
        size=len(made.content),
        sha256=files.keep(made.content, files.IDENTITY if apart else files.PAPERS),
        expires_on=day_of(at) + kept_days if apart else None,
        added_at=at,
        added_by=by.id,
    )
    db.session.add(row)
    return row


def checked(name: str, content: bytes) -> str:
    """Return the media type of an acceptable file, else raise ``BadInput`` with what would be right.

    No library has seen the file before: only its name, its length and its outer form are looked at.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in ACCEPTED:
        raise BadInput(f"“{name}”不能上传：只收 PDF、JPG、PNG、DOCX、XLSX。", "files")
    refuse_marked_name(name)
    if not content:
        raise BadInput(f"“{name}”是空文件，请重新选择。", "files")
    if len(content) > LARGEST:
        raise BadInput(f"“{name}”超过 {LARGEST // 1_048_576} MB，请压缩或分开上传。", "files")
    start, media_type = ACCEPTED[ending]
    if not content.startswith(start):
        raise BadInput(f"“{name}”的内容不是 {ending[1:].upper()} 文件，请重新扫描或另存。", "files")
    fault = _SHAPES[ending](content) if ending in _SHAPES else _fault_of_package(name, ending, content)
    if fault is not None:
        raise BadInput(f"“{name}”{fault}。", "files")
    return media_type


def refuse_marked_pages(name: str, content: bytes) -> None:
    """Raise ``BadInput`` for a PDF on whose pages a mark of secrecy stands as text. Call it outside of transactions.

    A file that is broken or acts by itself is not read: ``checked`` says so of it. A scan has no text: there a person looks.
    """
    if PurePosixPath(name).suffix.lower() != ".pdf" or not may_have_text(content) or fault_of_pdf(content):
        return
    for text in texts_of_pdf(content)[1]:
        refuse_marked_text(name, text)


_SHAPES = {".pdf": fault_of_pdf, ".jpg": fault_of_jpeg, ".jpeg": fault_of_jpeg, ".png": fault_of_png}


def _fault_of_package(name: str, ending: str, content: bytes) -> str | None:
    try:
        words = text_of_package(ending, content)
    except Unfit as unfit:
        return str(unfit)
    refuse_marked_text(name, words)
    return None


def plain_name(filename: str) -> str:
    """Return the file's own name without folders or invisible characters, shortened to 120 characters."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    shown = "".join(character for character in last if _can_be_seen(character)).strip()
    stem, dot, ending = shown.rpartition(".")
    return shown if len(shown) <= _LONGEST else f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}"


_LONGEST = 120


def _can_be_seen(character: str) -> bool:
    # A rare character that is newer than this Python's tables has no category yet (Cn); the last two of each plane never get one.
    unassigned = unicodedata.category(character) == "Cn" and ord(character) & 0xFFFE != 0xFFFE
    return unassigned or not unicodedata.category(character).startswith("C")


def remove_expired(on: date) -> list[Attachment]:
    """Mark the identity papers whose time has come as removed; call it inside an act, then ``forget`` their content."""
    query = sa.select(Attachment).where(
        Attachment.purpose == IDENTITY, Attachment.removed_at.is_(None), Attachment.expires_on < on
    )
    return list(db.session.scalars(query))


def forget(sha256s: Sequence[str]) -> None:
    """Delete content from the identity shelf that no standing paper needs any more."""
    for sha256 in sha256s:
        needed = sa.exists().where(
            Attachment.sha256 == sha256, Attachment.purpose == IDENTITY, Attachment.removed_at.is_(None)
        )
        if not db.session.scalar(sa.select(needed)):
            files.place_of(sha256, files.IDENTITY).unlink(missing_ok=True)
