"""月度提醒、季度通报、年度考核 as they are kept, and what they ask to be put right (整改)."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Organ
from gov_requests.records.types import Instant, Json

#: Kind → its name and how its period is written.
KINDS = {"monthly": ("月度提醒", "2026-11"), "quarterly": ("季度通报", "2026-Q3"), "yearly": ("年度考核", "2026")}


class Bulletin(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One bulletin. Until it is issued its figures may be taken anew and its comment edited; then nothing of it changes.

    ``whose``: an organ's code, or ``ALL``. ``content`` holds figures, each with the requests or disputes that it counts, and lists.
    """

    __tablename__ = "bulletins"
    __table_args__ = (sa.UniqueConstraint("kind", "whose", "period"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(10))
    whose: Mapped[str] = mapped_column(sa.String(32))
    period: Mapped[str] = mapped_column(sa.String(8))
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    comment: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime] = mapped_column(Instant())
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    issued_at: Mapped[datetime | None] = mapped_column(Instant())
    issued_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.period} {KINDS[self.kind][0]}"


class Rectification(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """整改事项: what an organ is asked to put right, what it reports, and its closing (销号)."""

    __tablename__ = "rectifications"
    __table_args__ = (
        sa.CheckConstraint("closed_at IS NULL OR reported_at IS NOT NULL", name="reported_before_closed"),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(sa.ForeignKey("bulletins.id"), index=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    problem: Mapped[str] = mapped_column(sa.Text)
    demand: Mapped[str] = mapped_column(sa.Text)
    due_on: Mapped[date]
    report: Mapped[str | None] = mapped_column(sa.Text)
    reported_at: Mapped[datetime | None] = mapped_column(Instant())
    reported_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    closing: Mapped[str | None] = mapped_column(sa.Text)
    closed_at: Mapped[datetime | None] = mapped_column(Instant())
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    organ: Mapped[Organ] = relationship(lazy="joined")
    bulletin: Mapped[Bulletin] = relationship(lazy="joined")
