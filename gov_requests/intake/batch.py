"""A morning of many letters: the newest requests, their receipts as one file, their envelope labels."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.documents.labels import Label
from gov_requests.records import files
from gov_requests.records.base import db, one_act
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person
from gov_requests.records.scope import scope
from gov_requests.refusals import BadInput, NotFound

#: How many requests a page lists, and how many a file for the printer holds at most.
MOST = 100
NOTHING_CHOSEN = "请勾选要打印的申请。"
RECEIPT = "D01"


def newest(person: Person, *, before: int = 0) -> tuple[Sequence[Any], bool]:
    """Return up to a page of the organ's newest requests (older than the key ``before``), and whether there are more."""
    columns = (Case.id, Case.number, Case.title, Case.registered_at, Case.delivery, Case.address, CaseState.channel)
    query = (
        sa.select(*columns, Applicant.name.label("applicant"))
        .join(CaseState, CaseState.case_id == Case.id)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .where(Case.organ_id == person.organ_id, scope(person, Action.REGISTER))
        .order_by(Case.id.desc())
    )
    if before:
        query = query.where(Case.id < before)
    rows = db.session.execute(query.limit(MOST + 1)).all()
    return rows[:MOST], len(rows) > MOST


def receipts(numbers: Sequence[str], person: Person) -> list[bytes]:
    """Return the receipts (登记回执) of requests as they were frozen, in the order of registration."""
    cases = _chosen(numbers, person)
    query = sa.select(Letter.pdf_sha256).where(Letter.case_id.in_([case.id for case in cases]), Letter.code == RECEIPT)
    return [files.read(sha256) for sha256 in db.session.scalars(query.order_by(Letter.case_id, Letter.id))]


def labels(numbers: Sequence[str], person: Person) -> list[Label]:
    """Return the envelope labels of requests. They show addresses in full, so the journal says who printed whose."""
    cases = _chosen(numbers, person)
    with one_act(person) as act:
        act.note("labels_printed", numbers=[case.number for case in cases])
    return [
        Label(case.postcode or "", case.address or "（没有登记地址）", f"{case.applicant.name}　收", case.number)
        for case in _chosen(numbers, person)
    ]


def _chosen(numbers: Sequence[str], person: Person) -> Sequence[Case]:
    """Return the requests of these numbers; one that is out of scope is not found."""
    wanted = set(numbers)
    if not wanted:
        raise BadInput(NOTHING_CHOSEN)
    if len(wanted) > MOST:
        raise BadInput(f"一次最多打印 {MOST} 件。")
    query = (
        sa.select(Case)
        .join(CaseState, CaseState.case_id == Case.id)
        .where(Case.organ_id == person.organ_id, Case.number.in_(wanted), scope(person, Action.REGISTER))
        .order_by(Case.id)
    )
    cases = db.session.scalars(query).all()
    if len(cases) != len(wanted):
        raise NotFound("没有这件申请，或不在您的办理范围内。")
    return cases
