"""Disputes (复议、诉讼): plain rows and their append-only steps, and the projection that lists and rates read."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.cases import Case
from gov_requests.records.people import Organ
from gov_requests.records.types import Instant, Json

_FURTHER = sa.text("position > 1")


class Dispute(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One dispute as it came in. Words of its columns stand in ``statute.disputes``; what happened stands in its steps.

    ``kind`` is the block of the annual report's table four; ``body`` the reconsideration organ or court; ``filed_on`` the day of the
    claimant's paper; ``organ_place`` the organ's place beside the reconsideration organ (None: alone); ``source`` ``office`` or
    ``ledger``: what a ledger brought in owes no 报备 here.
    """

    __tablename__ = "disputes"
    __table_args__ = (sa.UniqueConstraint("organ_id", "number"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    number: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[str] = mapped_column(sa.String(24))
    body: Mapped[str | None] = mapped_column(sa.String(100))
    received_on: Mapped[date]
    filed_on: Mapped[date | None]
    procedure: Mapped[str | None] = mapped_column(sa.String(12))
    against: Mapped[str | None] = mapped_column(sa.String(12))
    organ_place: Mapped[str | None] = mapped_column(sa.String(12))
    claimant: Mapped[str | None] = mapped_column(sa.String(100))
    third_party: Mapped[str | None] = mapped_column(sa.String(100))
    earlier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("disputes.id"))
    note: Mapped[str | None] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.String(10))
    organ: Mapped[Organ] = relationship(lazy="joined")


class DisputeCase(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A request that a dispute is about, as it was answered when the dispute came: the answer's ground, who gave it, and how.

    Frozen here, so that a rate by handler or ground does not move when a request is handed over later. ``items`` are the numbers of
    the attacked items (None: the whole answer); ``template`` is the version of the letter's words (``office_texts.version_name``).
    """

    __tablename__ = "dispute_cases"
    __table_args__ = (
        sa.UniqueConstraint("dispute_id", "case_id"),
        # The second and further answers of a dispute: few, and counted in rows of their own.
        sa.Index("ix_dispute_cases_further", "dispute_id", sqlite_where=_FURTHER, postgresql_where=_FURTHER),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    dispute_id: Mapped[int] = mapped_column(sa.ForeignKey("disputes.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    position: Mapped[int]
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letters.id"))
    items: Mapped[list[int] | None] = mapped_column(Json())
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    section_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sections.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    channel: Mapped[str | None] = mapped_column(sa.String(20))
    template: Mapped[str | None] = mapped_column(sa.String(60))
    case: Mapped[Case] = relationship(lazy="raise")


class DisputeStep(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One step of a dispute: append-only. ``happened_on`` is the day that counts (None where a ledger did not tell it)."""

    __tablename__ = "dispute_steps"
    __table_args__ = (sa.UniqueConstraint("dispute_id", "seq"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    dispute_id: Mapped[int] = mapped_column(sa.ForeignKey("disputes.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(30))
    happened_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant())
    recorded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    data: Mapped[dict[str, Any]] = mapped_column(Json())


@sa.event.listens_for(DisputeStep, "before_update")
@sa.event.listens_for(DisputeStep, "before_delete")
def _refuse(_mapper: Mapper[DisputeStep], _connection: sa.Connection, _row: DisputeStep) -> None:
    raise RuntimeError("the steps of a dispute are append-only: a mistake is mended by a further step")


#: What the rates group by and count, after the days that choose the rows: both readings of a rate are one walk along an index.
_COUNTED = (
    "counts_in_report",
    "organ_id",
    "section_id",
    "handler_id",
    "ground",
    "template",
    "loss_reason",
    "channel",
    "bucket",
    "self_corrected",
    "days",
)
_DUE = sa.text("due_on IS NOT NULL")


class DisputeState(db.Model):  # type: ignore[name-defined,misc]
    """Projection of a dispute for SQL: never the truth, always rebuildable (``cases rebuild``).

    ``bucket`` is ``pending`` while the latest instance is not decided; ``concluded_on`` is empty then. ``due_on`` is the next day that
    the organ owes something (``due_kind``). ``attackable_until`` is when the result becomes final.
    """

    __tablename__ = "dispute_states"
    dispute_id: Mapped[int] = mapped_column(sa.ForeignKey("disputes.id"), primary_key=True, autoincrement=False)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(24))
    instance: Mapped[str] = mapped_column(sa.String(12))
    procedure: Mapped[str | None] = mapped_column(sa.String(12))
    counts_in_report: Mapped[bool]
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"))
    section_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sections.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    template: Mapped[str | None] = mapped_column(sa.String(60))
    channel: Mapped[str | None] = mapped_column(sa.String(20))
    received_on: Mapped[date]
    instance_received_on: Mapped[date]
    answer_due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    decision_due_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    bucket: Mapped[str] = mapped_column(sa.String(12))
    self_corrected: Mapped[bool]
    concluded_on: Mapped[date | None]
    days: Mapped[int | None]
    loss_reason: Mapped[str | None] = mapped_column(sa.String(10))
    attackable_until: Mapped[date | None]
    redo_due_on: Mapped[date | None]
    redo_case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"))
    filing_due_on: Mapped[date | None]
    filing_kind: Mapped[str | None] = mapped_column(sa.String(16))
    due_on: Mapped[date | None]
    due_kind: Mapped[str | None] = mapped_column(sa.String(24))
    provisional: Mapped[bool]
    dispute: Mapped[Dispute] = relationship(lazy="raise")

    __table_args__ = (
        sa.CheckConstraint("bucket <> 'pending' OR concluded_on IS NULL", name="pending_is_not_concluded"),
        sa.Index("ix_dispute_states_concluded", "kind", "concluded_on", *_COUNTED),
        sa.Index("ix_dispute_states_received", "kind", "received_on", *_COUNTED),
        sa.Index("ix_dispute_states_due", "due_on", "dispute_id", sqlite_where=_DUE, postgresql_where=_DUE),
        sa.Index("ix_dispute_states_organ", "organ_id", "received_on", "dispute_id"),
        sa.Index("ix_dispute_states_listed", "received_on", "dispute_id"),
        sa.Index("ix_dispute_states_ground", "ground", "bucket"),
    )
