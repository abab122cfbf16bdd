"""Worklists (待办 在途 将到期 超期 已办 办结): each a row of a table, read through an index, keyset-paged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from gov_requests.access import Action, Scope
from gov_requests.moves import MOVES
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import Applicant, Case, CaseParty, CaseState
from gov_requests.records.list_filters import Filters, narrow
from gov_requests.records.notices import Notice
from gov_requests.records.papers import Delivery, Draft, Letter, Review
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.scope import scope
from gov_requests.records.standing_in import granted
from gov_requests.records.statements import kept

Criterion = sa.ColumnElement[bool]
_OPEN = CaseState.closed_on.is_(None)


@dataclass(frozen=True, slots=True)
class Worklist:
    """One list: its key in the URL, its title, which requests it holds."""

    key: str
    title: str
    holds: Callable[[Person, date], Criterion]
    closed: bool = False


def _waiting(person: Person, _day: date) -> Criterion:
    parts = [
        sa.and_(CaseState.stage.in_(move.sources), scope(person, move.action), *_BUT.get(move.act, _nothing)(person))
        for move in MOVES
        if move.leading and granted(person, move.action)
    ]
    to_confirm = sa.and_(CaseState.unconfirmed, scope(person, Action.REGISTER))
    return sa.and_(_OPEN, sa.or_(sa.false(), *parts, to_confirm, *_notices_waiting(person)))


def _own_level_done(person: Person) -> tuple[Criterion, ...]:
    """逐级审查: whoever passed a level of what lies there now waits for nothing more. A return begins a round anew."""
    newest = sa.select(sa.func.max(Draft.id)).where(Draft.case_id == CaseState.case_id).scalar_subquery()
    later = aliased(Review)
    returned = sa.exists().where(later.case_id == CaseState.case_id, later.id > Review.id, ~later.passed)
    mine = sa.exists().where(
        Review.case_id == CaseState.case_id,
        Review.reviewer_id == person.id,
        Review.draft_id == newest,
        Review.passed,
        Review.level < Review.levels,
        ~returned,
    )
    return (~mine,)


def _nothing(_person: Person) -> tuple[Criterion, ...]:
    return ()


#: Act → what of its stage does not wait for a person after all.
_BUT: dict[str, Callable[[Person], tuple[Criterion, ...]]] = {"pass_secrecy": _own_level_done}


def _notices_waiting(person: Person) -> Iterator[Criterion]:
    """Notices that wait to be issued by this person, and issued ones that this person may send; nothing for who may do neither."""
    of_case = Notice.case_id == CaseState.case_id
    if granted(person, Action.ISSUE_NOTICE):
        to_issue = sa.exists().where(of_case, Notice.letter_id.is_(None), Notice.returned_at.is_(None))
        yield sa.and_(to_issue, scope(person, Action.ISSUE_NOTICE))
    if granted(person, Action.NOTICE):
        sent = sa.exists().where(Delivery.letter_id == Notice.letter_id)
        to_send = sa.exists().where(of_case, Notice.letter_id == Letter.id, Letter.voided_at.is_(None), ~sent)
        yield sa.and_(to_send, scope(person, Action.NOTICE))


def _under_way(_person: Person, _day: date) -> Criterion:
    return _OPEN


def _due_soon(_person: Person, day: date) -> Criterion:
    return sa.and_(_OPEN, CaseState.sort_on.between(day, calendar().add(day, SOON_WORKDAYS)))


def _overdue(_person: Person, day: date) -> Criterion:
    return sa.and_(_OPEN, CaseState.sort_on < day)


def _acted(person: Person, _day: date) -> Criterion:
    if Scope.DISTRICT in granted(person, Action.READ_CASE):  # Who reads everything acts on little of it.
        return sa.and_(
            _OPEN, CaseState.case_id.in_(sa.select(CaseParty.case_id).where(CaseParty.person_id == person.id))
        )
    return sa.and_(_OPEN, sa.exists().where(CaseParty.case_id == CaseState.case_id, CaseParty.person_id == person.id))


def _closed(_person: Person, _day: date) -> Criterion:
    return ~_OPEN


SOON_WORKDAYS = 5
WORKLISTS = (
    Worklist("waiting", "待办", _waiting),
    Worklist("under-way", "在途", _under_way),
    Worklist("due-soon", "将到期", _due_soon),
    Worklist("overdue", "超期", _overdue),
    Worklist("acted", "已办", _acted),
    Worklist("closed", "办结", _closed, closed=True),
)
BY_KEY = {worklist.key: worklist for worklist in WORKLISTS}
#: Counting stops here; the badge then reads 「1000+」.
COUNT_LIMIT = 1000


def counts(person: Person, day: date) -> dict[str, int]:
    """Return how many requests each list holds for a person, counting to ``COUNT_LIMIT`` at most."""
    # An arrangement that is imported moves the end of 将到期: it is named beside the day.
    soon = calendar().add(day, SOON_WORKDAYS)
    row = (
        db.session.execute(kept("worklist counts", person, lambda: _counting(person, day), day, soon)).mappings().one()
    )
    return {worklist.key: row[worklist.key] for worklist in WORKLISTS}


def _counting(person: Person, day: date) -> sa.Select[*tuple[Any, ...]]:
    visible = scope(person)
    parts = []
    for worklist in WORKLISTS:
        inner = sa.select(CaseState.case_id).where(visible, worklist.holds(person, day)).limit(COUNT_LIMIT).subquery()
        parts.append(sa.select(sa.func.count()).select_from(inner).scalar_subquery().label(worklist.key))
    return sa.select(*parts)


def unconfirmed_counts(person: Person, day: date) -> tuple[int, int]:
    """Return how many requests wait for a confirmation with the applicant, and how many of them came before ``day``."""
    total, before = db.session.execute(kept("unconfirmed", person, lambda: _unconfirmed(person, day), day)).one()
    return total, before


def _unconfirmed(person: Person, day: date) -> sa.Select[*tuple[Any, ...]]:
    waiting = sa.and_(_OPEN, CaseState.unconfirmed, scope(person, Action.REGISTER))
    limited = sa.select(CaseState.received_on).where(waiting).limit(COUNT_LIMIT).subquery()
    late = sa.func.count().filter(limited.c.received_on < day)
    return sa.select(sa.func.count(), late).select_from(limited)


#: What a list row shows.
COLUMNS = (
    CaseState.case_id,
    CaseState.organ_id,
    CaseState.sort_on,
    CaseState.safe_due_on,
    CaseState.due_on,
    CaseState.provisional,
    CaseState.clock_state,
    CaseState.stage,
    CaseState.closed_on,
    CaseState.on_time,
    CaseState.workdays_late,
    CaseState.reply_kind,
    CaseState.unconfirmed,
    CaseState.received_on,
    CaseState.channel,
    CaseState.applicant_kind,
    Case.number,
    Case.title,
    Applicant.name.label("applicant"),
    Organ.name.label("organ"),
    Organ.code.label("organ_code"),
    Section.name.label("section"),
    Person.name.label("handler"),
)


#: By which day a list may be sorted. Each has its index: a page is read from there on, however long the list.
ORDERS = {"due": CaseState.sort_on, "received": CaseState.received_on, "closed": CaseState.closed_on}


def order_of(worklist: Worklist, filters: Filters) -> str:
    """Return by which day a list is sorted: what is asked for, else the safe date, of closed requests the closing."""
    usual = "closed" if worklist.closed else "due"
    return "received" if filters.sort == "received" else usual


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; ``after``/``before`` are the keys of the neighbouring pages, None where there is none."""

    rows: Sequence[Any]
    after: str | None
    before: str | None


