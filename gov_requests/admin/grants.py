"""Acts of the security administrator: roles, one-time codes, sessions, settings. Grants hold from the next request on.

A grant to one of the three administrators (三员) needs a second person: it is proposed, and the other administrator decides.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from gov_requests.access import ADMINISTRATORS, ROLE_TITLES, Role, clash
from gov_requests.admin.people import NOT_ONESELF, another, keep_last, person_of
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.people import Person, RoleGrant
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.records.sessions import WebSession, end_sessions
from gov_requests.refusals import BadInput, NotAllowed, NotFound

ADMINISTRATOR_GRANT = "administrator_grant"
IMPORTED_ROLES = "imported_roles"
#: Whose requests are those of a section.
_OF_A_SECTION = frozenset({Role.HANDLER, Role.SECTION_HEAD})


def grant(username: str, role: Role, reason: str, *, by: Person, key: str | None) -> Proposal | None:
    """授予角色. Return the proposal where the role is one of the three administrators', None where it holds already."""
    with one_act(by, key) as act:
        person = another(username, by)
        _refuse(person, role)
        if role not in ADMINISTRATORS:
            _give(act, person, role, reason)
            return None
        if not reason:
            raise BadInput("授予三员须写明理由。", "reason")
        given = {"username": username, "role": str(role)}
        about = f"{person.name}，{ROLE_TITLES[role]}"
        proposal = propose(act, ADMINISTRATOR_GRANT, given, reason=reason, by=by, about=about)
        # The administrators serve all organs; the other one may sit in another.
        proposal.organ_id = None
    return proposal


def revoke(username: str, role: Role, reason: str, *, by: Person, key: str | None) -> None:
    """撤销角色."""
    with one_act(by, key) as act:
        person = another(username, by)
        held = next((one for one in person.grants if one.role == role), None)
        if held is None:
            raise NotAllowed(f"{person.name}没有{ROLE_TITLES[role]}这一角色。")
        keep_last(person, frozenset({role}))
        db.session.delete(held)
        act.note("role_revoked", username=username, role=str(role), reason=reason)


def reset_codes(username: str, reason: str, *, by: Person, key: str | None) -> None:
    """重置动态验证码: the next sign-in asks for the password only, and a new app is set up. All sessions end."""
    with one_act(by, key) as act:
        person = another(username, by)
        if person.totp_secret is None:
            raise NotAllowed("这个账号没有启用动态验证码。")
        person.totp_secret, person.totp_step = None, None
        act.note("codes_reset", username=username, reason=reason, sessions_ended=end_sessions(person.id))


def end_session_of(name: str, *, by: Person, key: str | None) -> None:
    """结束一个会话, of whomever."""
    with one_act(by, key) as act:
        row = db.session.get(WebSession, name)
        person = db.session.get(Person, row.person_id) if row is not None and row.person_id is not None else None
        if person is None:
            raise NotFound("没有这个会话，可能已经结束。")
        act.note("sessions_ended", username=person.username, sessions_ended=end_sessions(person.id, only=name))


def end_sessions_of(username: str, *, by: Person, key: str | None) -> int:
    """结束一个人的全部会话."""
    with one_act(by, key) as act:
        person = person_of(username)
        ended = end_sessions(person.id)
        act.note("sessions_ended", username=username, sessions_ended=ended)
    return ended


def _refuse(person: Person, role: Role) -> None:
    if role in person.roles:
        raise NotAllowed(f"{person.name}已有{ROLE_TITLES[role]}这一角色。")
    sentence = clash(person.roles | {role})
    if sentence is not None:
        raise NotAllowed(sentence)
    if role in _OF_A_SECTION and person.section_id is None:
        raise NotAllowed(f"{ROLE_TITLES[role]}须先有科室，请系统管理员为{person.name}设置科室。")


def _give(act: Act, person: Person, role: Role, reason: str) -> None:
    db.session.add(RoleGrant(person_id=person.id, role=str(role)))
    act.note("role_granted", username=person.username, role=str(role), reason=reason)


def _grant_as_proposed(act: Act, proposal: Proposal) -> None:
    person, role = person_of(proposal.arguments["username"]), Role(proposal.arguments["role"])
    if person.id == proposal.decider_id:
        raise NotAllowed(NOT_ONESELF)
    _refuse(person, role)
    _give(act, person, role, proposal.reason)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    person = person_of(given["username"])
    return [
        ("授予角色", ROLE_TITLES[Role(given["role"])]),
        ("授予谁", f"{person.name}（{given['username']}）"),
        ("单位", person.organ.name),
    ]


def _imported_as_proposed(act: Act, proposal: Proposal) -> None:
    names = [username for username, _ in proposal.arguments["roles"]]
    people = {
        person.username: person for person in db.session.scalars(sa.select(Person).where(Person.username.in_(names)))
    }
    granted = []
    for username, role in proposal.arguments["roles"]:
        person = people[username]
        # In the meantime the role may have been granted by hand, or what excludes it.
        if role in {one.role for one in person.grants} or clash(person.roles | {Role(role)}):
            continue
        person.grants.append(RoleGrant(role=role))
        granted.append([username, role])
    act.note("roles_granted", granted=granted)


def _imported_told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    counted: dict[str, list[str]] = {}
    for username, role in given["roles"]:
        counted.setdefault(role, []).append(username)
    return [(ROLE_TITLES[Role(role)], "、".join(names)) for role, names in sorted(counted.items())]


PROPOSABLE = (
    Proposable(ADMINISTRATOR_GRANT, "授予三员", _grant_as_proposed, _told),
    Proposable(IMPORTED_ROLES, "授予导入人员的角色", _imported_as_proposed, _imported_told),
)
