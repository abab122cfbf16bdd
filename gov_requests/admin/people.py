"""Acts of the system administrator on people: adding, moving, disabling, enabling, resetting the password. Nobody acts on himself."""

from dataclasses import dataclass

import sqlalchemy as sa

from gov_requests.access import ADMINISTRATORS, ROLE_TITLES, Role
from gov_requests.admin.actions import NewPerson, add_person, organ_of
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.cases import CaseState
from gov_requests.records.password_policy import set_password
from gov_requests.records.passwords import hashed, initial_password
from gov_requests.records.people import Organ, Person, RoleGrant, Section
from gov_requests.records.sessions import end_sessions, lift_rest
from gov_requests.refusals import BadInput, NotAllowed, NotFound

NOT_ONESELF = "不能办理自己的账号，请由另一位管理员办理。"
NOT_ADMINISTRATORS = "三员的密码只在服务器上重置：flask people reset-password {username}。"
LAST = "{title}只剩这一位在用，不能停用或撤销，请先另设一位。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person as the administrator types one."""

    organ: str
    username: str
    name: str
    section_id: int | None = None


def person_of(username: str) -> Person:
    """Return the person with a user name; raises ``NotFound``."""
    found = db.session.scalars(sa.select(Person).where(Person.username == username)).unique().one_or_none()
    if found is None:
        raise NotFound("没有这个人。")
    return found


def enrol(entry: Entry, *, by: Person, key: str | None) -> tuple[Person, str]:
    """添加人员 without a role (roles are granted by the security administrator). Return the person and the initial password."""
    organ, password = organ_of(entry.organ), initial_password()
    new = NewPerson(
        username=entry.username,
        name=entry.name,
        password=password,
        roles=frozenset(),
        section=_section(organ, entry.section_id),
    )
    return add_person(organ, new, by=by, key=key), password


def change_person(username: str, name: str, section_id: int | None, *, by: Person, key: str | None) -> Person:
    """更改姓名、科室. Raises ``NotAllowed`` for oneself: a section widens what its people may see."""
    with one_act(by, key) as act:
        person = another(username, by)
        section = _section(person.organ, section_id)
        if section is None and person.roles & {Role.HANDLER, Role.SECTION_HEAD}:
            raise BadInput("承办、科室负责人须有科室。", "section")
        person.name, person.section_id = name, section.id if section else None
        act.note("person_changed", username=username, section=section.name if section else None)
    return person


def disable(username: str, reason: str, *, by: Person, key: str | None) -> int:
    """停用: holds from the next request on, and all sessions end. Return how many ended."""
    with one_act(by, key) as act:
        person = another(username, by)
        if not person.active:
            raise NotAllowed("这个账号已经停用。")
        keep_last(person, person.roles)
        person.active = False
        ended = end_sessions(person.id)
        act.note("person_disabled", username=username, reason=reason, sessions_ended=ended)
    return ended


def enable(username: str, *, by: Person, key: str | None) -> None:
    """启用."""
    with one_act(by, key) as act:
        person = another(username, by)
        if person.active:
            raise NotAllowed("这个账号正在使用。")
        person.active = True
        act.note("person_enabled", username=username)


def reset_password(username: str, *, by: Person, key: str | None) -> str:
    """重置密码: all sessions end. Return the new initial password, which is shown once.

    Raises ``NotAllowed`` for the three administrators: who sees the initial password could take the account over, and the system
    administrator would hold the other two's powers. Theirs is reset by a command on the server.
    """
    password = initial_password()
    kept = hashed(password)
    with one_act(by, key) as act:
        person = another(username, by)
        if person.roles & ADMINISTRATORS:
            raise NotAllowed(NOT_ADMINISTRATORS.format(username=username))
        _give_password(act, person, kept)
    return password


def reset_at_server(username: str, *, by: str, codes: bool) -> str:
    """Reset a password (and, with ``codes``, the one-time codes) by a command on the server, of anybody. Return the initial password."""
    password = initial_password()
    kept = hashed(password)
    with one_act(by) as act:
        person = person_of(username)
        _give_password(act, person, kept)
        if codes:
            person.totp_secret, person.totp_step = None, None
            act.data["codes"] = True
    return password


def _give_password(act: Act, person: Person, kept: str) -> None:
    set_password(person, kept, act.at, chosen=False)
    lift_rest(person.username)
    act.note("password_reset", username=person.username, sessions_ended=end_sessions(person.id))


def another(username: str, by: Person) -> Person:
    """Return the person that is acted on; raises ``NotAllowed`` where that is the acting person (nobody changes his own rights)."""
    person = person_of(username)
    if person.id == by.id:
        raise NotAllowed(NOT_ONESELF)
    return person


def keep_last(person: Person, roles: frozenset[Role]) -> None:
    """Refuse what would leave the office without one of the three administrators. The rows are locked until the act ends."""
    for role in sorted(roles & ADMINISTRATORS):
        query = sa.select(Person.id).join(RoleGrant, RoleGrant.person_id == Person.id)
        query = query.where(RoleGrant.role == role, Person.active).order_by(Person.id).with_for_update(of=Person)
        if set(db.session.scalars(query)) <= {person.id}:
            raise NotAllowed(LAST.format(title=ROLE_TITLES[role]))


def requests_under_way(person: Person) -> int:
    """Return how many open requests a person handles: they are handed over before the account rests."""
    query = sa.select(sa.func.count()).select_from(CaseState)
    return db.session.scalar(query.where(CaseState.handler_id == person.id, CaseState.closed_on.is_(None))) or 0


def _section(organ: Organ, section_id: int | None) -> Section | None:
    if section_id is None:
        return None
    section = db.session.get(Section, section_id)
    if section is None or section.organ_id != organ.id:
        raise BadInput("请选择本单位的科室。", "section")
    return section
