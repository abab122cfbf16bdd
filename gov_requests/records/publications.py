"""Proposals to publish what was asked for (建议主动公开, 第四十四条): one a request, with its decision."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Case
from gov_requests.records.types import Instant


class PublicationProposal(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """What several ask for and may be open can be published by itself (第四十四条); ``accepted`` None: not decided yet."""

    __tablename__ = "publication_proposals"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), unique=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    proposed_at: Mapped[datetime] = mapped_column(Instant())
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    accepted: Mapped[bool | None]
    decision: Mapped[str | None] = mapped_column(sa.Text)
    decided_at: Mapped[datetime | None] = mapped_column(Instant())
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    case: Mapped[Case] = relationship(lazy="joined")
