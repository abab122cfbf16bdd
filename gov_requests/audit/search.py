"""Finding rows of the journal: by person, kind, request and days, newest first, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.audit.words import TITLES
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from gov_requests.today import SHANGHAI

PAGE = 50
_LONGEST = 100
_NOT_A_DAY = "日期写法如 2026-11-24。"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for, as it was typed; ``wrong`` says what of it cannot be used."""

    person: str = ""
    kind: str = ""
    number: str = ""
    since: str = ""
    until: str = ""
    wrong: str | None = field(default=None, compare=False)

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Criteria":
        """Return the criteria of a query string or a form."""
        typed = {name: sent.get(name, "").strip()[:_LONGEST] for name in NAMES}
        days = [typed[name] for name in ("since", "until") if typed[name]]
        bad = any(_day(text) is None for text in days) or (bool(typed["kind"]) and typed["kind"] not in TITLES)
        return cls(**typed, wrong=_NOT_A_DAY if bad else None)

    @property
    def given(self) -> dict[str, str]:
        """What was typed, without empty fields."""
        return {name: value for name, value in asdict(self).items() if value and name in NAMES}


NAMES = ("person", "kind", "number", "since", "until")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows, and where the pages beside it begin (None: there is none)."""

    rows: Sequence[Any]
    newer_than: int | None
    older_than: int | None


def page(criteria: Criteria, *, before: int | None = None, after: int | None = None) -> Found:
    """Return the newest page, the one ``before`` a row or the one ``after`` it."""
    query = rows_query(criteria)
    if after is not None:
        found = list(db.session.execute(query.where(JournalRow.id > after).order_by(JournalRow.id).limit(PAGE + 1)))
        rows = found[:PAGE][::-1]
        return Found(rows, rows[0].id if len(found) > PAGE else None, rows[-1].id if rows else None)
    if before is not None:
        query = query.where(JournalRow.id < before)
    found = list(db.session.execute(query.order_by(JournalRow.id.desc()).limit(PAGE + 1)))
    rows = found[:PAGE]
    moved = before is not None
    newest = rows[0].id if rows else (before or 1) - 1
    return Found(rows, newest if moved else None, rows[-1].id if len(found) > PAGE else None)


def rows_query(criteria: Criteria) -> Any:
    """Return the query for what is looked for, in no order: who did what when about which request, never the text of it."""
    query = sa.select(
        JournalRow.id,
        JournalRow.recorded_at,
        JournalRow.signature,
        JournalRow.kind,
        Case.number,
        JournalRow.happened_on,
        JournalRow.hash,
    ).outerjoin(Case, Case.id == JournalRow.case_id)
    return query.where(*_conditions(criteria))


def _conditions(criteria: Criteria) -> list[sa.ColumnElement[bool]]:
    if criteria.wrong:
        return [sa.false()]
    found: list[sa.ColumnElement[bool]] = []
    if criteria.person:
        named = sa.select(Person.id).where(sa.or_(Person.username == criteria.person, Person.name == criteria.person))
        found.append(sa.or_(JournalRow.signature == criteria.person, JournalRow.recorded_by.in_(named)))
    if criteria.kind:
        found.append(JournalRow.kind == criteria.kind)
    if criteria.number:
        found.append(JournalRow.case_id.in_(sa.select(Case.id).where(Case.number == criteria.number)))
    since, until = _day(criteria.since), _day(criteria.until)
    if since is not None:
        found.append(JournalRow.recorded_at >= _midnight(since))
    if until is not None:
        found.append(JournalRow.recorded_at < _midnight(until + timedelta(days=1)))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
