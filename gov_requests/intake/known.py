"""已有申请人: who asked before under this number, so that nothing is typed twice and a repeat is seen (第三十六条第（六）项)."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for

from gov_requests import masking
from gov_requests.intake.forms import RegisterForm
from gov_requests.procedure import STAGE_TITLES, Stage
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.keys import keyring
from gov_requests.records.people import Person
from gov_requests.terms import APPLICANT_KINDS

#: How many of the applicant's earlier requests are listed.
LISTED = 3
#: Counting an applicant's requests stops here.
MOST = 1000
#: So many characters of a name before somebody is looked for.
SHORTEST = 2
LAST_CHARACTER = "\U0010fffd"
#: What 采用 takes over: from the applicant, and from the latest request.
OF_APPLICANT = ("kind", "name", "id_type", "id_number", "legal_representative")
OF_CASE = ("contact", "phone", "address", "postcode", "email")


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the applicant's earlier requests in this organ."""

    number: str
    url: str
    title: str
    received: str
    stage: str


@dataclass(frozen=True, slots=True)
class Known:
    """An applicant whom the organ knows: name and number masked, how many requests, the latest ones."""

    name: str
    id_number: str
    count: int
    same_name: bool
    earlier: tuple[Earlier, ...]
    latest: Case
    #: The organ's entries of applicants with this number.
    ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Namesake:
    """An applicant of the organ whose name begins as typed: offered, never taken over by itself."""

    id: int
    name: str
    id_number: str
    kind: str


def namesakes(form: RegisterForm, person: Person) -> list[Namesake]:
    """Return the organ's newest applicants whose name begins with what was typed, other than the one whose number was typed."""
    typed = form.name.data or ""
    if len(typed) < SHORTEST or not typed.isprintable():
        return []
    index = keyring().blind_index(f"{form.id_type.data}:{form.id_number.data}") if form.id_number.data else None
    query = sa.select(Applicant).where(
        Applicant.organ_id == person.organ_id,
        # A range, so that the index on names finds it on both databases.
        Applicant.name >= typed,
        Applicant.name < typed + LAST_CHARACTER,
        Applicant.id_number.is_not(None),
    )
    if index is not None:
        query = query.where(Applicant.id_index != index)
    found = db.session.scalars(query.order_by(Applicant.id.desc()).limit(LISTED))
    return [
        Namesake(one.id, one.name, masking.id_number(one.id_number), APPLICANT_KINDS.get(one.kind, one.kind))
        for one in found
    ]


def adopt_namesake(form: RegisterForm, applicant_id: int, person: Person) -> bool:
    """Take an applicant of the organ into the form; False where there is none (any more)."""
    query = sa.select(Applicant).where(Applicant.id == applicant_id, Applicant.organ_id == person.organ_id)
    applicant = db.session.scalars(query).one_or_none()
    if applicant is None:
        return False
    latest = db.session.scalars(
        sa.select(Case).where(Case.applicant_id == applicant.id).order_by(Case.id.desc()).limit(1)
    ).first()
    for name in OF_APPLICANT:
        form[name].data = getattr(applicant, name) or ""
    for name in OF_CASE:
        form[name].data = form[name].data or getattr(latest, name, None) or ""
    return True


def known_applicant(form: RegisterForm, person: Person) -> Known | None:
    """Return whom the number in the form belongs to among the organ's applicants; None without a number or a match."""
    number = form.id_number.data
    if not number or form.id_number.errors:
        return None
    index = keyring().blind_index(f"{form.id_type.data}:{number}")
    same = sa.select(Applicant.id).where(Applicant.organ_id == person.organ_id, Applicant.id_index == index)
    ids = frozenset(db.session.scalars(same.limit(MOST)))
    query = (
        sa.select(Case, CaseState)
        .join(CaseState, CaseState.case_id == Case.id)
        .where(Case.applicant_id.in_(ids))
        .order_by(Case.id.desc())
    )
    rows = db.session.execute(query.limit(LISTED)).all() if ids else []
    if not rows:
        return None
    latest: Case = rows[0][0]
    counted = sa.select(Case.id).where(Case.applicant_id.in_(ids)).limit(MOST).subquery()
    return Known(
        name=latest.applicant.name,
        id_number=masking.id_number(number),
        count=db.session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0,
        same_name=latest.applicant.name == form.name.data,
        earlier=tuple(_earlier(case, state) for case, state in rows),
        latest=latest,
        ids=same_applicant(ids),
    )


def adopt(form: RegisterForm, known: Known) -> None:
    """Take what is known into the form: the applicant as registered, and what was left empty of the latest request."""
    for name in OF_APPLICANT:
        form[name].data = getattr(known.latest.applicant, name) or ""
    for name in OF_CASE:
        form[name].data = form[name].data or getattr(known.latest, name) or ""


def _earlier(case: Case, state: CaseState) -> Earlier:
    return Earlier(
        number=case.number,
        url=url_for("cases.show", ref=case.number),
        title=case.title,
        received=state.received_on.isoformat(),
        stage=STAGE_TITLES[Stage(state.stage)],
    )
