"""Reminders (提醒) and the mails that carry them: bookkeeping with unique keys, so that nothing is said twice and nothing is lost.

A reminder is made once for a clock, its day, a step before or after it, and a person. Mail is at-least-once: its row is made first, its
Message-ID is always the same, so that a receiver can drop a twin. Exactly-once over SMTP does not exist.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Person
from gov_requests.records.statements import kept
from gov_requests.records.types import Instant

#: So many rows stay below the number of parameters that the databases take.
_AT_ONCE = 1000
_UNREAD, _UNSENT = sa.text("read_at IS NULL"), sa.text("sent_at IS NULL")


class Reminder(db.Model):  # type: ignore[name-defined,misc]
    """One reminder to one person. ``person_id`` None: nobody held a role to be told, which the board shows.

    ``clock`` says which clock (``request``, ``dispute`` …), ``subject_id`` the row whose clock it is, ``step`` how many working days before
    (negative: after) ``due_on``; ``fell_on`` the working day on which it fell.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        sa.Index("ix_reminders_subject", "clock", "subject_id", "due_on", "step"),
        sa.Index("ix_reminders_person", "person_id", "id"),
        sa.Index("ix_reminders_organ", "organ_id", "id"),
        sa.Index("ix_reminders_unread", "person_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    clock: Mapped[str] = mapped_column(sa.String(20))
    subject_id: Mapped[int]
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    due_on: Mapped[date]
    step: Mapped[int]
    fell_on: Mapped[date]
    text: Mapped[str] = mapped_column(sa.String(300))
    made_at: Mapped[datetime] = mapped_column(Instant())
    read_at: Mapped[datetime | None] = mapped_column(Instant())
    mail_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reminder_mails.id"))
    person: Mapped[Person | None] = relationship(lazy="raise")


class ReminderMail(db.Model):  # type: ignore[name-defined,misc]
    """A mail of reminders, made before it is sent; ``key`` is also its Message-ID."""

    __tablename__ = "reminder_mails"
    __table_args__ = (sa.Index("ix_reminder_mails_unsent", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    address: Mapped[str] = mapped_column(sa.String(100))
    subject: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime] = mapped_column(Instant())
    sent_at: Mapped[datetime | None] = mapped_column(Instant())


class ReminderAddress(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """Where a person wants reminders sent (工作邮箱); without one they stand in the system only."""

    __tablename__ = "reminder_addresses"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), unique=True)
    address: Mapped[str] = mapped_column(sa.String(100))


def add_new(table: Any, rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose ``key`` is not there yet, inside a transaction; return how many were new."""
    connection, made = db.session.connection(), 0
    insert: Any = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    for place in range(0, len(rows), _AT_ONCE):
        statement = insert(table).values(list(rows[place : place + _AT_ONCE]))
        # What is returned is counted: psycopg does not tell how many rows were new.
        new = statement.on_conflict_do_nothing(index_elements=["key"]).returning(table.c.id)
        made += len(connection.execute(new).all())
    return made


def unread(person: Person, limit: int) -> int:
    """Return how many reminders a person has not read, counting to a limit."""
    return db.session.scalar(kept("unread", person, lambda: _unread(person, limit), limit)) or 0


def _unread(person: Person, limit: int) -> sa.Select[*tuple[Any, ...]]:
    some = sa.select(Reminder.id).where(Reminder.person_id == person.id, Reminder.read_at.is_(None)).limit(limit)
    return sa.select(sa.func.count()).select_from(some.subquery())
