"""Requests that may ask for the same information: the applicant's own earlier ones, and those of others. Hints only.

All of the organ's requests are looked through, however old: the index of words picks those that share the most pieces of the text, and
only these are compared, beside the newest ones. So what is read is bounded and does not grow with the table.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.grams import folded, needed
from gov_requests.records.likeness import likeness, pairs_of, pieces_of
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person
from gov_requests.records.scope import case_ref, scope
from gov_requests.records.search_index import most_holding

#: So many requests that the index picked are compared, so many of the organ's newest, and so many of the applicant's own.
COMPARED, COMPARED_NEWEST, COMPARED_OWN = 300, 100, 200
#: The text is looked for by so many pieces of so many characters at most; of each piece so many of the newest holders count.
PIECES, PIECE_LENGTH, HOLDERS = 24, 6, 60
#: So much of a request is compared.
READ = 600
#: From here on two requests are shown as alike, and from here on they are taken for the same (in percent).
ALIKE, SAME = 45, 70
LISTED = 8
#: Counting stops here.
MOST = 1000
#: 第三十五条、第四十二条: the span beside the calendar month in which an applicant's requests are counted.
SPAN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Alike:
    """A request that is like the one looked at. ``ref`` is None where the reader may not open it; then the applicant is not named."""

    number: str
    ref: str | None
    title: str
    percent: int
    received_on: date
    closed_on: date | None
    own: bool
    applicant_id: int
    applicant: str
    reply_number: str | None
    reply_dated: date | None

    @property
    def same(self) -> bool:
        """Whether it may well be the same information."""
        return self.percent >= SAME


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an applicant has asked the organ: in the calendar month, and in the last 365 days. It proposes nothing by itself."""

    month: int
    year: int


def alike(
    text: str, person: Person, organ_id: int, *, own: Collection[int] = (), but: int | None = None
) -> list[Alike]:
    """Return the organ's requests that are like ``text``, the likest first; ``own`` are the applicant's ids, ``but`` the request itself."""
    text = text[:READ]
    wanted = pairs_of(text)
    if not wanted:
        return []
    found: dict[int, tuple[int, Any]] = {}
    for row in _compared(text, person, organ_id, own, but):
        percent = likeness(wanted, pairs_of(f"{row.description}"))
        if percent >= ALIKE:
            found[row.id] = (percent, row)
    best = sorted(found.values(), key=lambda pair: (-pair[0], -pair[1].id))[:LISTED]
    replies = _replies([row.id for _percent, row in best])
    return [_alike(percent, row, person, own, replies.get(row.id)) for percent, row in best]


def _compared(text: str, person: Person, organ_id: int, own: Collection[int], but: int | None) -> Sequence[Any]:
    query = (
        sa.select(
            Case.id,
            Case.number,
            Case.title,
            sa.func.substr(Case.description, 1, READ).label("description"),
            Case.applicant_id,
            Applicant.name.label("applicant"),
            CaseState.received_on,
            CaseState.closed_on,
            scope(person).label("readable"),
        )
        .join(CaseState, CaseState.case_id == Case.id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .where(Case.organ_id == organ_id)
        .order_by(Case.id.desc())
    )
    if but is not None:
        query = query.where(Case.id != but)
    words = [needed(folded(piece)) for piece in pieces_of(text, PIECE_LENGTH, PIECES)]
    picked = most_holding(words, organ_id, each=HOLDERS, most=COMPARED)
    rows = list(db.session.execute(query.where(Case.id.in_(picked)))) if picked else []
    rows += db.session.execute(query.limit(COMPARED_NEWEST))
    if own:
        rows += db.session.execute(query.where(Case.applicant_id.in_(own)).limit(COMPARED_OWN))
    return rows


def _replies(case_ids: Sequence[int]) -> dict[int, tuple[str, date]]:
    """Return number and date of the last reply (a letter made from a draft) of each request."""
    query = (
        sa.select(Letter.case_id, Letter.number, Letter.dated)
        .where(Letter.case_id.in_(case_ids), Letter.draft_id.is_not(None))
        .order_by(Letter.id)
    )
    return {case_id: (number, dated) for case_id, number, dated in db.session.execute(query)}


def _alike(percent: int, row: Any, person: Person, own: Collection[int], reply: tuple[str, date] | None) -> Alike:
    is_own = row.applicant_id in own
    return Alike(
        number=row.number,
        ref=case_ref(row.number, person.organ.code, person) if row.readable else None,
        title=row.title,
        percent=percent,
        received_on=row.received_on,
        closed_on=row.closed_on,
        own=is_own,
        applicant_id=row.applicant_id,
        applicant=row.applicant if row.readable or is_own else "另一申请人",
        reply_number=reply[0] if reply else None,
        reply_dated=reply[1] if reply else None,
    )


def others_asking(found: Collection[Alike]) -> int:
    """Return how many other applicants may have asked for the same information (第四十四条第一款)."""
    return len({one.applicant_id for one in found if one.same and not one.own})


def frequency(own: Collection[int], organ_id: int, day: date) -> Frequency:
    """Return how often an applicant (by all its ids) has asked, counted by the day of receipt, ``MOST`` at most."""
    if not own:
        return Frequency(0, 0)
    first = day.replace(day=1)
    received = (
        sa.select(CaseState.received_on)
        .join(Case, Case.id == CaseState.case_id)
        .where(Case.applicant_id.in_(own), Case.organ_id == organ_id, CaseState.received_on > day - SPAN)
        .limit(MOST)
        .subquery()
    )
    in_month = sa.func.count().filter(received.c.received_on >= first)
    month, year = db.session.execute(sa.select(in_month, sa.func.count()).select_from(received)).one()
    return Frequency(month, year)
