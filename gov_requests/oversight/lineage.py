"""The requests behind a number (这个数从哪里来): any criterion on ``case_states``, one page of it, by the number that names a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.scope import case_ref, scope

PAGE = 50
HIDDEN = "（不在您的阅办范围）"


@dataclass(frozen=True, slots=True)
class Found:
    """A page of requests; ``after`` begins the next one, None where there is none."""

    rows: Sequence[dict[str, Any]]
    after: int | None


def listed(person: Person, holds: sa.ColumnElement[bool], *, after: int = 0, size: int = PAGE) -> Found:
    """Return the requests that a criterion holds for, in the order of their registration; titles only of those that the person may read."""
    query = (
        sa.select(
            CaseState, Case.number, Case.title, Organ.code, Organ.name, Section.name, Person.name, _readable(person)
        )
        .join(Case, Case.id == CaseState.case_id)
        .join(Organ, Organ.id == CaseState.organ_id)
        .outerjoin(Section, Section.id == CaseState.section_id)
        .outerjoin(Person, Person.id == CaseState.handler_id)
        .where(holds, CaseState.case_id > after)
        .order_by(CaseState.case_id)
        .limit(size + 1)
    )
    rows = [_row(person, *found) for found in db.session.execute(query)]
    return Found(rows[:size], rows[size - 1]["case_id"] if len(rows) > size else None)


def _readable(person: Person) -> Any:
    return sa.case((scope(person), True), else_=False)


def _row(person: Person, state: CaseState, number: str, title: str, code: str, *rest: Any) -> dict[str, Any]:
    organ, section, handler, readable = rest
    return {
        "case_id": state.case_id,
        "state": state,
        "number": number,
        "title": title if readable else HIDDEN,
        "organ": organ,
        "section": section,
        "handler": handler,
        "ref": case_ref(number, code, person) if readable else None,
    }
