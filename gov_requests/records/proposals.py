"""Proposals (双人复核): the one mechanism for what needs two people. Approving a proposal runs the act that it describes."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json


class Proposal(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """An act that waits for a second person. ``act`` names a row of the application's proposable acts, ``arguments`` what it takes."""

    __tablename__ = "proposals"
    __table_args__ = (
        sa.CheckConstraint("decider_id IS NULL OR decider_id <> proposer_id", name="decided_by_another"),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_an_instant"),
        sa.Index(
            "ix_open_proposals",
            "organ_id",
            "act",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    act: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(200))
    organ_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(Json())
    reason: Mapped[str] = mapped_column(sa.Text)
    proposer_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    proposed_at: Mapped[datetime] = mapped_column(Instant())
    expires_at: Mapped[datetime] = mapped_column(Instant())
    #: open, approved, refused, withdrawn or expired.
    state: Mapped[str] = mapped_column(sa.String(12), default="open")
    decider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant())
    decision: Mapped[str | None] = mapped_column(sa.Text)
    proposer: Mapped[Person] = relationship(foreign_keys=[proposer_id], lazy="joined")
    decider: Mapped[Person | None] = relationship(foreign_keys=[decider_id], lazy="joined")
