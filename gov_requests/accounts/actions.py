"""Signing in: one answer for every failure, and an account that rests after too many."""

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.passwords import matches
from gov_requests.records.people import Person
from gov_requests.records.sessions import LoginFailure
from gov_requests.refusals import BadInput
from gov_requests.today import now

WRONG = "用户名或密码不对。"
RESTING = "连续输错次数过多，请过 {minutes} 分钟再试，或请系统管理员协助。"


def sign_in(username: str, password: str) -> Person:
    """Return the person; raise ``BadInput`` with the same sentence whether the name, the password or the account is wrong."""
    _refuse_resting(username)
    person = db.session.scalars(sa.select(Person).where(Person.username == username)).one_or_none()
    right = matches(person.password_hash if person else None, password)
    if person is None or not right or not person.active:
        _count_failure(username)
        raise BadInput(WRONG)
    with one_act(person) as act:
        act.note("signed_in")
        db.session.execute(sa.delete(LoginFailure).where(LoginFailure.username == username))
    return person


def sign_out(person: Person) -> None:
    """Note that the person left."""
    with one_act(person) as act:
        act.note("signed_out")


def _refuse_resting(username: str) -> None:
    failure = db.session.get(LoginFailure, username)
    rest = current_app.config["LOGIN_REST"]
    if failure is not None and failure.count >= current_app.config["LOGIN_TRIES"] and failure.last_at + rest > now():
        raise BadInput(RESTING.format(minutes=rest.seconds // 60))


def _count_failure(username: str) -> None:
    with bookkeeping() as session:
        failure = session.get(LoginFailure, username)
        if failure is None:
            failure = LoginFailure(username=username, count=0, last_at=now())
            session.add(failure)
        expired = failure.last_at + current_app.config["LOGIN_REST"] <= now()
        failure.count = 1 if expired else failure.count + 1
        failure.last_at = now()
