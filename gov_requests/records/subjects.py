"""Which requests are about something (主题): those whose title or description holds a word. The index proposes, LIKE decides."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.grams import folded, needed
from gov_requests.records.search import escaped, small, term
from gov_requests.records.search_index import engine_of, holding

#: A single character is in almost every request and tells no subject.
SHORTEST = 2
#: Apart from the table that a list joins.
_CASE = aliased(Case)


def subject_of(typed: str) -> str:
    """Return the word that is looked for; empty where what was typed tells none."""
    word = term(typed)
    return word if len(word) >= SHORTEST else ""


def about(word: str, organs: Collection[int] | None) -> sa.ColumnElement[bool]:
    """Return the criterion on ``case_states`` for requests about ``word`` (of ``subject_of``) in these organs (None: in any)."""
    told = engine_of(db.session.connection())
    proposed = sa.select(told.key).select_from(told.table).where(holding(told, needed(word), organs))
    like = f"%{escaped(folded(word))}%"
    texts = (small(_CASE.title).like(like, escape="\\"), small(_CASE.description).like(like, escape="\\"))
    return sa.and_(CaseState.case_id.in_(proposed), sa.exists().where(_CASE.id == CaseState.case_id, sa.or_(*texts)))
