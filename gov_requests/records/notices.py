"""Notices (告知、征求意见、延期、收费): letters in the course of a request. Drafted by one person, issued by another, then sent."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json


class Notice(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One notice: ``code`` D02–D09, D26; ``letter`` once it is issued; ``returned_at`` when it was sent back instead.

    ``ref`` is the consultation's letter (A, B, …) for those that ask for an opinion.
    """

    __tablename__ = "notices"
    __table_args__ = (sa.CheckConstraint("letter_id IS NULL OR returned_at IS NULL", name="issued_or_returned"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(4))
    ref: Mapped[str | None] = mapped_column(sa.String(8))
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    drafter_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant())
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letters.id"))
    returned_at: Mapped[datetime | None] = mapped_column(Instant())
    return_reason: Mapped[str | None] = mapped_column(sa.Text)
    drafter: Mapped[Person] = relationship(lazy="joined")
    letter: Mapped[Letter | None] = relationship()

    @property
    def waits(self) -> bool:
        """Whether it waits to be issued."""
        return self.letter_id is None and self.returned_at is None
