"""The annual report as it is kept: what people typed for it, and every edition that was frozen (年度报告: 草稿、定稿、更正)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.access import Action, Scope
from gov_requests.records.annual import Counts, forward_of, table_three
from gov_requests.records.annual_disputes import table_four
from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Organ, Person
from gov_requests.records.standing_in import granted
from gov_requests.records.types import Instant, Json
from gov_requests.refusals import NotFound
from gov_requests.statute.annual_report import FORWARD, Identity, identities
from gov_requests.statute.table_two import TABLE_TWO, in_force_adds_up

#: The report that adds the district up.
ALL = "ALL"


class AnnualEntry(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """What is typed for the report of a year: table two (key → number), the parts of text. ``whose``: an organ's code, or ``ALL``."""

    __tablename__ = "annual_entries"
    __table_args__ = (sa.UniqueConstraint("whose", "year"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    whose: Mapped[str] = mapped_column(sa.String(32))
    year: Mapped[int]
    table_two: Mapped[dict[str, str]] = mapped_column(Json())
    texts: Mapped[dict[str, str]] = mapped_column(Json())


class AnnualReport(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One frozen edition (定稿). It is never changed: a correction is the next edition, with its reason (更正).

    ``content`` holds all that the report says; ``cases`` which requests each cell of table three counted (row → column → ids).
    """

    __tablename__ = "annual_reports"
    __table_args__ = (sa.UniqueConstraint("whose", "year", "edition"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    whose: Mapped[str] = mapped_column(sa.String(32))
    year: Mapped[int]
    edition: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    cases: Mapped[dict[str, dict[str, list[int]]]] = mapped_column(Json())
    reason: Mapped[str | None] = mapped_column(sa.Text)
    frozen_at: Mapped[datetime] = mapped_column(Instant())
    frozen_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    person: Mapped[Person] = relationship(lazy="joined")


@dataclass(frozen=True, slots=True)
class Figures:
    """A report as the cases and the typed parts make it now."""

    whose: str
    organ_id: int | None
    organ: str
    year: int
    three: Counts
    four: Counts
    identities: list[Identity]
    table_two: dict[str, str]
    texts: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Return the fixed JSON form of ``report annual``."""
        checked = [{"name": row.name, "holds": row.holds, "detail": row.detail} for row in self.identities]
        return {
            "organ": self.whose,
            "year": self.year,
            "table3": self.three,
            "table4": self.four,
            "identities": checked,
            "table2": self.table_two,
        }


def organ_of(code: str) -> Organ | None:
    """Return the organ that a report is about, None for the district. Raises ``NotFound``."""
    if code == ALL:
        return None
    found = db.session.scalars(sa.select(Organ).where(Organ.code == code)).one_or_none()
    if found is None:
        raise NotFound(f"没有代码为“{code}”的行政机关。")
    return found


def reachable(code: str, person: Person, action: Action) -> Organ | None:
    """Return the organ whose report a person may ask for by ``action``, None for the district. Raises ``NotFound``."""
    organ = organ_of(code)
    sees_all = Scope.DISTRICT in granted(person, action)
    if not sees_all and (organ is None or organ.id != person.organ_id):
        raise NotFound("没有这份年度报告，或不在您的办理范围内。")
    return organ


def entry_of(whose: str, year: int) -> AnnualEntry | None:
    """Return what was typed for a report."""
    return db.session.scalars(
        sa.select(AnnualEntry).where(AnnualEntry.whose == whose, AnnualEntry.year == year)
    ).one_or_none()


def editions(whose: str, year: int) -> Sequence[AnnualReport]:
    """Return the frozen editions of a report, the newest first."""
    query = sa.select(AnnualReport).where(AnnualReport.whose == whose, AnnualReport.year == year)
    return db.session.scalars(query.order_by(AnnualReport.edition.desc())).all()


def figures(organ: Organ | None, year: int) -> Figures:
    """Return the report of an organ (None: the district) for a year, as the cases make it now."""
    whose, organ_id = (ALL, None) if organ is None else (organ.code, organ.id)
    three, four = table_three(organ_id, year), table_four(organ_id, year)
    entry, before = entry_of(whose, year), editions(whose, year - 1)
    forward = before[0].content["table3"][FORWARD] if before else forward_of(organ_id, year - 1)
    typed = dict(entry.table_two) if entry else {}
    typed_before = before[0].content["table2"] if before else _typed_before(whose, year)
    checked = identities(three, four, forward)
    if typed and typed_before:
        checked.append(in_force_adds_up(typed, typed_before))
    name = "全区" if organ is None else organ.name
    return Figures(whose, organ_id, name, year, three, four, checked, typed, dict(entry.texts) if entry else {})


def _typed_before(whose: str, year: int) -> dict[str, str]:
    entry = entry_of(whose, year - 1)
    return dict(entry.table_two) if entry else {}


def empty_two() -> dict[str, str]:
    """Return table two with nothing typed."""
    return dict.fromkeys(TABLE_TWO, "")
