"""The first start (首次启用): a token from the server opens one page, on which the organs and the three administrators are named.

It works only while nobody is an administrator. Whoever can run a command on the server may do all this anyway; the token carries
that right to a browser, once and for a day.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from gov_requests.access import ADMINISTRATORS, ROLE_TITLES, Role
from gov_requests.admin.actions import organ_of
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.password_policy import password_objections, password_policy
from gov_requests.records.passwords import hashed
from gov_requests.records.people import Person, RoleGrant
from gov_requests.records.settings import Setting, set_setting, setting
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import now

SETTING = "setup"
LIFE = timedelta(hours=24)
STARTED = "系统已经启用：三员已设。请用他们的账号登录。"
#: In the order of the page.
SEATS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class Opening:
    """An open first start: the hash of its token, and the server's user who opened it."""

    token_hash: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who becomes one of the three administrators."""

    organ: str
    username: str
    name: str
    password: str


def open_setup(by: str) -> str:
    """Open the first start and return its token; an earlier token is void. Raises ``NotAllowed`` once there is an administrator."""
    token = secrets.token_urlsafe(24)
    with one_act(by) as act:
        if administrators_exist():
            raise NotAllowed(STARTED)
        set_setting(SETTING, {"token_hash": token_hash(token), "expires_at": (act.at + LIFE).isoformat(), "by": by})
        act.note("setup_opened")
    return token


def token_hash(token: str) -> str:
    """Return what is kept of a token (it has 192 random bits, so a plain hash is enough)."""
    return hashlib.sha256(token.encode()).hexdigest()


def opening() -> Opening | None:
    """Return the first start that is open now, None where there is none (any more)."""
    kept = setting(SETTING) or {}
    if "token_hash" not in kept or datetime.fromisoformat(kept["expires_at"]) <= now() or administrators_exist():
        return None
    return Opening(kept["token_hash"], kept["by"])


def administrators_exist() -> bool:
    """Return whether anybody holds one of the three roles."""
    return bool(db.session.scalar(sa.select(sa.exists().where(RoleGrant.role.in_(map(str, ADMINISTRATORS))))))


def name_administrators(seats: Mapping[Role, Seat], *, by: str, key: str | None) -> None:
    """Name the three administrators and close the first start. Raises ``BadInput`` at ``<role>-<field>``."""
    _refuse_one_person_twice(seats)
    policy = password_policy()
    for role, seat in seats.items():
        objections = password_objections(seat.password, seat.username, policy)
        if objections:
            raise BadInput("".join(objections), f"{role}-password")
    hashes = {role: hashed(seat.password) for role, seat in seats.items()}
    with one_act(by, key) as act:
        # Two browsers with the same token: the second one waits here and finds the first start closed.
        db.session.scalars(sa.select(Setting).where(Setting.name == SETTING).with_for_update()).one()
        if administrators_exist():
            raise NotAllowed(STARTED)
        for role in SEATS:
            db.session.add(_person(role, seats[role], hashes[role], act))
        set_setting(SETTING, {"closed_at": act.at.isoformat()})
        act.note("setup_closed", administrators={str(role): seats[role].username for role in SEATS})


def _person(role: Role, seat: Seat, kept: str, act: Act) -> Person:
    if db.session.scalar(sa.select(Person.id).where(Person.username == seat.username)) is not None:
        raise BadInput(f"用户名 {seat.username} 已在使用，请换一个。", f"{role}-username")
    return Person(
        username=seat.username,
        name=seat.name,
        organ_id=organ_of(seat.organ).id,
        password_hash=kept,
        password_chosen_at=act.at,
        created_at=act.at,
        active=True,
        grants=[RoleGrant(role=str(role))],
    )


def _refuse_one_person_twice(seats: Mapping[Role, Seat]) -> None:
    """三员分立: three roles, three people."""
    if set(seats) != set(SEATS):
        raise BadInput("系统管理员、安全管理员、审计管理员都要设。")
    for field in ("username", "name", "password"):
        first: dict[str, Role] = {}
        for role in SEATS:
            value = getattr(seats[role], field)
            if value in first:
                same = {"username": "用户名", "name": "姓名", "password": "密码"}[field]
                other = ROLE_TITLES[first[value]]
                raise BadInput(f"{same}与{other}相同：三员必须是三个不同的人。", f"{role}-{field}")
            first[value] = role
