"""People from a workbook: all of them or none, every fault named by row and column. Initial passwords are made here and shown once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from gov_requests.access import ADMINISTRATORS, BUSINESS, ROLE_TITLES, Role, clash
from gov_requests.admin.forms import USERNAME, USERNAME_RULE
from gov_requests.admin.grants import IMPORTED_ROLES
from gov_requests.documents.workbooks import Column, Row, read_rows, write_sheet
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.passwords import hashed, initial_password
from gov_requests.records.people import Organ, Person, RoleGrant, Section
from gov_requests.records.proposable import propose
from gov_requests.refusals import BadInput, Refusal

COLUMNS = ("用户名", "姓名", "机关代码", "科室", "角色", "兼任角色")
#: Hashing a password takes long on purpose; a request must end before the web server gives it up.
MOST = 300
_TOLD = 30
_SECTIONED = frozenset({Role.HANDLER, Role.SECTION_HEAD})
_ROLES = {ROLE_TITLES[role]: role for role in Role if role in BUSINESS}
_SEPARATORS = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row that can be used."""

    username: str
    name: str
    organ: Organ
    section: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed: kept nowhere, shown once."""

    organ: str
    section: str
    name: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``roles_wait``: the roles are before the security administrator."""

    slips: tuple[Slip, ...]
    new_sections: tuple[str, ...]
    roles_wait: bool


def template() -> bytes:
    """Return the workbook to fill in, with the organs' codes and the roles to choose from."""
    codes = tuple(db.session.scalars(sa.select(Organ.code).order_by(Organ.id)))
    roles = tuple(_ROLES)
    columns = [
        Column("用户名", 18),
        Column("姓名", 14),
        Column("机关代码", 14, codes),
        Column("科室", 20),
        Column("角色", 20, roles),
        Column("兼任角色", 20, roles),
    ]
    notes = [
        "一行一人，第 1 行的列名不要改。",
        USERNAME_RULE,
        "机关代码从列表中选；可选项在“可选项”页。",
        "科室没有的会自动添加；承办、科室负责人必须填写科室。",
        "角色从列表中选；一人多个角色的，其余填在“兼任角色”，用顿号分开。",
        "系统、安全、审计管理员不能从工作簿导入。",
        f"一次最多 {MOST} 人。初始密码由系统生成，导入后显示一次。",
    ]
    return write_sheet("人员", columns, notes=notes)


def read_people(content: bytes) -> list[Arrival]:
    """Return the people of a workbook. Raises ``Refusal`` with a sentence for every fault, none of them taken in."""
    rows = read_rows(content, COLUMNS, most=MOST)
    if not rows:
        raise BadInput("工作簿里没有人员，请从第 2 行起填写。")
    organs = {organ.code: organ for organ in db.session.scalars(sa.select(Organ))}
    taken = set(db.session.scalars(sa.select(Person.username)))
    found: list[Arrival] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        username = row.values[0]
        wrong = list(_faults(row, organs))
        if username in taken:
            wrong.append(_fault(row, "用户名", f"{username} 已在使用，请换一个。"))
        elif username in seen:
            wrong.append(_fault(row, "用户名", f"与第 {seen[username]} 行相同。"))
        seen.setdefault(username, row.number)
        faults += wrong
        if not wrong:
            found.append(_arrival(row, organs))
    if faults:
        more = [f"还有 {len(faults) - _TOLD} 处，改好以上各处再上传时列出。"] if len(faults) > _TOLD else []
        raise Refusal(*faults[:_TOLD], *more)
    return found


def _faults(row: Row, organs: dict[str, Organ]) -> Iterator[str]:
    username, name, code, section, *_ = row.values
    for heading, value, limit in (("姓名", name, 60), ("科室", section, 60)):
        if len(value) > limit or not value.isprintable():
            yield _fault(row, heading, f"最多 {limit} 字，不能有换行和不可见字符。")
    if not USERNAME.fullmatch(username):
        yield _fault(row, "用户名", USERNAME_RULE if username else "没有填写。")
    if not name:
        yield _fault(row, "姓名", "没有填写。")
    if code not in organs:
        yield _fault(row, "机关代码", f"没有代码为“{code}”的单位，请从列表中选。" if code else "没有填写。")
    yield from _role_faults(row, section)


