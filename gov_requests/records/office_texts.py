"""Words that an office may change (文书用语、文号格式): versions with the day from which they hold; never edited, never a template.

Each version was proposed by one person and approved by another. A letter is made with the version that holds on its day, and the journal
row of its signature names the versions that stand in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Person
from gov_requests.records.types import Instant


class OfficeText(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One version of an organ's text for a slot (``SLOTS``), from ``starts_on`` on; empty: the slot says nothing of its own again."""

    __tablename__ = "office_texts"
    __table_args__ = (sa.CheckConstraint("proposed_by <> approved_by", name="approved_by_another"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    slot: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text)
    starts_on: Mapped[date]
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    approved_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    approved_at: Mapped[datetime] = mapped_column(Instant())
    proposer: Mapped[Person] = relationship(foreign_keys=[proposed_by], lazy="joined")
    approver: Mapped[Person] = relationship(foreign_keys=[approved_by], lazy="joined")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that an office may fill: ``code``, title, how to fill it, the longest text, and whether it is a 文号 format."""

    code: str
    title: str
    hint: str
    limit: int
    number: bool = False


SLOTS: Final = {
    slot.code: slot
    for slot in (
        Slot("greeting", "问候语", "给申请人的文书正文前的一句话，如“您好！”；不用的留空", 60),
        Slot("phrase", "结束语", "给申请人的文书正文后的一句话，如“感谢您对政府工作的关注和支持。”；不用的留空", 120),
        Slot("contact", "联系方式", "附注中的联系方式，每行一项；留空的用机关的地址、邮编、电话", 300),
        Slot(
            "letterhead", "信函格式", "填“函”：征询书、征求意见函用信函格式；填“全部”：文书都用；留空都用告知书格式", 2
        ),
        Slot("number_reply", "答复文号", "可用 {代字} {年} {申请序号} {序号} {后缀}", 60, number=True),
        Slot("number_notice", "告知、征询文号", "可用 {代字} {年} {申请序号} {序号} {后缀}", 60, number=True),
        Slot("number_receipt", "回执文号", "可用 {代字} {年} {申请序号} {序号} {后缀}", 60, number=True),
    )
}


def texts_on(organ_id: int, day: date) -> dict[str, OfficeText]:
    """Return an organ's versions that hold on a day, by slot: of each slot the one that began last, and of those the newest."""
    query = sa.select(OfficeText).where(OfficeText.organ_id == organ_id, OfficeText.starts_on <= day)
    return {row.slot: row for row in db.session.scalars(query.order_by(OfficeText.starts_on, OfficeText.id))}


def versions_of(organ_id: int) -> list[OfficeText]:
    """Return all versions of an organ's texts, newest first."""
    query = sa.select(OfficeText).where(OfficeText.organ_id == organ_id)
    return list(db.session.scalars(query.order_by(OfficeText.starts_on.desc(), OfficeText.id.desc())))


def version_name(code: str, digest: str, texts: Mapping[str, OfficeText]) -> str:
    """Return the version of the words of a letter (文书版本): its kind, the house's text's digest, the ids of the office's texts.

    ``D13·1a2b3c4d·12.15``; texts that make numbers are left out: they do not speak.
    """
    ids = sorted(row.id for slot, row in texts.items() if not SLOTS[slot].number and row.text)
    return "·".join([code, digest, *([".".join(map(str, ids))] if ids else [])])


def parts_of_version(version: str) -> tuple[str, str, list[int]]:
    """Return the kind of letter, the digest and the ids that a version names; a version from before they were kept names the kind only."""
    code, _, rest = version.partition("·")
    digest, _, ids = rest.partition("·")
    return code, digest, [int(one) for one in ids.split(".") if one]
