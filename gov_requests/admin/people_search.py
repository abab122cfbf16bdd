"""The list of people, narrowed and page by page: ordered by user name, so that an index gives each page however many people there are."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.people import Organ, Person
from gov_requests.records.search import escaped

#: Counting stops here; the page then says 「1000 人以上」.
COUNT_LIMIT = 1000
STATES = ("active", "disabled")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What narrows the list; empty leaves it as it is."""

    organ: str = ""
    state: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page; ``before``/``after`` are the user names that the neighbouring pages begin from, None where there is none."""

    people: list[Person]
    before: str | None
    after: str | None
    total: str


def page(criteria: Criteria, size: int, *, after: str = "", before: str = "") -> Found:
    """Return the first page, the one ``after`` a user name or the one ``before`` it."""
    held = _conditions(criteria)
    query = sa.select(Person).where(*held)
    if before:
        query = query.where(Person.username < before).order_by(Person.username.desc())
    else:
        query = query.where(Person.username > after).order_by(Person.username)
    rows = list(db.session.scalars(query.limit(size + 1)).unique())
    more, people = len(rows) > size, rows[:size]
    if before:
        people.reverse()
    first, last = (people[0].username, people[-1].username) if people else (None, None)
    return Found(
        people,
        before=first if (more if before else bool(after)) else None,
        after=last if (before or more) else None,
        total=_total(held),
    )


def _conditions(criteria: Criteria) -> list[Any]:
    found: list[Any] = []
    if criteria.organ:
        found.append(Person.organ_id.in_(sa.select(Organ.id).where(Organ.code == criteria.organ)))
    if criteria.state in STATES:
        found.append(Person.active.is_(criteria.state == "active"))
    if criteria.word:
        like = f"%{escaped(criteria.word)}%"
        found.append(sa.or_(Person.name.like(like, escape="\\"), Person.username.like(like, escape="\\")))
    return found


def _total(held: list[Any]) -> str:
    inner = sa.select(Person.id).where(*held).limit(COUNT_LIMIT + 1).subquery()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(inner)) or 0
    return f"{COUNT_LIMIT} 人以上" if count > COUNT_LIMIT else f"{count} 人"
