"""Passwords are kept as argon2id hashes; the scheme's name and cost stand in the hash."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

_NORMAL = PasswordHasher()
_LOW = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
#: Longer input is refused before any work is done.
LONGEST = 128


#: Nothing that is mistaken for something else on paper: no 0 O 1 l I.
_READABLE = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")
_GROUPS, _LENGTH = 4, 4


def initial_password() -> str:
    """Return a password to hand out, as ``k7mP-wQ2x-9rTz-Ha4b``: it fits every profile, and must be changed at the first sign-in."""
    return "-".join(_group() for _ in range(_GROUPS))


def _group() -> str:
    letters = [secrets.choice(kind) for kind in _READABLE]
    letters += [secrets.choice("".join(_READABLE)) for _ in range(_LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def hashed(password: str) -> str:
    """Return the hash to keep."""
    return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Return whether ``password`` is the one behind ``kept``. Costs the same when there is no such account (``kept`` None)."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher().verify(kept or _nobody(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def _hasher() -> PasswordHasher:
    return _LOW if current_app.config.get("HASHING") == "low" else _NORMAL


def _nobody() -> str:
    place = current_app.extensions
    if "gov_requests.nobody" not in place:
        place["gov_requests.nobody"] = _hasher().hash("nobody")
    found: str = place["gov_requests.nobody"]
    return found
