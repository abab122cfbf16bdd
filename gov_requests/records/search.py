"""Finding requests by their words (查找): exactly what LIKE finds in what the person may read, newest first.

The index proposes, LIKE decides. Numbers, 文号, names of attachments and of applicants (as lists show them anyway) are looked at,
never ID numbers, telephones, addresses or the names of identity papers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import ReturnTypeFromArgs

from gov_requests.access import Action, Scope
from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.grams import folded, needed
from gov_requests.records.people import Person
from gov_requests.records.scope import scope
from gov_requests.records.search_index import BESIDE, OWN, engine_of, holding
from gov_requests.records.standing_in import granted

#: A single character is in almost every request: only so many of the newest are looked at.
LOOKED_THROUGH = 2_000

Listed = sa.Select[*tuple[Any, ...]]


class small(ReturnTypeFromArgs[Any]):  # noqa: N801 - a function of SQL
    """A text with ASCII letters small. SQLite's LIKE takes large and small for the same by itself."""

    inherit_cache = True


@compiles(small, "sqlite")
def _as_it_is(element: small, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(small, "postgresql")
def _ascii_lower(element: small, compiler: Any, **more: Any) -> str:
    return f'lower(({compiler.process(element.clauses, **more)}) COLLATE "C")'


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: rows of a list, whether there is more than these, whether only the newest requests were looked at."""

    rows: Sequence[Any]
    more: bool = False
    newest_only: bool = False


def term(typed: str) -> str:
    """Return what is looked for: without what cannot be seen, at most a hundred characters."""
    return "".join(sign for sign in typed if sign.isprintable()).strip()[:100]


def find(person: Person, word: str, listed: Listed, limit: int = 50) -> Found:
    """Return the requests in the person's scope that hold ``word``; ``listed`` is what a list reads of each (``worklists.base``)."""
    word = term(word)
    if not word:
        return Found(())
    query = _proposed(person, needed(word), listed) if len(word) > 1 else _newest(person, listed)
    rows = db.session.execute(query.where(scope(person, Action.READ_CASE), says(word)).limit(limit + 1)).all()
    return Found(rows[:limit], len(rows) > limit, len(word) == 1)


def _proposed(person: Person, wanted: Sequence[str], listed: Listed) -> Listed:
    told = engine_of(db.session.connection())
    everywhere = Scope.DISTRICT in granted(person, Action.READ_CASE)
    # The sign keeps SQLite from going the other way about: the index goes first and gives the newest first, so that reading stops
    # when the page is full. (Whoever stands in for somebody does so in the own organ.)
    here = CaseState.case_id == sa.literal_column(f"+{told.key}", sa.Integer())
    query = listed.join(told.table, here).where(holding(told, wanted, None if everywhere else [person.organ_id]))
    return query.order_by(told.key.desc())


def _newest(person: Person, listed: Listed) -> Listed:
    newest = sa.select(CaseState.case_id).where(scope(person, Action.READ_CASE)).order_by(CaseState.case_id.desc())
    return listed.where(CaseState.case_id.in_(newest.limit(LOOKED_THROUGH).correlate(None))).order_by(
        CaseState.case_id.desc()
    )


def says(word: str) -> sa.ColumnElement[bool]:
    """Return the criterion that one of a request's texts holds ``word`` (``cases`` and ``applicants`` are joined)."""
    like = f"%{escaped(folded(word))}%"
    beside = (
        sa.exists().where(case_id == CaseState.case_id, which, small(column).like(like, escape="\\"))
        for column, case_id, which in BESIDE
    )
    return sa.or_(*(small(column).like(like, escape="\\") for column in OWN), *beside)


def escaped(word: str) -> str:
    """Return ``word`` for LIKE, with its own wildcards taken literally."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
