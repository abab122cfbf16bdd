"""Looking at full personal data: one journal row a look, and nothing else changes."""

from dataclasses import dataclass

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records import files
from gov_requests.records.agents import agent_of
from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, look_up
from gov_requests.records.papers import Attachment
from gov_requests.refusals import NotFound


@dataclass(frozen=True, slots=True)
class Revealed:
    """An applicant's data in full, as the page shows it once."""

    pairs: tuple[tuple[str, str], ...]


def reveal(ref: str, reason: str, opened: Opened) -> Revealed:
    """Return the full data of a request's applicant; the look is journalled with its reason, the data are not."""
    with one_act(opened.by, opened.key) as act:
        file = look_up(ref, opened.by, Action.REVEAL)
        act.note("personal_data_revealed", reason=reason, number=file.case.number)
        act.case_id = file.case.id
        return Revealed(_pairs(file))


def _pairs(file: Casefile) -> tuple[tuple[str, str], ...]:
    case, applicant = file.case, file.case.applicant
    found: tuple[tuple[str, str | None], ...] = (
        ("姓名或名称", applicant.name),
        (applicant.id_type or "证件号码", applicant.id_number),
        ("法定代表人", applicant.legal_representative),
        ("联系人", case.contact),
        ("联系电话", case.phone),
        ("通信地址", case.address),
        ("邮政编码", case.postcode),
        ("邮箱", case.email),
    )
    agent = agent_of(case.id)
    if agent is not None:
        found += (("代理人", agent.name), ("代理人证件号码", agent.id_number), ("代理人电话", agent.phone))
    return tuple((label, value) for label, value in found if value)


def open_identity(ref: str, public_id: str, reason: str, opened: Opened) -> tuple[bytes, Attachment]:
    """Return an identity paper (身份证明) of a request; the look is journalled. Raises ``NotFound`` once it was removed."""
    with one_act(opened.by, opened.key) as act:
        file = look_up(ref, opened.by, Action.VIEW_IDENTITY)
        row = identity_papers(file.case.id, public_id)[0:1]
        if not row or row[0].removed_at is not None:
            raise NotFound("没有这份身份证明，或已到期删除。")
        act.note("identity_paper_opened", reason=reason, number=file.case.number, paper=row[0].public_id)
        act.case_id = file.case.id
        return files.read(row[0].sha256, shelf=files.IDENTITY), row[0]


def identity_papers(case_id: int, public_id: str | None = None) -> list[Attachment]:
    """Return the identity papers of a request (or the one named)."""
    query = sa.select(Attachment).where(Attachment.case_id == case_id, Attachment.purpose == IDENTITY)
    if public_id is not None:
        query = query.where(Attachment.public_id == public_id)
    return list(db.session.scalars(query.order_by(Attachment.id)))
