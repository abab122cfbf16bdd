"""Applicants and requests (申请人、申请), and the projection that lists read."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.types import Instant, Sealed

#: Where a request without a due day stands in a list that is sorted by it.
NEVER = date(9999, 12, 31)
#: Open, or closed in a later year than received: the few requests that a report carries over. As the partial index says it.
CROSSES_YEARS = "closed_month IS NULL OR closed_month / 100 > received_month / 100"


class Applicant(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """Who asks: a natural person or one of five kinds of organisation (年报申请人类型)."""

    __tablename__ = "applicants"
    __table_args__ = (sa.Index("ix_applicants_organ_id", "organ_id", "id"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(100), index=True)
    id_type: Mapped[str | None] = mapped_column(sa.String(30))
    id_number: Mapped[str | None] = mapped_column(Sealed())
    id_index: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    legal_representative: Mapped[str | None] = mapped_column(sa.String(60))


class Case(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One request as it came in. What happened to it stands in the journal."""

    __tablename__ = "cases"
    __table_args__ = (sa.UniqueConstraint("organ_id", "number"), sa.Index("ix_cases_organ_id", "organ_id", "id"))
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    number: Mapped[str] = mapped_column(sa.String(40), index=True)
    year: Mapped[int]
    serial: Mapped[int | None]
    applicant_id: Mapped[int] = mapped_column(sa.ForeignKey("applicants.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str] = mapped_column(sa.Text)
    document_hint: Mapped[str | None] = mapped_column(sa.String(200))
    medium: Mapped[str] = mapped_column(sa.String(20))
    delivery: Mapped[str] = mapped_column(sa.String(20))
    contact: Mapped[str | None] = mapped_column(sa.String(60))
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    address: Mapped[str | None] = mapped_column(sa.String(200))
    postcode: Mapped[str | None] = mapped_column(sa.String(10))
    email: Mapped[str | None] = mapped_column(sa.String(100))
    #: 第四十三条: the help that somebody who cannot well read, hear or see needs, as the counter noted it.
    assistance: Mapped[str | None] = mapped_column(sa.String(200))
    registered_at: Mapped[datetime] = mapped_column(Instant())
    #: 责令重新答复: the request that this one answers anew. It has no number of the series and is no new request in the report.
    redo_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"))
    organ: Mapped[Organ] = relationship(lazy="joined")
    applicant: Mapped[Applicant] = relationship(lazy="joined")


def _open_index(name: str, *columns: str) -> sa.Index:
    which = sa.text("closed_on IS NULL")
    return sa.Index(name, *columns, sqlite_where=which, postgresql_where=which)


def _closed_index(name: str, *columns: str) -> sa.Index:
    which = sa.text("closed_on IS NOT NULL")
    return sa.Index(name, *columns, sqlite_where=which, postgresql_where=which)


class CaseState(db.Model):  # type: ignore[name-defined,misc]
    """Projection of a request's journal for SQL: never the truth, always rebuildable (``cases rebuild``)."""

    __tablename__ = "case_states"
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    version: Mapped[int]
    stage: Mapped[str] = mapped_column(sa.String(20))
    section_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sections.id"))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    channel: Mapped[str] = mapped_column(sa.String(20))
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    safe_due_on: Mapped[date | None]
    provisional: Mapped[bool]
    clock_state: Mapped[str] = mapped_column(sa.String(24))
    sort_on: Mapped[date]
    closed_on: Mapped[date | None]
    reply_kind: Mapped[str | None] = mapped_column(sa.String(30))
    on_time: Mapped[bool | None]
    workdays_late: Mapped[int | None]
    projected_on: Mapped[date]
    #: What the annual report counts by (year * 100 + month, so that a month, a quarter and a year are one range).
    applicant_kind: Mapped[str] = mapped_column(sa.String(20))
    received_month: Mapped[int | None]
    closed_month: Mapped[int | None]
    report_row: Mapped[str | None] = mapped_column(sa.String(24))
    #: Until when what the open request waits for may come (意见、补正、缴费): the earliest of the windows that are known.
    wait_ends_on: Mapped[date | None]
    #: It came by a channel whose receipt date both sides confirm, and nobody has yet (第三十一条第（二）项、第（三）项).
    unconfirmed: Mapped[bool]
    #: What has happened on the way (补正、征求意见、延期、收费), each step between bars, so that lists can be narrowed to it.
    steps: Mapped[str | None] = mapped_column(sa.String(200))
    #: 文号 of the answer: of the letter that went out, or as a ledger told it.
    letter_number: Mapped[str | None] = mapped_column(sa.Text)
    case: Mapped[Case] = relationship(lazy="raise")
    handler: Mapped[Person | None] = relationship(lazy="raise")
    section: Mapped[Section | None] = relationship(lazy="raise")

    __table_args__ = (
        sa.CheckConstraint("(stage = 'closed') = (closed_on IS NOT NULL)", name="closed_has_a_day"),
        _open_index("ix_open_organ_sort", "organ_id", "sort_on", "case_id"),
        _open_index("ix_open_handler_sort", "handler_id", "sort_on", "case_id"),
        _open_index("ix_open_sort", "sort_on", "case_id"),
        # Of closed requests only: else SQLite would take them for lists of open ones, and read them all.
        _closed_index("ix_closed_organ", "organ_id", "closed_on", "case_id"),
        _closed_index("ix_closed", "closed_on", "case_id"),
        _closed_index("ix_closed_handler", "handler_id", "closed_on", "case_id"),
        _closed_index("ix_received_handler", "handler_id", "received_on", "case_id"),
        # Lists in the order of receipt.
        _closed_index("ix_received_organ", "organ_id", "received_on", "case_id"),
        _closed_index("ix_received", "received_on", "case_id"),
        _open_index("ix_open_received", "received_on", "case_id"),
        _open_index("ix_open_organ_received", "organ_id", "received_on", "case_id"),
        # Covering: oversight counts by walking along these, never through the table.
        sa.Index("ix_report_received", "received_month", "organ_id", "applicant_kind"),
        sa.Index("ix_report_closed", "closed_month", "organ_id", "report_row", "applicant_kind", "on_time"),
        sa.Index(
            "ix_report_crossing",
            "received_month",
            "closed_month",
            "organ_id",
            "applicant_kind",
            sqlite_where=sa.text(CROSSES_YEARS),
            postgresql_where=sa.text(CROSSES_YEARS),
        ),
        sa.Index(
            "ix_board",
            "organ_id",
            "section_id",
            "handler_id",
            "sort_on",
            "clock_state",
            "stage",
            "provisional",
            "wait_ends_on",
            "unconfirmed",
            "received_on",
            # Said otherwise than `closed_on IS NULL`: for that SQLite would rather look every row up by ix_closed.
            sqlite_where=sa.text("stage <> 'closed'"),
            postgresql_where=sa.text("stage <> 'closed'"),
        ),
    )


class CaseParty(db.Model):  # type: ignore[name-defined,misc]
    """Projection: who has acted on a request (已办). Rebuilt with the states."""

    __tablename__ = "case_parties"
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people.id"), primary_key=True, autoincrement=False, index=True
    )


class Counter(db.Model):  # type: ignore[name-defined,misc]
    """The last number given in a series of an organ's year. Read and raised in the act that uses it, so there are no gaps."""

    __tablename__ = "counters"
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), primary_key=True, autoincrement=False)
    series: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]


def next_number(organ_id: int, series: str, year: int) -> int:
    """Return the next number of a series; the row stays locked until the act ends."""
    key = (Counter.organ_id == organ_id, Counter.series == series, Counter.year == year)
    raised = db.session.execute(
        sa.update(Counter).where(*key).values(value=Counter.value + 1).returning(Counter.value)
    ).scalar()
    if raised is not None:
        return raised
    try:
        with db.session.begin_nested():
            db.session.execute(sa.insert(Counter).values(organ_id=organ_id, series=series, year=year, value=1))
    except sa.exc.IntegrityError:  # Someone opened the year in the meantime.
        return next_number(organ_id, series, year)
    return 1
