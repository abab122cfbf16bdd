"""What supervision enters by hand, with its source: training sessions (培训) and spot checks of letters (质检抽查).

Neither comes out of the requests. A row that was entered wrongly is voided with a reason; it counts nowhere then.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Case
from gov_requests.records.people import Organ
from gov_requests.records.types import Instant


class Training(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One session for one organ: how many of its people were to come, how many came, and by what paper that is known."""

    __tablename__ = "trainings"
    __table_args__ = (sa.CheckConstraint("attended <= expected", name="no_more_than_expected"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    held_on: Mapped[date] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    expected: Mapped[int]
    attended: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(200))
    recorded_at: Mapped[datetime] = mapped_column(Instant())
    void_reason: Mapped[str | None] = mapped_column(sa.String(200))
    organ: Mapped[Organ] = relationship(lazy="joined")


class SpotCheck(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One request whose letters were looked at: sound (规范), or what was wrong with them."""

    __tablename__ = "spot_checks"
    __table_args__ = (sa.CheckConstraint("sound OR fault IS NOT NULL", name="unsound_has_a_fault"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    checked_on: Mapped[date] = mapped_column(index=True)
    sound: Mapped[bool]
    fault: Mapped[str | None] = mapped_column(sa.String(500))
    source: Mapped[str] = mapped_column(sa.String(200))
    recorded_at: Mapped[datetime] = mapped_column(Instant())
    void_reason: Mapped[str | None] = mapped_column(sa.String(200))
    organ: Mapped[Organ] = relationship(lazy="joined")
    case: Mapped[Case] = relationship(lazy="joined")
