"""Agents (代理人): who applies for somebody, and by what power of attorney (授权委托书)."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import Recorded, db
from gov_requests.records.types import Sealed


class Agent(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """The agent of a request. Without the power of attorney the proof of identity is not whole
    (第二十九条第二款第（一）项): a ground for 补正.
    """

    __tablename__ = "agents"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    id_type: Mapped[str | None] = mapped_column(sa.String(30))
    id_number: Mapped[str | None] = mapped_column(Sealed())
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    has_power: Mapped[bool]


def agent_of(case_id: int) -> Agent | None:
    """Return the agent of a request; None where the applicant applies in person."""
    return db.session.scalars(sa.select(Agent).where(Agent.case_id == case_id)).one_or_none()
