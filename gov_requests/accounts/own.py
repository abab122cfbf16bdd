"""One's own account: password, one-time codes, sessions. Each is one act."""

from flask import current_app

from gov_requests.accounts.one_time_codes import matching_step
from gov_requests.accounts.throttling import Limit, count_try, forget, resting
from gov_requests.records.base import bookkeeping, one_act
from gov_requests.records.password_policy import (
    history_objection,
    password_objections,
    password_policy,
    set_password,
)
from gov_requests.records.passwords import hashed, matches
from gov_requests.records.people import Person
from gov_requests.records.second_factor import must_have_codes
from gov_requests.records.sessions import end_sessions
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import now

NOT_THIS = "现在的密码不对。"
WRONG_FIRST_CODE = "验证码不对。请核对手机的时间是否准确，再填下一个验证码。"
ASKED = "按本系统的安全设置，您的账号必须使用动态验证码。"


def change_password(person: Person, current: str, new: str, *, session: str | None, key: str | None) -> None:
    """更改密码: the other sessions of the person end. Raises ``BadInput`` at ``current`` or ``new``."""
    _prove(person, current)
    policy = password_policy()
    objections = password_objections(new, person.username, policy)
    again = None if objections else history_objection(person, new, policy)
    if objections or again:
        raise BadInput("".join([*objections, again or ""]), "new")
    # Hashing takes long on purpose; nobody waits for it with the lock of the journal in hand.
    kept = hashed(new)
    with one_act(person, key) as act:
        set_password(person, kept, act.at, chosen=True)
        act.note("password_changed", sessions_ended=end_sessions(person.id, but=session))


def set_up_codes(person: Person, secret: str, code: str, *, session: str | None, key: str | None) -> None:
    """启用动态验证码 with the first code of a secret; the other sessions end. Raises ``BadInput`` at ``code``."""
    step = matching_step(secret, code, now(), None)
    if step is None:
        raise BadInput(WRONG_FIRST_CODE, "code")
    with one_act(person, key) as act:
        person.totp_secret, person.totp_step = secret, step
        act.note("codes_set_up", sessions_ended=end_sessions(person.id, but=session))


def give_up_codes(person: Person, current: str, *, key: str | None) -> None:
    """停用动态验证码. Raises ``NotAllowed`` where the setting asks for them, ``BadInput`` at ``current``."""
    if must_have_codes(person):
        raise NotAllowed(ASKED)
    _prove(person, current)
    with one_act(person, key) as act:
        person.totp_secret, person.totp_step = None, None
        act.note("codes_given_up")


def end_own_sessions(person: Person, *, but: str | None, only: str | None, key: str | None) -> int:
    """End one session of the person (``only``), or all ``but`` the present one. Return how many."""
    with one_act(person, key) as act:
        ended = end_sessions(person.id, but=but, only=only)
        act.note("own_sessions_ended", sessions_ended=ended)
    return ended


def _prove(person: Person, current: str) -> None:
    """A stolen session alone changes nothing: the password is asked for, and guesses are counted like those at the door."""
    limit = Limit("password_asked", current_app.config["LOGIN_TRIES"], current_app.config["LOGIN_REST"])
    spent = count_try([(limit, str(person.id))])
    right = matches(person.password_hash, current)
    if spent is not None:
        raise BadInput(resting(spent), "current")
    if not right:
        raise BadInput(NOT_THIS, "current")
    with bookkeeping():
        forget(limit, str(person.id))
