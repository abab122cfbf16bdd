"""What an arrangement would move before it is imported: open requests, by how many days, and the letters that named the old date.

Disputes answer for themselves: whoever keeps them puts a :class:`Disputes` under ``app.extensions[DISPUTES]``.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import db
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.open_lives import OPEN, OpenLife, open_lives
from gov_requests.records.papers import Letter
from gov_requests.records.people import Organ
from gov_requests.records.projection import fold
from gov_requests.today import today
from gov_requests.workdays import WorkdayCalendar

#: Where ``app.extensions`` holds the :class:`Disputes` of this application.
DISPUTES = "gov_requests.disputes_and_calendar"


@dataclass(frozen=True, slots=True)
class Moved:
    """An open request or dispute whose dates an arrangement would move. ``letters`` told the date that would move, by title and number."""

    number: str
    organ: str
    organ_code: str
    due_before: date | None
    due_after: date | None
    safe_before: date | None
    safe_after: date | None
    letters: tuple[str, ...] = ()

    @property
    def due_days(self) -> int | None:
        """By how many days (自然日) 最迟可主张日 moves; None where there is no date on one side."""
        return _days(self.due_before, self.due_after)

    @property
    def safe_days(self) -> int | None:
        """By how many days the safe date moves."""
        return _days(self.safe_before, self.safe_after)


def _days(before: date | None, after: date | None) -> int | None:
    return None if before is None or after is None else (after - before).days


@dataclass(frozen=True, slots=True)
class Disputes:
    """What disputes (复议、诉讼) do when the calendar moves: ``would_move`` under a trial calendar, ``refold`` writes and counts."""

    would_move: Callable[[WorkdayCalendar], Sequence[Moved]]
    refold: Callable[[date], int]


def disputes_moved_by(trial: WorkdayCalendar) -> Sequence[Moved]:
    """Return the open disputes whose dates would move; none where this application keeps no disputes."""
    kept: Disputes | None = current_app.extensions.get(DISPUTES)
    return kept.would_move(trial) if kept is not None else ()


def moved_by(trial: WorkdayCalendar) -> list[Moved]:
    """Return the open requests whose due or safe date differs under ``trial``, the nearest first."""
    day = today()
    differing: dict[int, tuple[OpenLife, date | None, date | None]] = {}
    for life in open_lives():
        columns = fold(life.entries, trial, day)
        after = columns["due_on"], columns["safe_due_on"]
        if after != life.dates:
            differing[life.case_id] = (life, *after)
    names, letters = _names(), _letters()
    found = []
    for case_id, (life, due_on, safe_due_on) in differing.items():
        due_before, safe_before = life.dates
        number, organ, code = names[case_id]
        told = tuple(letters.get((case_id, due_before), ()))
        found.append(Moved(number, organ, code, due_before, due_on, safe_before, safe_due_on, told))
    return sorted(found, key=lambda row: (row.safe_after or date.max, row.number))


def _names() -> dict[int, tuple[str, str, str]]:
    query = (
        sa.select(Case.id, Case.number, Organ.name, Organ.code)
        .join(Organ, Organ.id == Case.organ_id)
        .outerjoin(CaseState, CaseState.case_id == Case.id)
        .where(OPEN)
    )
    return {case_id: (number, name, code) for case_id, number, name, code in db.session.execute(query)}


def _letters() -> dict[tuple[int, date | None], list[str]]:
    """Return the letters that told a day, by open request and day."""
    query = (
        sa.select(Letter.case_id, Letter.promised_on, Letter.title, Letter.number)
        .join(CaseState, CaseState.case_id == Letter.case_id)
        .where(Letter.promised_on.is_not(None), Letter.voided_at.is_(None), OPEN)
        .order_by(Letter.id)
    )
    told: dict[tuple[int, date | None], list[str]] = defaultdict(list)
    for case_id, day, title, number in db.session.execute(query):
        told[case_id, day].append(f"{title} {number}")
    return told
