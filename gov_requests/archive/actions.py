"""归档 of a closed request, and taking its whole file out."""

from collections.abc import Generator
from typing import Final

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.archive.pieces import bundle
from gov_requests.archive.volume import volume
from gov_requests.records.archives import Archived
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up, take_up
from gov_requests.records.cases import Case
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import now

#: 保管期限 (《机关文件材料归档范围和文书档案保管期限规定》): the office chooses, nothing is removed by it.
RETENTIONS = ("永久", "30年", "10年")
TAKEN = "归档号 {number} 已用于 {case}，请核对。"


def archived(file: Casefile) -> Archived | None:
    """Return the request's entry in the archive; None while it is not archived."""
    return db.session.scalars(sa.select(Archived).where(Archived.case_id == file.case.id)).one_or_none()


def archive(ref: str, number: str, retention: str, opened: Opened) -> Casefile:
    """归档: give a closed request its number in the archive and its term of retention, once."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "archive", opened)
        if archived(file) is not None:
            raise NotAllowed("这件申请已经归档。")
        other = db.session.scalar(
            sa.select(Case.number)
            .join(Archived, Archived.case_id == Case.id)
            .where(Archived.organ_id == file.case.organ_id, Archived.number == number)
        )
        if other is not None:
            raise BadInput(TAKEN.format(number=number, case=other), "number")
        db.session.add(
            Archived(
                organ_id=file.case.organ_id,
                case_id=file.case.id,
                number=number,
                retention=retention,
                archived_at=act.at,
            )
        )
        file.record(act, "archived", number=number, retention=retention)
    return file


#: How the whole file can be taken out.
BINDERS: Final = {"zip": bundle, "pdf": volume}


#: Yields how far the binding is; returns the request's file and what was bound of it.
TakingOut = Generator[tuple[int, int], None, tuple[Casefile, bytes]]


def take_out(ref: str, opened: Opened, form: str = "zip") -> TakingOut:
    """Bind the whole file into a ZIP or one PDF, yielding how far it is; the journal keeps who took it out and its catalogue's hash."""
    file = look_up(ref, opened.by, Action.ARCHIVE)
    # Bound before the act: nobody waits with his own writing until a long file is packed.
    content, catalogue = yield from BINDERS[form](file, now())
    with one_act(opened.by, opened.key) as act:
        act.note("file_taken_out", number=file.case.number, catalogue=catalogue, size=len(content))
        act.case_id = file.case.id
    return file, content
