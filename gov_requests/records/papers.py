"""What a file holds beside the journal: attachments, search records, drafts, reviews, letters, deliveries."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Case
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json
from gov_requests.terms import REVIEWS


class Attachment(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A file in the case: what the applicant sent, evidence, what is to be given out. Content lies under its hash."""

    __tablename__ = "attachments"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(20))
    filename: Mapped[str] = mapped_column(sa.String(200))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    added_at: Mapped[datetime] = mapped_column(Instant())
    added_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant())
    #: An identity paper (身份证明): kept apart, own permission, removed after this day.
    expires_on: Mapped[date | None]
    removed_at: Mapped[datetime | None] = mapped_column(Instant())
    case: Mapped[Case] = relationship()


class Search(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One search (检索记录): where, with what terms, by whom, when, with what result. Evidence in court."""

    __tablename__ = "searches"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    place: Mapped[str] = mapped_column(sa.String(100))
    terms: Mapped[str] = mapped_column(sa.String(200))
    method: Mapped[str] = mapped_column(sa.String(100))
    searched_by: Mapped[str] = mapped_column(sa.String(60))
    searched_on: Mapped[date]
    found: Mapped[bool]
    result: Mapped[str] = mapped_column(sa.Text)
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachments.id"))
    #: 函询: the answered letter (ref of D08) by which an archive or another organ was asked.
    inquiry: Mapped[str | None] = mapped_column(sa.String(8))
    attachment: Mapped[Attachment | None] = relationship(lazy="joined")


class Draft(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One version of a draft reply (拟稿). A version is never edited: changing it makes the next one."""

    __tablename__ = "drafts"
    __table_args__ = (sa.UniqueConstraint("case_id", "version"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"))
    version: Mapped[int]
    reply_kind: Mapped[str] = mapped_column(sa.String(30))
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    files: Mapped[list[dict[str, Any]]] = mapped_column(Json())
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    drafter_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant())
    drafter: Mapped[Person] = relationship(lazy="joined")


class Review(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """保密审查 or 法制审核 of one draft version. It holds only while the draft has the very ``content_hash`` reviewed.

    Of several levels the last one stands for all: it is reached over the others.
    """

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    draft_id: Mapped[int] = mapped_column(sa.ForeignKey("drafts.id"))
    kind: Mapped[str] = mapped_column(sa.String(10))
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    passed: Mapped[bool]
    opinion: Mapped[str] = mapped_column(sa.Text)
    findings: Mapped[dict[str, Any]] = mapped_column(Json())
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    reviewed_at: Mapped[datetime] = mapped_column(Instant())
    #: 逐级审查: which of how many levels, under what title. Empty: there was one.
    level: Mapped[int | None]
    levels: Mapped[int | None]
    level_title: Mapped[str | None] = mapped_column(sa.String(20))
    reviewer: Mapped[Person] = relationship(lazy="joined")
    draft: Mapped[Draft] = relationship()

    @property
    def title(self) -> str:
        """What it is called: 保密审查, with its level where there are several."""
        several = self.levels is not None and self.levels > 1
        return f"{REVIEWS[self.kind]}（{self.level_title}）" if several else REVIEWS[self.kind]


class Letter(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A letter as it went out (文书): content frozen by hash, PDF kept under its own. D01 has no drafter and no signer."""

    __tablename__ = "letters"
    __table_args__ = (
        sa.UniqueConstraint("organ_id", "number"),
        # Whoever drafted may not sign (拟稿人不得签发自己的稿子): held by the database itself.
        sa.CheckConstraint(
            "drafter_id IS NULL OR signer_id IS NULL OR drafter_id <> signer_id", name="drafter_is_not_signer"
        ),
        sa.CheckConstraint("(drafter_id IS NULL) = (signer_id IS NULL)", name="signed_if_drafted"),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(4))
    number: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(60))
    #: 文书版本: which words it was made with (``office_texts.version_name``); None in letters from before it was kept.
    text_version: Mapped[str | None] = mapped_column(sa.String(60))
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    pdf_sha256: Mapped[str] = mapped_column(sa.String(64))
    #: The DOCX that came back from the OA (回传稿) and was signed; the PDF then only shows its words.
    docx_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    dated: Mapped[date]
    #: The last day for the reply that this letter told the applicant (D01, D04): a promise, not the truth.
    promised_on: Mapped[date | None]
    draft_id: Mapped[int | None] = mapped_column(sa.ForeignKey("drafts.id"))
    drafter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    issued_at: Mapped[datetime] = mapped_column(Instant())
    #: 作废: it was never sent; its number stays taken.
    voided_at: Mapped[datetime | None] = mapped_column(Instant())
    void_reason: Mapped[str | None] = mapped_column(sa.Text)
    signer: Mapped[Person | None] = relationship(foreign_keys=[signer_id])
    deliveries: Mapped[list["Delivery"]] = relationship(order_by="Delivery.id", viewonly=True)


class Delivery(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """How a letter reached the applicant. ``counted_on`` is the day that counts (国办公开办函〔2016〕235号)."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letters.id"), index=True)
    method: Mapped[str] = mapped_column(sa.String(20))
    counted_on: Mapped[date]
    recipient: Mapped[str | None] = mapped_column(sa.String(60))
    tracking_number: Mapped[str | None] = mapped_column(sa.String(30))
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachments.id"))
    letter: Mapped[Letter] = relationship()
