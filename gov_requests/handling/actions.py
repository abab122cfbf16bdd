"""Assigning, returning, searching. Each is one act."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records.attachments import Upload, attach
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.inquiries import inquiries
from gov_requests.records.items import items_of
from gov_requests.records.papers import Search
from gov_requests.records.people import Person, RoleGrant
from gov_requests.refusals import BadInput, NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One search as the handler typed it (检索记录)."""

    place: str
    method: str
    terms: str
    searched_by: str
    searched_on: date
    found: bool
    result: str
    #: 函询: the ref of the letter to an archive or another organ that was answered; empty where people of the house searched.
    inquiry: str = ""


def handlers_of(organ_id: int) -> list[Person]:
    """Return the organ's active handlers, by section."""
    holds = sa.exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == Role.HANDLER)
    query = sa.select(Person).where(Person.organ_id == organ_id, Person.active, holds, Person.section_id.is_not(None))
    return list(db.session.scalars(query.order_by(Person.section_id, Person.id)))


def assign(ref: str, handler_id: int, note: str, opened: Opened, *, act_name: str = "assign") -> Casefile:
    """分办 (or 转办, with ``act_name`` ``transfer``) to a handler of the organ; the section is the handler's."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, act_name, opened)
        handler = next((person for person in handlers_of(file.case.organ_id) if person.id == handler_id), None)
        if handler is None:
            raise BadInput("请选择本机关在岗的承办人。", "handler")
        kind = "assigned" if act_name == "assign" else "transferred"
        file.record(
            act,
            kind,
            section_id=handler.section_id,
            handler_id=handler.id,
            section=handler.section.name if handler.section else "",
            handler=handler.name,
            note=note,
        )
    return file


def return_assignment(ref: str, reason: str, opened: Opened) -> Casefile:
    """退回分办 with the reason."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "return_assignment", opened)
        file.record(act, "assignment_returned", reason=reason)
    return file


def itemise(ref: str, items: tuple[str, ...], opened: Opened) -> Casefile:
    """一事一申请: name the items that the request asks for; none: it is answered as a whole."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "itemise", opened)
        if items == items_of(file.entries):
            raise NotAllowed("与现有的分项相同，没有改动。")
        file.record(act, "itemised", items=list(items))
    return file


def answered_inquiries(file: Casefile) -> dict[str, str]:
    """Return the letters to other organs that were answered: ref → words for a form."""
    return {
        one.ref: f"{one.ref}　{one.to or '（未登记名称）'}　{one.state}"
        for one in inquiries(file)
        if not one.third_party and one.answered_on is not None
    }


def record_search(ref: str, finding: Finding, evidence: list[Upload], opened: Opened) -> Casefile:
    """第三十六条第（四）项: record one search, with its evidence."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "search", opened)
        if finding.searched_on < file.state.received_on:
            raise BadInput(f"检索日期不能早于收到申请之日 {file.state.received_on.isoformat()}。", "searched_on")
        if finding.inquiry and finding.inquiry not in answered_inquiries(file):
            raise BadInput("这份函询还没有登记复函，收到复函并登记后再记为检索。", "inquiry")
        kept = attach(file.case, evidence, purpose="search", by=opened.by, at=act.at)
        search = Search(
            case_id=file.case.id,
            place=finding.place,
            method=finding.method,
            terms=finding.terms,
            searched_by=finding.searched_by,
            searched_on=finding.searched_on,
            found=finding.found,
            result=finding.result,
            inquiry=finding.inquiry or None,
            attachment=kept[0] if kept else None,
        )
        db.session.add(search)
        db.session.flush()
        file.record(
            act,
            "searched",
            happened_on=finding.searched_on,
            place=finding.place,
            terms=finding.terms,
            found=finding.found,
            result=finding.result,
            searched_by=finding.searched_by,
            inquiry=finding.inquiry,
            search=search.id,
            attachments=[item.public_id for item in kept],
        )
    return file
