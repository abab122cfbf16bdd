"""Acts on a frozen letter: its sealing is recorded with the scan, and a letter that is not sent is voided with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.documents.sealing import OnPaper
from gov_requests.records import files
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person
from gov_requests.records.seals import Seal
from gov_requests.refusals import BadInput, NotAllowed, NotFound

PURPOSE = "sealed"
PROVIDER = OnPaper()
#: A page of the register holds so many rows.
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What was written into the register: the number as read from the paper, when, by whom, how many copies."""

    number: str
    sealed_on: date
    sealed_by: str
    copies: int


def letter_in(file: Casefile, letter_id: int) -> Letter:
    """Return a letter of the request, else raise ``NotFound``."""
    row = db.session.get(Letter, letter_id)
    if row is None or row.case_id != file.case.id:
        raise NotFound("没有这份文书。")
    return row


def seal_of(letter: Letter) -> Seal | None:
    """Return the letter's entry in the register."""
    return db.session.scalars(sa.select(Seal).where(Seal.letter_id == letter.id)).one_or_none()


def seal(ref: str, letter_id: int, sealing: Sealing, scan: Sequence[Upload], opened: Opened) -> Casefile:
    """用印: record it with the scan that came back, once it is that of this very letter."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "seal", opened)
        letter = letter_in(file, letter_id)
        _refuse(letter, sealing, scan)
        kept = attach(file.case, scan, purpose=PURPOSE, by=opened.by, at=act.at)
        db.session.flush()
        db.session.add(
            Seal(
                letter_id=letter.id,
                provider=PROVIDER.name,
                sealed_on=sealing.sealed_on,
                sealed_by=sealing.sealed_by,
                copies=sealing.copies,
                attachment_id=kept[0].id,
                recorded_at=act.at,
            )
        )
        file.record(
            act,
            "sealed",
            happened_on=sealing.sealed_on,
            letter=letter.number,
            title=letter.title,
            sealed_by=sealing.sealed_by,
            copies=sealing.copies,
            pdf=letter.pdf_sha256,
            attachments=[item.public_id for item in kept],
        )
    return file


def _refuse(letter: Letter, sealing: Sealing, scan: Sequence[Upload]) -> None:
    if letter.voided_at is not None:
        raise NotAllowed("这份文书已经作废，不能用印。")
    if seal_of(letter) is not None:
        raise NotAllowed("这份文书已经登记用印。")
    if "".join(sealing.number.split()) != "".join(letter.number.split()):
        raise BadInput(f"与定稿的文号 {letter.number} 不符，请核对纸件。", "number")
    if sealing.sealed_on < letter.dated:
        raise BadInput(f"不能早于成文日期 {letter.dated.isoformat()}。", "sealed_on")
    if not scan:
        raise BadInput("请上传盖章件的扫描件。", "files")
    if (fault := PROVIDER.fault_of(files.read(letter.pdf_sha256), [one.content for one in scan])) is not None:
        raise BadInput(fault, "files")


def void(ref: str, letter_id: int, reason: str, opened: Opened) -> Casefile:
    """作废: a signed reply that was not sent; its 文号 stays taken, and the request is drafted again."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "void_letter", opened)
        letter = letter_in(file, letter_id)
        if letter.draft_id is None or letter.voided_at is not None or letter.deliveries:
            raise NotAllowed("只有已签发、尚未送达的答复可以作废。")
        letter.voided_at, letter.void_reason = act.at, reason
        file.record(act, "letter_voided", number=letter.number, title=letter.title, reason=reason)
    return file


def register(person: Person, before: int | None = None) -> list[tuple[Letter, Seal | None]]:
    """Return a page of the organ's register of numbers and seals, newest first; ``before`` the id that ended the last page."""
    query = (
        sa.select(Letter, Seal)
        .join(Seal, Seal.letter_id == Letter.id, isouter=True)
        .where(Letter.organ_id == person.organ_id)
    )
    if before is not None:
        query = query.where(Letter.id < before)
    return [(letter, entry) for letter, entry in db.session.execute(query.order_by(Letter.id.desc()).limit(PAGE + 1))]