def page(
    person: Person, worklist: Worklist, day: date, filters: Filters, *, size: int, after: str = "", before: str = ""
) -> Page:
    """Return one page of a list in its order; the earliest day first, of closed requests the latest."""
    key = ORDERS[order_of(worklist, filters)]
    query = base().where(scope(person), worklist.holds(person, day), *narrow(filters, day))
    descending = worklist.closed != bool(before)
    place = _place(before or after)
    if place is not None:
        here = sa.tuple_(key, CaseState.case_id)
        there = sa.tuple_(sa.literal(place[0], sa.Date()), sa.literal(place[1]))
        query = query.where(here < there if descending else here > there)
    order = (key.desc(), CaseState.case_id.desc()) if descending else (key, CaseState.case_id)
    rows = list(db.session.execute(query.order_by(*order).limit(size + 1)).all())
    more, rows = len(rows) > size, rows[:size]
    if before:
        rows.reverse()
    return _neighbours(rows, key.key, came_back=bool(before), moved=place is not None, more=more)


def _neighbours(rows: Sequence[Any], day_of: str, *, came_back: bool, moved: bool, more: bool) -> Page:
    def mark(row: Any) -> str:
        return f"{getattr(row, day_of).isoformat()}_{row.case_id}"

    follows = bool(rows) and (more or came_back)
    precedes = bool(rows) and (more if came_back else moved)
    return Page(rows, mark(rows[-1]) if follows else None, mark(rows[0]) if precedes else None)


def _place(text: str) -> tuple[date, int] | None:
    day, _, number = text.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def base() -> sa.Select[*tuple[Any, ...]]:
    """Return what a list reads of each request, not yet narrowed."""
    return (
        sa.select(*COLUMNS)
        .select_from(CaseState)
        .join(Case, Case.id == CaseState.case_id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .join(Organ, Organ.id == CaseState.organ_id)
        .outerjoin(Section, Section.id == CaseState.section_id)
        .outerjoin(Person, Person.id == CaseState.handler_id)
    )
