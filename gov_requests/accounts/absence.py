"""代理: while a person is absent, a colleague of the organ may do what that person may do on requests.

Entered by the person, by the head of the section, or by the head of the disclosure office; nobody names himself the deputy of
another (nobody widens his own rights). How far it reaches stands in ``records.standing_in`` and ``records.scope``.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.access import BUSINESS, Action, Scope, scopes
from gov_requests.records.base import db, one_act
from gov_requests.records.people import Deputy, Person, RoleGrant
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.today import today

#: A longer absence is a change of post.
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An absence as typed."""

    person_id: int
    deputy_id: int
    starts_on: date
    ends_on: date


def absentees(by: Person) -> list[Person]:
    """Return the people whose absence ``by`` may enter: oneself, the section's, the organ's."""
    return list(db.session.scalars(sa.select(Person).where(_may_enter(by)).order_by(Person.id)).unique())


def deputies_of(organ_id: int) -> list[Person]:
    """Return the people of an organ who may stand in: active, with a business role."""
    business = sa.exists().where(RoleGrant.person_id == Person.id, RoleGrant.role.in_(map(str, BUSINESS)))
    query = sa.select(Person).where(Person.organ_id == organ_id, Person.active, business).order_by(Person.id)
    return list(db.session.scalars(query).unique())


def absences(by: Person) -> list[Deputy]:
    """Return what a person may see of absences that last or are to come: those that one may enter, and those where one stands in."""
    mine = sa.or_(Deputy.deputy_id == by.id, Deputy.person_id.in_(sa.select(Person.id).where(_may_enter(by))))
    lasting = (Deputy.ended_at.is_(None), Deputy.ends_on >= today())
    return list(
        db.session.scalars(sa.select(Deputy).where(mine, *lasting).order_by(Deputy.starts_on, Deputy.id)).unique()
    )


def enter(new: Absence, *, by: Person, key: str | None) -> Deputy:
    """设代理. Raises ``BadInput`` at the field that cannot hold."""
    with one_act(by, key) as act:
        person = next((one for one in absentees(by) if one.id == new.person_id), None)
        if person is None:
            raise BadInput("只能为自己，或者本科室、本机关的人设代理。", "person")
        deputy = next((one for one in deputies_of(by.organ_id) if one.id == new.deputy_id), None)
        if deputy is None or deputy.id == person.id:
            raise BadInput("请选择本机关在岗的另一个人。", "deputy")
        if deputy.id == by.id:
            raise BadInput("不能把自己设为他人的代理人，请由本人或另一位负责人设。", "deputy")
        _refuse_days(new)
        # One after the other: two forms at once would both find no absence yet.
        db.session.scalars(sa.select(Person.id).where(Person.id == person.id).with_for_update(of=Person)).one()
        _refuse_overlap(person, new)
        row = Deputy(person_id=person.id, deputy_id=deputy.id, starts_on=new.starts_on, ends_on=new.ends_on)
        db.session.add(row)
        act.note(
            "deputy_named",
            person=person.username,
            deputy=deputy.username,
            starts_on=new.starts_on.isoformat(),
            ends_on=new.ends_on.isoformat(),
        )
    return row


def end(deputy_row_id: int, *, by: Person, key: str | None) -> None:
    """提前结束代理: from the next request on. By whoever may enter it, or by the deputy."""
    with one_act(by, key) as act:
        row = next((one for one in absences(by) if one.id == deputy_row_id), None)
        if row is None:
            raise NotFound("没有这一代理，可能已经结束。")
        row.ended_at = act.at
        act.note("deputy_ended", person=row.person.username, deputy=row.deputy.username)


def _may_enter(by: Person) -> sa.ColumnElement[bool]:
    reach = scopes(by.roles, Action.ABSENCE)
    parts: list[sa.ColumnElement[bool]] = [Person.id == by.id]
    business = sa.exists().where(RoleGrant.person_id == Person.id, RoleGrant.role.in_(map(str, BUSINESS)))
    own_organ = sa.and_(Person.organ_id == by.organ_id, Person.active, business)
    if Scope.ORGAN in reach:
        parts.append(own_organ)
    if Scope.SECTION in reach and by.section_id is not None:
        parts.append(sa.and_(own_organ, Person.section_id == by.section_id))
    return sa.or_(*parts)


def _refuse_days(new: Absence) -> None:
    if new.starts_on < today():
        raise BadInput("开始日期不能早于今天。", "starts_on")
    if new.ends_on < new.starts_on:
        raise BadInput("结束日期不能早于开始日期。", "ends_on")
    if (new.ends_on - new.starts_on).days >= LONGEST_DAYS:
        raise BadInput(f"一次最多 {LONGEST_DAYS} 日；更长的，请移交在办并调整角色。", "ends_on")


def _refuse_overlap(person: Person, new: Absence) -> None:
    overlapping = sa.select(Deputy).where(
        Deputy.person_id == person.id,
        Deputy.ended_at.is_(None),
        Deputy.starts_on <= new.ends_on,
        Deputy.ends_on >= new.starts_on,
    )
    found = db.session.scalars(overlapping).unique().first()
    if found is not None:
        told = f"{found.starts_on.isoformat()} 至 {found.ends_on.isoformat()} 已由{found.deputy.name}代理"
        raise NotAllowed(f"{person.name}{told}，请先结束那一代理。")
