"""Signing in: one answer and the same work for every failure, and names and addresses that rest after too many."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from gov_requests.accounts.one_time_codes import matching_step
from gov_requests.accounts.throttling import Counted, Limit, count_try, forget, resting, take_back, used_up
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.passwords import matches
from gov_requests.records.people import Person
from gov_requests.records.sessions import LOGIN_NAME, name_key
from gov_requests.refusals import BadInput

WRONG = "用户名或密码不对。"
WRONG_CODE = "验证码不对，或已经用过。请等手机显示下一个验证码再填。"
#: The journal's name for this process, where nobody is signed in yet.
DOOR = "web"
#: A code has a million values: so many tries a day leave an attacker who knows the password no hope.
_CODES_A_DAY = 30


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who gave the right password. Whoever ``owes_code`` is not signed in yet: the one-time code is the second step."""

    person: Person
    owes_code: bool


def sign_in(username: str, password: str, address: str = "") -> Recognised:
    """Return the person; raise ``BadInput`` with the same sentence whether the name, the password or the account is wrong.

    The work is the same in every case, so that the time tells nothing either: the try is counted, the account looked up, a hash
    compared (that of nobody where there is none), whether the name rests or not.
    """
    counted = _counted(username, address)
    spent = count_try(counted)
    # Columns, not the person: loading one brings roles along, and a known name would cost a statement more.
    columns = sa.select(Person.id, Person.password_hash, Person.active).where(Person.username == username)
    known = db.session.execute(columns).one_or_none()
    right = matches(known.password_hash if known else None, password)
    if spent is not None:
        raise BadInput(resting(spent))
    if known is None or not right or not known.active:
        _note_rest(counted, username, address)
        raise BadInput(WRONG)
    person = db.session.get_one(Person, known.id)
    if person.totp_secret is not None:
        with bookkeeping():
            _succeeded(counted)
        return Recognised(person, owes_code=True)
    with one_act(person) as act:
        act.note("signed_in", address=address)
        _succeeded(counted)
    return Recognised(person, owes_code=False)


def enter_code(person: Person, code: str, address: str = "") -> None:
    """Take the second step of signing in. Raises ``BadInput`` for a code that is wrong or was used before."""
    counted = _counted_codes(person)
    spent = count_try(counted)
    if spent is not None:
        raise BadInput(resting(spent))
    with one_act(person) as act:
        use_code(person, code, act.at)
        act.note("signed_in", address=address, code=True)
        for limit, key in counted:
            forget(limit, key)


def use_code(person: Person, code: str, at: datetime) -> None:
    """Use a code up, inside an act. Raises ``BadInput`` for a code that is wrong or was used before."""
    # Two browsers with the same code: the second one waits here and finds it used.
    locked = sa.select(Person).where(Person.id == person.id).with_for_update(of=Person)
    db.session.scalars(locked.execution_options(populate_existing=True)).unique().one()
    step = matching_step(person.totp_secret, code, at, person.totp_step) if person.totp_secret else None
    if step is None or not person.active:
        raise BadInput(WRONG_CODE)
    person.totp_step = step


def sign_out(person: Person) -> None:
    """Note that the person left."""
    with one_act(person) as act:
        act.note("signed_out")


def _succeeded(counted: list[Counted]) -> None:
    name, *others = counted
    forget(*name)
    take_back(others)


def _note_rest(counted: list[Counted], username: str, address: str) -> None:
    """Note that a name has come to rest. The name is not kept: what is typed there may be a password."""
    if used_up(counted):
        with one_act(DOOR) as act:
            act.note("sign_in_rested", name_hash=name_key(username), address=address)


def _counted(username: str, address: str) -> list[Counted]:
    """Return what is counted: the name (known or not), the address, and everybody together."""
    config = current_app.config
    rest = config["LOGIN_REST"]
    return [
        (Limit(LOGIN_NAME, config["LOGIN_TRIES"], rest), name_key(username)),
        (Limit("login_address", config["LOGIN_TRIES_ADDRESS"], rest), address),
        (Limit("login_all", config["LOGIN_TRIES_ALL"], rest), "all"),
    ]


def _counted_codes(person: Person) -> list[Counted]:
    return [
        (Limit("code", current_app.config["LOGIN_TRIES"], current_app.config["LOGIN_REST"]), str(person.id)),
        (Limit("code_day", _CODES_A_DAY, timedelta(days=1)), str(person.id)),
    ]
