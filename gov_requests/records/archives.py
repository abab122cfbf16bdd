"""The archive (归档): number and term of retention of a closed request."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import Recorded, db
from gov_requests.records.types import Instant


class Archived(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A request's entry in the archive: one, under a number that the organ uses once."""

    __tablename__ = "archives"
    __table_args__ = (sa.UniqueConstraint("organ_id", "number"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), unique=True)
    number: Mapped[str] = mapped_column(sa.String(60))
    retention: Mapped[str] = mapped_column(sa.String(10))
    archived_at: Mapped[datetime] = mapped_column(Instant())