def _role_faults(row: Row, section: str) -> Iterator[str]:
    for heading, text in zip(COLUMNS[4:], row.values[4:], strict=True):
        for title in _titles(text):
            if title in {ROLE_TITLES[role] for role in ADMINISTRATORS}:
                yield _fault(row, heading, f"{title}不能从工作簿导入，请由安全管理员授予。")
            elif title not in _ROLES:
                yield _fault(row, heading, f"没有“{title}”这一角色，请从列表中选。")
    roles = _roles(row)
    refused = clash(roles)
    if refused:
        yield _fault(row, "角色", refused)
    if roles & _SECTIONED and not section:
        yield _fault(row, "科室", "承办、科室负责人必须填写科室。")


def _fault(row: Row, heading: str, sentence: str) -> str:
    return f"第 {row.number} 行“{heading}”：{sentence}"


def _titles(text: str) -> list[str]:
    return [title for title in _SEPARATORS.split(text) if title]


def _roles(row: Row) -> frozenset[Role]:
    return frozenset(_ROLES[title] for text in row.values[4:] for title in _titles(text) if title in _ROLES)


def _arrival(row: Row, organs: dict[str, Organ]) -> Arrival:
    username, name, code, section, *_ = row.values
    return Arrival(username, name, organs[code], section, _roles(row))


def import_people(arrivals: Sequence[Arrival], *, by: Person | str, key: str | None = None) -> Imported:
    """Take people in: one act for all. At the first start (``by`` the server's user) their roles hold at once.

    Later, when the system administrator brings them in, the roles wait for the security administrator as one proposal.
    """
    slips, hashes = [], {}
    for one in arrivals:
        password = initial_password()
        hashes[one.username] = hashed(password)
        slips.append(Slip(one.organ.name, one.section, one.name, one.username, password))
    waiting = [[one.username, str(role)] for one in arrivals for role in sorted(one.roles)]
    at_once = isinstance(by, str)
    with one_act(by, key) as act:
        sections, new = _sections(arrivals)
        _refuse_taken(arrivals)
        for one in arrivals:
            section = sections.get((one.organ.id, one.section))
            db.session.add(_person(one, section, hashes[one.username], act, with_roles=at_once))
        told: dict[str, list[Any]] = {"usernames": [one.username for one in arrivals], "new_sections": new}
        if isinstance(by, Person) and waiting:
            proposal = propose(
                act, IMPORTED_ROLES, {"roles": waiting}, reason="从工作簿导入人员", by=by, about=f"{len(arrivals)} 人"
            )
            proposal.organ_id = None
            told["proposed_roles"] = waiting
        act.note("people_imported", **told, roles=waiting if at_once else [])
    return Imported(tuple(slips), tuple(new), roles_wait=bool(waiting) and not at_once)


def _person(one: Arrival, section: Section | None, kept: str, act: Act, *, with_roles: bool) -> Person:
    return Person(
        username=one.username,
        name=one.name,
        organ_id=one.organ.id,
        section_id=section.id if section else None,
        password_hash=kept,
        created_at=act.at,
        active=True,
        grants=[RoleGrant(role=str(role)) for role in sorted(one.roles)] if with_roles else [],
    )


def _sections(arrivals: Sequence[Arrival]) -> tuple[dict[tuple[int, str], Section], list[str]]:
    """Return the sections by organ and name, those that were not there added."""
    known = {(row.organ_id, row.name): row for row in db.session.scalars(sa.select(Section))}
    new = []
    for one in arrivals:
        if one.section and (one.organ.id, one.section) not in known:
            known[one.organ.id, one.section] = row = Section(organ_id=one.organ.id, name=one.section)
            db.session.add(row)
            new.append(f"{one.organ.name}{one.section}")
    db.session.flush()
    return known, new


def _refuse_taken(arrivals: Sequence[Arrival]) -> None:
    names = [one.username for one in arrivals]
    taken = db.session.scalars(sa.select(Person.username).where(Person.username.in_(names))).first()
    if taken is not None:
        raise BadInput(f"用户名 {taken} 刚被使用，请换一个后重新上传。")
