"""保密审查 item by item: what was found and concluded of each document, and when what was withheld is looked at again."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Case
from gov_requests.records.papers import Review
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json


class ReviewedDocument(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A column of the 保密审查单: one document under its hash, with the answers to the eight checks, the ground and the conclusion.

    ``kind``: ``file`` goes out with the reply, ``withheld`` is what the reply withholds (it is not in the system; the hash is that of the
    words that name it), ``letter`` is the reply itself where nothing else is looked at. What a return left open is empty.
    """

    __tablename__ = "reviewed_documents"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("reviews.id"), index=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    title: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    source: Mapped[str] = mapped_column(sa.String(100))
    number: Mapped[str] = mapped_column(sa.String(60))
    dated: Mapped[date | None]
    carrier: Mapped[str] = mapped_column(sa.String(20))
    pages: Mapped[int | None]
    #: What was found without a person: 密级 words, lists of persons, coordinates, facilities (``documents.automatic``).
    marks: Mapped[list[dict[str, Any]]] = mapped_column(Json())
    #: code → {"found": "no" | "yes" | "", "note": …}
    checks: Mapped[dict[str, dict[str, str]]] = mapped_column(Json())
    ground: Mapped[str] = mapped_column(sa.String(300))
    conclusion: Mapped[str | None] = mapped_column(sa.String(10))
    re_evaluate_on: Mapped[date | None]
    review: Mapped[Review] = relationship(lazy="joined")


class ReEvaluation(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """评估审查 (第十八条): what is withheld is looked at again by a day. Done once; what stays withheld gets its next one."""

    __tablename__ = "re_evaluations"
    __table_args__ = (
        sa.CheckConstraint("(done_at IS NULL) = (result IS NULL)", name="done_has_a_result"),
        sa.Index(
            "ix_re_evaluations_open",
            "organ_id",
            "due_on",
            "id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
        sa.Index("ix_re_evaluations_organ_id", "organ_id", "id"),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("reviewed_documents.id"))
    due_on: Mapped[date]
    done_at: Mapped[datetime | None] = mapped_column(Instant())
    done_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    result: Mapped[str | None] = mapped_column(sa.String(12))
    opinion: Mapped[str | None] = mapped_column(sa.Text)
    case: Mapped[Case] = relationship(lazy="joined")
    document: Mapped[ReviewedDocument] = relationship(lazy="joined")
    person: Mapped[Person | None] = relationship(lazy="joined")


class SecrecyRules(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A version of how an organ reviews: its levels by their titles, from how many names on a list is one, its words for facilities."""

    __tablename__ = "secrecy_rules"
    __table_args__ = (sa.CheckConstraint("proposed_by <> approved_by", name="approved_by_another"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    levels: Mapped[list[str]] = mapped_column(Json())
    names_from: Mapped[int]
    facilities: Mapped[list[str]] = mapped_column(Json())
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    approved_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    approved_at: Mapped[datetime] = mapped_column(Instant())
    proposer: Mapped[Person] = relationship(foreign_keys=[proposed_by], lazy="joined")
    approver: Mapped[Person] = relationship(foreign_keys=[approved_by], lazy="joined")


def documents_of(case_id: int) -> list[ReviewedDocument]:
    """Return what was found of each document of a request, in the order of the reviews."""
    query = sa.select(ReviewedDocument).where(ReviewedDocument.case_id == case_id)
    return list(db.session.scalars(query.order_by(ReviewedDocument.review_id, ReviewedDocument.id)))
