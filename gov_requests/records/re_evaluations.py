"""定期评估 (第十八条): what an organ withholds, by the day on which it is looked at again; keyset pages through an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.people import Person
from gov_requests.records.scope import case_ref, scope
from gov_requests.records.secrecy import ReEvaluation

PAGE = 50
#: Which of an organ's are shown: due by today, to come, done.
FILTERS = {"due": "到期", "open": "待评估", "done": "已评估"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list; ``ref`` is None where the reader may not open the request."""

    row: ReEvaluation
    ref: str | None


def listed(person: Person, which: str, day: date, after: tuple[date, int] | None = None) -> tuple[list[Listed], bool]:
    """Return a page of the organ's (the earliest day first, of what is done the newest), and whether more follows."""
    query = (
        sa.select(ReEvaluation, scope(person))
        .join(CaseState, CaseState.case_id == ReEvaluation.case_id)
        .where(ReEvaluation.organ_id == person.organ_id)
    )
    if which == "done":
        query = query.where(ReEvaluation.done_at.is_not(None)).order_by(ReEvaluation.id.desc())
        if after is not None:
            query = query.where(ReEvaluation.id < after[1])
    else:
        query = query.where(ReEvaluation.done_at.is_(None)).order_by(ReEvaluation.due_on, ReEvaluation.id)
        if which == "due":
            query = query.where(ReEvaluation.due_on <= day)
        if after is not None:
            here = sa.tuple_(ReEvaluation.due_on, ReEvaluation.id)
            query = query.where(here > sa.tuple_(sa.literal(after[0], sa.Date()), sa.literal(after[1])))
    rows = db.session.execute(query.limit(PAGE + 1)).all()
    found = [
        Listed(row, case_ref(row.case.number, row.case.organ.code, person) if may else None) for row, may in rows[:PAGE]
    ]
    return found, len(rows) > PAGE


def due_count(person: Person, day: date, limit: int) -> int:
    """Return how many of the organ's are due, counting to ``limit``."""
    due = sa.select(ReEvaluation.id).where(
        ReEvaluation.organ_id == person.organ_id, ReEvaluation.done_at.is_(None), ReEvaluation.due_on <= day
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(due.limit(limit).subquery())) or 0


def of_case(case_id: int) -> Sequence[ReEvaluation]:
    """Return a request's, in their order."""
    query = sa.select(ReEvaluation).where(ReEvaluation.case_id == case_id)
    return db.session.scalars(query.order_by(ReEvaluation.id)).all()
