"""Signing in: one answer for every failure, and names and addresses that rest after too many."""

import hashlib

import sqlalchemy as sa
from flask import current_app

from gov_requests.accounts.throttling import Limit, count_failure, forget, refuse_resting
from gov_requests.records.base import db, one_act
from gov_requests.records.passwords import matches
from gov_requests.records.people import Person
from gov_requests.refusals import BadInput

WRONG = "用户名或密码不对。"


def sign_in(username: str, password: str, address: str = "") -> Person:
    """Return the person; raise ``BadInput`` with the same sentence whether the name, the password or the account is wrong."""
    limits = _limits(username, address)
    refuse_resting(limits)
    person = db.session.scalars(sa.select(Person).where(Person.username == username)).one_or_none()
    right = matches(person.password_hash if person else None, password)
    if person is None or not right or not person.active:
        count_failure(limits)
        raise BadInput(WRONG)
    with one_act(person) as act:
        act.note("signed_in")
        forget(*limits[0])
    return person


def sign_out(person: Person) -> None:
    """Note that the person left."""
    with one_act(person) as act:
        act.note("signed_out")


def _limits(username: str, address: str) -> list[tuple[Limit, str]]:
    """Return what is counted: the name (known or not), the address, and everybody together."""
    config = current_app.config
    rest = config["LOGIN_REST"]
    name = hashlib.sha256(username.encode()).hexdigest()
    return [
        (Limit("login_name", config["LOGIN_TRIES"], rest), name),
        (Limit("login_address", config["LOGIN_TRIES_ADDRESS"], rest), address),
        (Limit("login_all", config["LOGIN_TRIES_ALL"], rest), "all"),
    ]
