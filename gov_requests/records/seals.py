"""用印登记: which letter was sealed, when, by whom, and its scan. The seal itself is never drawn here; an e-seal platform is a provider."""

from datetime import date, datetime
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.types import Instant


class Seal(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One use of the seal on one letter (用印): the scan that came back was matched to the frozen letter by 文号 and pages."""

    __tablename__ = "seals"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letters.id"), unique=True)
    provider: Mapped[str] = mapped_column(sa.String(20))
    sealed_on: Mapped[date]
    sealed_by: Mapped[str] = mapped_column(sa.String(60))
    copies: Mapped[int]
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachments.id"))
    recorded_at: Mapped[datetime] = mapped_column(Instant())
    letter: Mapped[Letter] = relationship()
    attachment: Mapped[Attachment] = relationship()


class SealProvider(Protocol):
    """How a frozen letter gets its seal. 线下用印 is the one there is; an e-seal platform will be another (GB/T 33481—2016)."""

    name: str

    def fault_of(self, frozen: bytes, sealed: list[bytes]) -> str | None:
        """Return what shows that the sealed pages are not those of the frozen letter; None where nothing does."""
