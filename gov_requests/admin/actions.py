"""Adding organs, sections and people."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Role, clash
from gov_requests.records.base import db, one_act
from gov_requests.records.passwords import hashed
from gov_requests.records.people import Organ, Person, RoleGrant, Section
from gov_requests.refusals import BadInput, NotFound

#: What an organ may be; the table decides nothing but the words.
ORGAN_KINDS = {
    "government": "人民政府",
    "government_office": "人民政府办公室",
    "department": "工作部门",
    "subdistrict": "街道办事处",
    "branch": "派出机构",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrgan:
    """An organ as typed. ``short`` 代字 (default: the code); reviewing organ and court stand in relief clauses."""

    code: str
    name: str
    kind: str = "department"
    parent: str | None = None
    short: str | None = None
    reviewing_organ: str | None = None
    court: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None


def add_organ(new: NewOrgan, *, by: Any, key: str | None = None) -> Organ:
    """Add an organ. Raises ``BadInput`` for a code that is taken, an unknown kind or parent."""
    if new.kind not in ORGAN_KINDS:
        raise BadInput(f"机关类型只有：{'、'.join(ORGAN_KINDS)}。", "kind")
    with one_act(by, key) as act:
        if _organ(new.code) is not None:
            raise BadInput(f"机关代码 {new.code} 已在使用，请换一个。", "code")
        _refuse_shared_short(new)
        parent = _organ(new.parent) if new.parent else None
        if new.parent and parent is None:
            raise BadInput(f"没有代码为 {new.parent} 的上级机关，请先添加它。", "parent")
        organ = Organ(
            code=new.code,
            name=new.name,
            kind=new.kind,
            short=new.short or new.code,
            parent_id=parent.id if parent else None,
            reviewing_organ=new.reviewing_organ,
            court=new.court,
            address=new.address,
            postcode=new.postcode,
            phone=new.phone,
        )
        db.session.add(organ)
        act.note("organ_added", code=new.code, name=new.name)
    return organ


def _organ(code: str) -> Organ | None:
    return db.session.scalars(sa.select(Organ).where(Organ.code == code)).one_or_none()


def add_section(organ: Organ, name: str, *, by: Any, key: str | None = None) -> Section:
    """Add a section (科室) to an organ. Raises ``BadInput`` for a name that is taken."""
    with one_act(by, key) as act:
        if (
            db.session.scalar(sa.select(Section.id).where(Section.organ_id == organ.id, Section.name == name))
            is not None
        ):
            raise BadInput(f"{organ.name}已有{name}。", "name")
        section = Section(organ_id=organ.id, name=name)
        db.session.add(section)
        act.note("section_added", organ=organ.code, name=name)
    return section


def organ_of(code: str) -> Organ:
    """Return the organ with a code; raises ``NotFound``."""
    organ = _organ(code)
    if organ is None:
        raise NotFound("没有这个单位。")
    return organ


def change_organ(code: str, changed: NewOrgan, *, by: Any, key: str | None = None) -> Organ:
    """Change what is known of an organ; its code stays. Letters that are out keep what they said."""
    with one_act(by, key) as act:
        organ = organ_of(code)
        _refuse_shared_short(changed, organ.id)
        parent = _organ(changed.parent) if changed.parent else None
        if changed.parent and (parent is None or parent.id == organ.id):
            raise BadInput("上级机关不能是本机关，也必须已经添加。", "parent")
        organ.parent_id = parent.id if parent else None
        before = {name: getattr(organ, name) for name in _CHANGEABLE}
        for name in _CHANGEABLE:
            setattr(organ, name, getattr(changed, name))
        differs = sorted(name for name in _CHANGEABLE if before[name] != getattr(organ, name))
        act.note("organ_changed", code=code, changed=differs)
    return organ


_CHANGEABLE = ("name", "short", "kind", "reviewing_organ", "court", "address", "postcode", "phone")


def _refuse_shared_short(new: NewOrgan, but: int | None = None) -> None:
    """Two organs with one 代字 would issue the same 文号."""
    query = sa.select(Organ.name).where(Organ.short == (new.short or new.code))
    other = db.session.scalar(query.where(Organ.id != but) if but is not None else query)
    if other is not None:
        raise BadInput(f"代字 {new.short or new.code} 已由{other}使用，请换一个。", "short")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person as typed; ``roles`` are role codes. ``chosen``: the person chose the password and need not change it at first sign-in."""

    username: str
    name: str
    password: str
    roles: frozenset[Role]
    section: Section | None = None
    chosen: bool = False
    #: Practice accounts and tests keep the password that they were given.
    password_may_stay: bool = False


def add_person(organ: Organ, new: NewPerson, *, by: Any, key: str | None = None) -> Person:
    """Add a person with roles. Raises ``BadInput`` for a taken user name or roles that exclude each other (三员分立)."""
    refused = clash(new.roles)
    if refused:
        raise BadInput(refused)
    with one_act(by, key) as act:
        if db.session.scalar(sa.select(Person.id).where(Person.username == new.username)) is not None:
            raise BadInput(f"用户名 {new.username} 已在使用，请换一个。", "username")
        person = Person(
            username=new.username,
            name=new.name,
            organ_id=organ.id,
            section_id=new.section.id if new.section else None,
            password_hash=hashed(new.password),
            password_chosen_at=act.at if new.chosen else None,
            password_may_stay=new.password_may_stay or None,
            created_at=act.at,
            active=True,
            grants=[RoleGrant(role=str(role)) for role in sorted(new.roles)],
        )
        db.session.add(person)
        act.note("person_added", username=new.username, roles=sorted(map(str, new.roles)))
    return person
