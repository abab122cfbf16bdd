"""Of whom a one-time code is asked beside the password (双因素认证): a setting of the security administrator."""

from gov_requests.access import ADMINISTRATORS
from gov_requests.records.people import Person
from gov_requests.records.settings import setting

CODE_SETTING = "code_asked_of"
#: Value of the setting → its words.
ASKED_OF = {"administrators": "三员必须使用", "everyone": "所有人必须使用", "nobody": "自愿使用"}
DEFAULT = "administrators"


def code_asked_of() -> str:
    """Return the setting in force."""
    value = setting(CODE_SETTING, DEFAULT)
    return value if value in ASKED_OF else DEFAULT


def owes_enrolment(person: Person) -> bool:
    """Return whether a person must set one-time codes up before anything else."""
    return person.totp_secret is None and must_have_codes(person)


def must_have_codes(person: Person) -> bool:
    """Return whether the setting asks this person for one-time codes. Of practice accounts it does not."""
    if person.password_may_stay:
        return False
    asked = code_asked_of()
    return asked == "everyone" or (asked == "administrators" and bool(person.roles & ADMINISTRATORS))
