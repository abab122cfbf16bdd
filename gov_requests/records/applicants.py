"""申请人登记簿: entries that are one and the same applicant. Entries are never edited: a merge is a row, undone by a further row."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Applicant
from gov_requests.records.people import Person
from gov_requests.records.types import Instant


class Merge(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """合并: ``from_id`` is the same applicant as ``into_id``. With ``undoes_id`` the row takes that merge back (撤销合并)."""

    __tablename__ = "applicant_merges"
    __table_args__ = (sa.CheckConstraint("from_id <> into_id", name="of_two"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    from_id: Mapped[int] = mapped_column(sa.ForeignKey("applicants.id"), index=True)
    into_id: Mapped[int] = mapped_column(sa.ForeignKey("applicants.id"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("applicant_merges.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(Instant())
    by: Mapped[Person] = relationship(lazy="joined")


def holds() -> sa.ColumnElement[bool]:
    """Return the criterion for merges that hold: neither an undoing nor undone."""
    undoing = aliased(Merge)
    return sa.and_(Merge.undoes_id.is_(None), ~sa.exists().where(undoing.undoes_id == Merge.id))


def same_applicant(ids: Collection[int]) -> frozenset[int]:
    """Return all entries that are the same applicant as any of ``ids``, by the merges that hold; ``ids`` themselves among them."""
    if not ids:
        return frozenset()
    start = sa.select(Applicant.id.label("id")).where(Applicant.id.in_(ids)).cte("same", recursive=True)
    other = sa.case((Merge.from_id == start.c.id, Merge.into_id), else_=Merge.from_id)
    step = (
        sa.select(other)
        .select_from(start)
        .join(Merge, sa.or_(Merge.from_id == start.c.id, Merge.into_id == start.c.id))
        .where(holds())
    )
    return frozenset(db.session.scalars(sa.select(start.union(step).c.id)))


def merged_away() -> sa.ColumnElement[bool]:
    """Return the criterion for entries that have been merged into another one."""
    return sa.exists().where(Merge.from_id == Applicant.id, holds()).correlate(Applicant)


def standing_entry(ids: Collection[int]) -> Applicant:
    """Return the entry under which an applicant stands: the one of ``ids`` (``same_applicant``) that was merged into no other."""
    query = sa.select(Applicant).where(Applicant.id.in_(ids), ~merged_away())
    return db.session.scalars(query.order_by(Applicant.id).limit(1)).one()
