"""已有申请人: who asked before under this number, so that nothing is typed twice and a repeat is seen (第三十六条第（六）项)."""

from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for

from gov_requests import masking
from gov_requests.intake.forms import RegisterForm
from gov_requests.procedure import STAGE_TITLES, Stage
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.keys import keyring
from gov_requests.records.people import Person

#: How many of the applicant's earlier requests are listed.
LISTED = 3
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


def known_applicant(form: RegisterForm, person: Person) -> Known | None:
    """Return whom the number in the form belongs to among the organ's applicants; None without a number or a match."""
    number = form.id_number.data
    if not number or form.id_number.errors:
        return None
    index = keyring().blind_index(f"{form.id_type.data}:{number}")
    query = (
        sa.select(Case, CaseState)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .join(CaseState, CaseState.case_id == Case.id)
        .where(Applicant.organ_id == person.organ_id, Applicant.id_index == index)
        .order_by(Case.id.desc())
    )
    rows = db.session.execute(query).all()
    if not rows:
        return None
    latest: Case = rows[0][0]
    return Known(
        name=latest.applicant.name,
        id_number=masking.id_number(number),
        count=len(rows),
        same_name=latest.applicant.name == form.name.data,
        earlier=tuple(_earlier(case, state) for case, state in rows[:LISTED]),
        latest=latest,
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
