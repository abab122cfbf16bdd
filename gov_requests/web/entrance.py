"""What a person must settle before anything else works (首次登录改密、定期换密、启用动态验证码).

What depends on the day or on settings is read once, at sign-in, and kept in the session; a password that somebody else gave out is
looked at on every request.
"""

from flask import session

from gov_requests.records.password_policy import never_chosen, outlived
from gov_requests.records.people import Person
from gov_requests.records.second_factor import owes_enrolment
from gov_requests.today import now

PASSWORD, CODES = "accounts.password", "accounts.codes"
_OWED = "owed"


def note_what_is_owed(person: Person) -> None:
    """Remember at sign-in what the person must settle first."""
    owed = [PASSWORD] if never_chosen(person) or outlived(person, now()) else []
    session[_OWED] = owed + ([CODES] if owes_enrolment(person) else [])


def first_owed(person: Person) -> str | None:
    """Return the endpoint where the person must go first, None where nothing is owed."""
    if never_chosen(person):
        return PASSWORD
    owed = session.get(_OWED) or []
    return owed[0] if owed else None


def settled(endpoint: str) -> None:
    """Strike what has been done."""
    session[_OWED] = [owed for owed in session.get(_OWED) or [] if owed != endpoint]
