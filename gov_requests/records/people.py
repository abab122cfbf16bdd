"""Organs (行政机关), their sections, people and what roles they hold."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.access import Role
from gov_requests.records.base import Recorded, db
from gov_requests.records.types import Instant, Sealed


class Organ(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """An organ receives, answers, numbers and reports. ``short`` is its 代字; reviewing organ and court go into relief clauses."""

    __tablename__ = "organs"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    short: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(20))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organs.id"))
    reviewing_organ: Mapped[str | None] = mapped_column(sa.String(100))
    court: Mapped[str | None] = mapped_column(sa.String(100))
    address: Mapped[str | None] = mapped_column(sa.String(200))
    postcode: Mapped[str | None] = mapped_column(sa.String(10))
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    parent: Mapped["Organ | None"] = relationship(remote_side="Organ.id")


class Section(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A section (科室) of an organ."""

    __tablename__ = "sections"
    __table_args__ = (sa.UniqueConstraint("organ_id", "name"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    name: Mapped[str] = mapped_column(sa.String(60))


class Person(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """Someone who signs in. A disabled person is refused on the next request."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    section_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sections.id"))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Instant())
    #: None: never chosen by the person, so it must be changed at the first sign-in (unless ``password_may_stay``).
    password_chosen_at: Mapped[datetime | None] = mapped_column(Instant())
    #: Practice accounts keep the password that they were given.
    password_may_stay: Mapped[bool | None]
    #: The secret of the one-time codes (TOTP, RFC 6238), and the last time step that was used (a code works once).
    totp_secret: Mapped[str | None] = mapped_column(Sealed())
    totp_step: Mapped[int | None]
    organ: Mapped[Organ] = relationship(lazy="joined")
    section: Mapped[Section | None] = relationship(lazy="joined")
    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin", order_by="RoleGrant.id")
    #: The absences in which this person is the deputy, past and future ones among them (``records.standing_in``).
    standing_in: Mapped[list["Deputy"]] = relationship(foreign_keys="Deputy.deputy_id", viewonly=True)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that hold now."""
        return frozenset(Role(grant.role) for grant in self.grants)

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.active

    def get_id(self) -> str:
        """The id in the session."""
        return str(self.id)


class RoleGrant(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One role of one person."""

    __tablename__ = "role_grants"
    __table_args__ = (sa.UniqueConstraint("person_id", "role"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    role: Mapped[str] = mapped_column(sa.String(32))


class PasswordPast(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """A password that a person had before, as its hash: it may not come back too soon."""

    __tablename__ = "password_pasts"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    set_at: Mapped[datetime] = mapped_column(Instant())


class Deputy(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """代理: while a person is absent, another of the same organ may do what the person may do on requests."""

    __tablename__ = "deputies"
    __table_args__ = (sa.CheckConstraint("person_id <> deputy_id", name="deputy_is_another"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(Instant())
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id], lazy="joined")
