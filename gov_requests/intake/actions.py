"""Registering a request (登记): number, fact of receipt, receipt letter, attachments, in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.documents.issue import issue_receipt, texts_standing
from gov_requests.records.agents import Agent
from gov_requests.records.attachments import IDENTITY, Upload, attach
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile, found
from gov_requests.records.cases import Applicant, Case, next_number
from gov_requests.records.entry_draft_files import forget_content
from gov_requests.records.entry_drafts import drop_draft
from gov_requests.records.items import read_items
from gov_requests.records.keys import keyring
from gov_requests.records.late_entries import needs_second_person
from gov_requests.records.people import Person
from gov_requests.statute.facts import Received
from gov_requests.today import today

#: How much of the request stands in for a title that was not typed.
TITLE_LENGTH = 40
#: Mail that was signed for not more than so many working days ago is entered in the normal course.
NORMAL_WORKDAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the counter typed, checked."""

    channel: str
    arrived_on: date
    confirmed_on: date | None = None
    tracking_number: str = ""
    signed_by: str = ""
    late_reason: str = ""
    kind: str
    name: str
    id_type: str = ""
    id_number: str = ""
    legal_representative: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""
    agent_name: str = ""
    agent_id_type: str = ""
    agent_id_number: str = ""
    agent_phone: str = ""
    #: The power of attorney (授权委托书) is there.
    agent_power: bool = False
    #: 第四十三条: the help that the applicant needs.
    assistance: str = ""
    #: An oral request was written down by the counter and read back to the applicant.
    read_back: bool = False
    description: str
    title: str = ""
    document_hint: str = ""
    #: What the request asks for, one item a line, where it asks for several (一事一申请).
    items: str = ""
    medium: str
    delivery: str


def register(
    entry: Registration,
    uploads: Sequence[Upload],
    identity: Sequence[Upload] = (),
    *,
    by: Person,
    key: str | None = None,
) -> Casefile:
    """第二十七条至第三十一条: register a request in the person's organ; return its casefile with the receipt issued."""
    with one_act(by, key) as act:
        case = _case(entry, by, act)
        file = found(case, by)
        received = Received(entry.arrived_on, entry.channel, entry.confirmed_on)
        if not _freshly_signed_for(entry):
            needs_second_person([], received, reason=entry.late_reason, evidence=uploads)
        fact = {name: value for name, value in received.as_dict().items() if name not in ("kind", "on")}
        kept = attach(case, uploads, purpose="application", by=by, at=act.at)
        kept += attach(case, identity, purpose=IDENTITY, by=by, at=act.at)
        told: dict[str, Any] = {"items": list(items)} if (items := read_items(entry.items)) else {}
        if entry.agent_name:
            db.session.add(_agent(entry, case))
            told["agent"] = "with_power" if entry.agent_power else "without_power"
        if entry.channel == "oral":
            told["read_back"] = entry.read_back
        file.record(
            act,
            "received",
            happened_on=entry.arrived_on,
            fact=fact,
            number=case.number,
            tracking_number=entry.tracking_number,
            signed_by=entry.signed_by,
            late_reason=entry.late_reason,
            attachments=[item.public_id for item in kept],
            **told,
        )
        db.session.flush()
        letter = issue_receipt(file, dated=today(), at=act.at)
        act.data["letter"], act.data["texts"] = letter.number, texts_standing(file)
        gone = drop_draft(by, key) if key is not None else []
    forget_content(gone)
    return file


def _agent(entry: Registration, case: Case) -> Agent:
    return Agent(
        case_id=case.id,
        name=entry.agent_name,
        id_type=entry.agent_id_type if entry.agent_id_number else None,
        id_number=entry.agent_id_number or None,
        phone=entry.agent_phone or None,
        has_power=entry.agent_power,
    )


def _freshly_signed_for(entry: Registration) -> bool:
    """Whether this is mail signed for in the last working days, with its number: nobody need say why it is entered today."""
    if entry.channel != "signed_mail" or not entry.tracking_number:
        return False
    return calendar().count(entry.arrived_on, today()) <= NORMAL_WORKDAYS


def _case(entry: Registration, by: Person, act: Act) -> Case:
    year = today().year
    serial = next_number(by.organ_id, "case", year)
    case = Case(
        organ_id=by.organ_id,
        organ=by.organ,
        number=f"{year}-{serial:04d}",
        year=year,
        serial=serial,
        applicant=_applicant(entry, by.organ_id),
        title=entry.title or _title(entry.description),
        description=entry.description,
        document_hint=entry.document_hint or None,
        medium=entry.medium,
        delivery=entry.delivery,
        contact=entry.contact or None,
        phone=entry.phone or None,
        address=entry.address or None,
        postcode=entry.postcode or None,
        email=entry.email or None,
        assistance=entry.assistance or None,
        registered_at=act.at,
    )
    db.session.add(case)
    return case


def _title(description: str) -> str:
    first = " ".join(description.split())
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def _applicant(entry: Registration, organ_id: int) -> Applicant:
    """Return the organ's known applicant with this number and name, else a new one."""
    index = keyring().blind_index(f"{entry.id_type}:{entry.id_number}") if entry.id_number else None
    if index is not None:
        same = (
            Applicant.organ_id == organ_id,
            Applicant.id_index == index,
            Applicant.name == entry.name,
            Applicant.kind == entry.kind,
        )
        known = db.session.scalars(sa.select(Applicant).where(*same)).first()
        if known is not None:
            return known
    return Applicant(
        organ_id=organ_id,
        kind=entry.kind,
        name=entry.name,
        id_type=entry.id_type or None,
        id_number=entry.id_number or None,
        id_index=index,
        legal_representative=entry.legal_representative or None,
    )
