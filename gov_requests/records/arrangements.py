"""Arrangements (放假安排) as acts: an import is journalled, and what it moves is told beforehand and counted afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import Act, db, one_act
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.papers import Letter
from gov_requests.records.people import Organ
from gov_requests.records.projection import fold
from gov_requests.records.rebuild import lives, reproject
from gov_requests.today import today
from gov_requests.workdays import WorkdayCalendar

NOTHING_MOVED = {"requests_moved": 0, "disputes_moved": 0}


def imported(held: Mapping[str, Any], by: Any) -> dict[str, int]:
    """Journal that an arrangement was put on the shelf and project what it moves; without a database nothing is there to move."""
    if not sa.inspect(db.engine).has_table("journal"):
        return NOTHING_MOVED
    with one_act(by) as act:
        note_import(act, held)
    return reproject()


def note_import(act: Act, held: Mapping[str, Any]) -> None:
    """Name in the journal which version of which year was imported, with its hash and source."""
    told = {name: held.get(name) for name in ("year", "version", "source", "notice", "sha256")}
    act.note("arrangement_imported", **told)


@dataclass(frozen=True, slots=True)
class Moved:
    """An open request whose dates an arrangement would move; ``workdays`` how far the safe date goes (None: no date on one side)."""

    case_id: int
    number: str
    organ: str
    organ_code: str
    due_before: date | None
    due_after: date | None
    safe_before: date | None
    safe_after: date | None
    promised: int


def moved_by(trial: WorkdayCalendar) -> list[Moved]:
    """Return the open requests whose due or safe date differs under ``trial``, with how many letters told the date that would move."""
    day, found = today(), []
    states = {
        row.case_id: row
        for row in db.session.execute(
            sa.select(CaseState.case_id, CaseState.due_on, CaseState.safe_due_on, Case.number, Organ.name, Organ.code)
            .join(Case, Case.id == CaseState.case_id)
            .join(Organ, Organ.id == CaseState.organ_id)
            .where(CaseState.closed_on.is_(None))
        )
    }
    promised = _promised()
    for case_id, entries in lives(CaseState.closed_on.is_(None)):
        columns, state = fold(entries, trial, day), states[case_id]
        if (columns["due_on"], columns["safe_due_on"]) == (state.due_on, state.safe_due_on):
            continue
        letters = promised.get((case_id, state.due_on), 0)
        found.append(
            Moved(
                case_id,
                state.number,
                state.name,
                state.code,
                state.due_on,
                columns["due_on"],
                state.safe_due_on,
                columns["safe_due_on"],
                letters,
            )
        )
    return sorted(found, key=lambda row: (row.safe_after or date.max, row.case_id))


def _promised() -> dict[tuple[int, date | None], int]:
    """Return how many letters told each day to each open request."""
    query = (
        sa.select(Letter.case_id, Letter.promised_on, sa.func.count())
        .join(CaseState, CaseState.case_id == Letter.case_id)
        .where(Letter.promised_on.is_not(None), CaseState.closed_on.is_(None))
        .group_by(Letter.case_id, Letter.promised_on)
    )
    return {(case_id, day): count for case_id, day, count in db.session.execute(query)}
