"""汇聚风险: what this applicant, this subject, this place was given in the last 24 months (《保守国家秘密法》第三十六条).

Every look is bounded and goes through an index: the applicant's requests, or the newest that the search index proposes; a person judges.
Whoever reads the whole district sees across organs, everybody else the own organ. What the reader may not open is not linked, and its
applicant not named.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from gov_requests.access import Action, Scope
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.grams import needed
from gov_requests.records.likeness import STOCK
from gov_requests.records.people import Organ, Person
from gov_requests.records.scope import case_ref, scope
from gov_requests.records.search import says, term
from gov_requests.records.search_index import engine_of, holding_any
from gov_requests.records.standing_in import granted
from gov_requests.statute.reply_kinds import REPLY_KINDS

MONTHS: Final = 24
#: So many of the newest that the index proposes are looked at, and so many are shown.
PROPOSED, SHOWN = 400, 12
#: Answers that handed something out.
GIVING: Final = frozenset(kind.code for kind in REPLY_KINDS.values() if kind.hands_out)
MOST_TERMS: Final = 5
_PLACE: Final = re.compile(
    "([一-鿿]{2,4}?)(小区|社区|胡同|大街|街道|大厦|广场|公园|园区|医院|学校|小学|中学|地块|号院|路|街|巷|村|镇)"
)
_NAMED: Final = re.compile("[《“]([^》”]{4,40})[》”]")
_PARTS: Final = re.compile("[的、，。；：和与及（）()《》“”\\s]|关于|位于|有关|涉及")


@dataclass(frozen=True, slots=True)
class Given:
    """Something that was given out: to whom, what, when, where; ``ref`` is None where the reader may not open the request."""

    number: str
    ref: str | None
    title: str
    to: str
    organ: str
    closed_on: date
    own: bool


@dataclass(frozen=True, slots=True)
class Received:
    """What was found: since when, by which words; of this applicant, and of others on subject and place. ``more``: there is more."""

    since: date
    terms: tuple[str, ...]
    applicant: tuple[Given, ...]
    others: tuple[Given, ...]
    more: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it as the review keeps it: what the judgement was made on."""
        return {
            "since": self.since.isoformat(),
            "terms": list(self.terms),
            "applicant": [one.number for one in self.applicant],
            "others": [one.number for one in self.others],
            "more": self.more,
        }


def received(case: Case, person: Person, day: date, about: str = "") -> Received:
    """Return what was given out in the 24 months before ``day``; ``about`` is a word that the reviewer adds."""
    since = months_before(day, MONTHS)
    everywhere = _reach(person)
    own = _same(case, everywhere=everywhere)
    terms = terms_of(case, about)
    ids = {*_of_applicants(own), *_about(person, terms, everywhere=everywhere)} - {case.id}
    found = sorted(_rows(person, ids, since, own, terms), key=lambda row: (row.closed_on, row.id), reverse=True)
    given = [_given(row, person, own) for row in found]
    applicant, others = [one for one in given if one.own], [one for one in given if not one.own]
    more = len(applicant) > SHOWN or len(others) > SHOWN
    return Received(since, terms, tuple(applicant[:SHOWN]), tuple(others[:SHOWN]), more)


def _reach(person: Person) -> bool:
    return Scope.DISTRICT in granted(person, Action.READ_CASE)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or that month's last."""
    years, month = divmod(day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


def terms_of(case: Case, about: str = "") -> tuple[str, ...]:
    """Return the words by which subject and place are looked for: what was typed, named documents, places."""
    text = f"{case.title} {case.description} {case.document_hint or ''}"
    found = dict.fromkeys(term(word) for word in (about, *_NAMED.findall(text), *_places(text)))
    return tuple(word for word in found if len(word) > 1)[:MOST_TERMS]


def _places(text: str) -> Iterator[str]:
    for phrase in STOCK:
        text = text.replace(phrase, " ")
    for part in _PARTS.split(text):
        yield from ("".join(pair) for pair in _PLACE.findall(part))


def _same(case: Case, *, everywhere: bool) -> frozenset[int]:
    ids = {case.applicant_id}
    if everywhere and case.applicant.id_index:
        query = sa.select(Applicant.id).where(Applicant.id_index == case.applicant.id_index).limit(PROPOSED)
        ids |= set(db.session.scalars(query))
    return same_applicant(ids)


def _of_applicants(own: Collection[int]) -> Sequence[int]:
    query = sa.select(Case.id).where(Case.applicant_id.in_(own)).order_by(Case.id.desc()).limit(PROPOSED)
    return db.session.scalars(query).all()


def _about(person: Person, terms: Sequence[str], *, everywhere: bool) -> Sequence[int]:
    """Return the newest requests that the index proposes for any of the words."""
    if not terms:
        return ()
    told = engine_of(db.session.connection())
    organs = None if everywhere else [person.organ_id]
    proposed = holding_any(told, [needed(word) for word in terms], organs)
    query = sa.select(told.key).select_from(told.table).where(proposed).order_by(told.key.desc()).limit(PROPOSED)
    return db.session.scalars(query).all()


def _rows(
    person: Person, ids: Collection[int], since: date, own: Collection[int], terms: Sequence[str]
) -> Sequence[Any]:
    """Read those of the requests looked at that were given something: no more than were proposed, in no order, by their keys."""
    said = [says(word) for word in terms]
    query = (
        sa.select(
            Case.id,
            Case.number,
            Case.title,
            Case.applicant_id,
            Applicant.name.label("applicant"),
            Organ.name.label("organ"),
            Organ.code.label("organ_code"),
            CaseState.closed_on,
            scope(person).label("readable"),
        )
        .select_from(CaseState)
        .join(Case, Case.id == CaseState.case_id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .join(Organ, Organ.id == CaseState.organ_id)
        .where(CaseState.case_id.in_(ids), CaseState.closed_on >= since, CaseState.reply_kind.in_(GIVING))
        .where(sa.or_(Case.applicant_id.in_(own), *said))
    )
    return db.session.execute(query).all()


def _given(row: Any, person: Person, own: Collection[int]) -> Given:
    is_own = row.applicant_id in own
    return Given(
        number=row.number,
        ref=case_ref(row.number, row.organ_code, person) if row.readable else None,
        title=row.title,
        to="本申请人" if is_own else row.applicant if row.readable else "另一申请人",
        organ=row.organ,
        closed_on=row.closed_on,
        own=is_own,
    )
