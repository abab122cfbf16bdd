"""报送确定: what cannot be decided here, to whom it was referred, and what came back; and the clock of each that is open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Case
from gov_requests.records.papers import Attachment
from gov_requests.records.people import Person
from gov_requests.records.types import Instant
from gov_requests.statute.referrals import ReferralDue, referral_due

_OPEN = sa.text("answered_on IS NULL")


class Referral(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One document that was referred (第十七条第三款). Its content stays here; what is secret goes on paper and is only pointed to."""

    __tablename__ = "referrals"
    __table_args__ = (
        sa.CheckConstraint("(answered_on IS NULL) = (answer IS NULL)", name="answered_has_an_answer"),
        sa.Index("ix_referrals_open", "organ_id", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_referrals_organ_id", "organ_id", "id"),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    ground: Mapped[str] = mapped_column(sa.String(12))
    question: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.String(100))
    undecided_on: Mapped[date]
    sent_on: Mapped[date | None]
    arrived_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(sa.String(12))
    answer_words: Mapped[str | None] = mapped_column(sa.Text)
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachments.id"))
    referred_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    referred_at: Mapped[datetime] = mapped_column(Instant())
    case: Mapped[Case] = relationship(lazy="joined")
    person: Mapped[Person] = relationship(lazy="joined")
    attachment: Mapped[Attachment | None] = relationship(lazy="joined")

    @property
    def due(self) -> ReferralDue | None:
        """What is due of it; None once it is answered."""
        if self.answered_on is not None:
            return None
        days = {"undecided_on": self.undecided_on, "sent_on": self.sent_on, "arrived_on": self.arrived_on}
        return referral_due(self.ground, **days, calendar=calendar())  # type: ignore[arg-type]


class ReferralClock(db.Model):  # type: ignore[name-defined,misc]
    """Projection: the day that an open referral waits for. Never the truth, always rebuildable."""

    __tablename__ = "referral_clocks"
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referrals.id"), primary_key=True, autoincrement=False)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    step: Mapped[str] = mapped_column(sa.String(10))
    due_on: Mapped[date] = mapped_column(index=True)
    referral: Mapped[Referral] = relationship(lazy="raise")


def project_referral(row: Referral) -> None:
    """Write the clock of a referral as it stands."""
    due = row.due
    known = db.session.get(ReferralClock, row.id)
    if due is None:
        if known is not None:
            db.session.delete(known)
        return
    clock = known or ReferralClock(referral_id=row.id, organ_id=row.organ_id)
    clock.step, clock.due_on = due.step, due.due_on
    db.session.add(clock)


def refold_referrals() -> int:
    """Write the clocks of all open referrals again, in the caller's transaction (the calendar has changed); return how many there are."""
    rows = db.session.scalars(sa.select(Referral).where(Referral.answered_on.is_(None))).all()
    for row in rows:
        project_referral(row)
    return len(rows)


def rebuild_referrals() -> int:
    """Make the clocks of all open referrals anew; return how many there are."""
    with bookkeeping():
        db.session.execute(sa.delete(ReferralClock))
        return refold_referrals()


def referrals_of(case_id: int) -> Sequence[Referral]:
    """Return a request's referrals, in their order."""
    return db.session.scalars(sa.select(Referral).where(Referral.case_id == case_id).order_by(Referral.id)).all()


def open_dues(case_ids: Iterable[int]) -> dict[int, tuple[str, date]]:
    """Return the step and the day that a referral of each of these requests waits for, the earliest; those without one are left out."""
    ids = list(case_ids)
    if not ids:
        return {}
    query = (
        sa.select(Referral.case_id, ReferralClock.step, ReferralClock.due_on)
        .join(ReferralClock, ReferralClock.referral_id == Referral.id)
        .where(Referral.case_id.in_(ids))
        .order_by(ReferralClock.due_on.desc())
    )
    return {case_id: (step, due_on) for case_id, step, due_on in db.session.execute(query)}


def open_count(person: Person, limit: int) -> int:
    """Return how many referrals of the person's organ are unanswered, counting to ``limit``."""
    inner = sa.select(Referral.id).where(Referral.organ_id == person.organ_id, Referral.answered_on.is_(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(inner.limit(limit).subquery())) or 0
