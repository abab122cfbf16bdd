"""Bookkeeping that is no record: browser sessions, failed sign-ins, heartbeats of the scheduler."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import db
from gov_requests.records.types import Instant, Json


class WebSession(db.Model):  # type: ignore[name-defined,misc]
    """A browser session. Only the hash of its token is kept; deleting the row ends it."""

    __tablename__ = "web_sessions"
    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(Json())
    started_at: Mapped[datetime] = mapped_column(Instant())
    seen_at: Mapped[datetime] = mapped_column(Instant())
    ends_at: Mapped[datetime] = mapped_column(Instant(), index=True)
    #: Where from and with what, so that a person can recognise the session in the list.
    address: Mapped[str | None] = mapped_column(sa.String(45))
    agent: Mapped[str | None] = mapped_column(sa.String(200))


def live_sessions(at: datetime, idle: timedelta, person_id: int | None = None) -> sa.Select[WebSession]:
    """Return the query for the sessions of people (of one person) that still hold at an instant, last seen first."""
    holds = (WebSession.person_id.is_not(None), WebSession.ends_at > at, WebSession.seen_at > at - idle)
    query = sa.select(WebSession).where(*holds).order_by(WebSession.seen_at.desc(), WebSession.token_hash)
    return query if person_id is None else query.where(WebSession.person_id == person_id)


def end_sessions(person_id: int, *, but: str | None = None, only: str | None = None) -> int:
    """End a person's sessions inside an act (all, all ``but`` one, or ``only`` one by its name). Return how many."""
    gone = sa.delete(WebSession).where(WebSession.person_id == person_id)
    if but is not None:
        gone = gone.where(WebSession.token_hash != but)
    if only is not None:
        gone = gone.where(WebSession.token_hash == only)
    return len(db.session.execute(gone.returning(WebSession.token_hash)).all())


class Throttle(db.Model):  # type: ignore[name-defined,misc]
    """How often something was tried in a window of time: sign-ins of a name, of an address, of all together; writes of a session."""

    __tablename__ = "throttles"
    scope: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    count: Mapped[int]
    window_at: Mapped[datetime] = mapped_column(Instant())


#: The scope in which failed sign-ins of a name are counted, whether anybody bears it or not.
LOGIN_NAME = "login_name"


def name_key(username: str) -> str:
    """Return the key under which the tries of a name are counted: what is typed there may be a password, so it is not kept."""
    return hashlib.sha256(username.encode()).hexdigest()


def lift_rest(username: str) -> None:
    """Let a name be tried again at once, inside an act: an administrator has given its bearer a new password."""
    db.session.execute(sa.delete(Throttle).where(Throttle.scope == LOGIN_NAME, Throttle.key == name_key(username)))


#: The process that calls ``tick``.
SCHEDULER = "scheduler"


class Heartbeat(db.Model):  # type: ignore[name-defined,misc]
    """When a background process last did its work."""

    __tablename__ = "heartbeats"
    name: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    beat_at: Mapped[datetime] = mapped_column(Instant())
