"""What the pages of the register read; all of it within the person's organ, all of it bounded."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.records.applicants import Merge, holds, merged_away
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.dispute_file import dispute_scope
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeState
from gov_requests.records.keys import keyring
from gov_requests.records.people import Person
from gov_requests.records.scope import scope
from gov_requests.refusals import NotFound
from gov_requests.terms import ID_TYPES

#: How many entries a page lists, and how many requests, disputes, merges one applicant's page.
LISTED, OF_ONE = 50, 50
_LAST_CHARACTER = "\U0010fffd"


def entry_of(applicant_id: int, person: Person) -> Applicant:
    """Return an entry of the person's organ; another organ's does not exist."""
    query = sa.select(Applicant).where(Applicant.id == applicant_id, Applicant.organ_id == person.organ_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("没有这个申请人。")
    return found


def entries(person: Person, word: str, *, before: int = 0) -> tuple[Sequence[Applicant], bool]:
    """Return a page of entries that are merged into no other, newest first: all, or those found by ``word``; and whether there are more."""
    query = sa.select(Applicant).where(Applicant.organ_id == person.organ_id, ~merged_away())
    if word:
        query = query.where(_found_by(word))
    if before:
        query = query.where(Applicant.id < before)
    rows = db.session.scalars(query.order_by(Applicant.id.desc()).limit(LISTED + 1)).all()
    return rows[:LISTED], len(rows) > LISTED


def _found_by(word: str) -> sa.ColumnElement[bool]:
    """A whole number of an identity paper (by its blind index), or the beginning of a name (a range, which the index on names serves)."""
    indexes = [keyring().blind_index(f"{kind}:{word.upper()}") for kind in ID_TYPES]
    begins = sa.and_(Applicant.name >= word, Applicant.name < word + _LAST_CHARACTER)
    return sa.or_(begins, Applicant.id_index.in_(indexes))


def candidates(entry: Applicant, group: Collection[int], person: Person, word: str) -> Sequence[Applicant]:
    """Return entries that may be the same applicant: of the same name or number, or found by ``word``."""
    alike = _found_by(word) if word else Applicant.name == entry.name
    if not word and entry.id_index is not None:
        alike = sa.or_(alike, Applicant.id_index == entry.id_index)
    query = sa.select(Applicant).where(
        Applicant.organ_id == person.organ_id, Applicant.id.not_in(group), ~merged_away(), alike
    )
    return db.session.scalars(query.order_by(Applicant.id.desc()).limit(LISTED)).all()


def requests_of(group: Collection[int], person: Person) -> Sequence[Any]:
    """Return an applicant's newest requests that the person may read."""
    query = (
        sa.select(
            Case.number, Case.title, CaseState.received_on, CaseState.stage, CaseState.closed_on, CaseState.reply_kind
        )
        .join(CaseState, CaseState.case_id == Case.id)
        .where(Case.applicant_id.in_(group), scope(person))
    )
    return db.session.execute(query.order_by(Case.id.desc()).limit(OF_ONE)).all()


def disputes_of(group: Collection[int], person: Person) -> Sequence[Any]:
    """Return the newest disputes about an applicant's requests that the person may read."""
    about = (
        sa.exists()
        .where(DisputeCase.dispute_id == Dispute.id, DisputeCase.case_id == Case.id, Case.applicant_id.in_(group))
        .correlate(Dispute)
    )
    query = (
        sa.select(Dispute.id, Dispute.number, Dispute.received_on, DisputeState.outcome)
        .join(DisputeState, DisputeState.dispute_id == Dispute.id)
        .where(about, dispute_scope(person))
    )
    return db.session.execute(query.order_by(Dispute.id.desc()).limit(OF_ONE)).all()


def merges_of(group: Collection[int], applicant_id: int) -> Sequence[Merge]:
    """Return what was merged and parted about an applicant, newest first."""
    ids = {*group, applicant_id}
    query = sa.select(Merge).where(sa.or_(Merge.from_id.in_(ids), Merge.into_id.in_(ids)))
    return db.session.scalars(query.order_by(Merge.id.desc()).limit(OF_ONE)).all()


def merge_of(merge_id: int, person: Person) -> Merge:
    """Return a merge of the person's organ that holds."""
    query = sa.select(Merge).where(Merge.id == merge_id, Merge.organ_id == person.organ_id, holds())
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("没有这次合并，或者已经撤销。")
    return found
