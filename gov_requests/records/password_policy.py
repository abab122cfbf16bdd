"""What a password must be (口令策略): profiles as rows of a table, one of them chosen by the security administrator.

等保 is GB/T 22239-2019 8.1.4.1 a): complex, and changed from time to time. ASVS is OWASP ASVS 5.0 6.2, which asks for length and
forbids the other two (6.2.5, 6.2.10). Both refuse the user name and what everybody chooses.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.passwords import LONGEST, matches
from gov_requests.records.people import PasswordPast, Person
from gov_requests.records.settings import setting

POLICY_SETTING = "password_policy"


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """A profile: ``classes`` of the four kinds of character, ``lasts`` until a change, ``remembered`` passwords that may not come back."""

    name: str
    shortest: int
    classes: int
    lasts: timedelta | None
    remembered: int

    @property
    def told(self) -> str:
        """The profile in a sentence, as it stands beside the field."""
        parts = [f"{self.shortest} 至 {LONGEST} 个字符"]
        if self.classes:
            parts.append(f"大写字母、小写字母、数字、符号中至少 {self.classes} 种")
        parts.append("不含用户名，不是常见密码")
        if self.remembered:
            parts.append(f"不与前 {self.remembered} 次相同")
        if self.lasts:
            parts.append(f"每 {self.lasts.days} 日更换一次")
        return "，".join(parts)


POLICIES = {
    policy.name: policy
    for policy in (
        PasswordPolicy("等保", shortest=10, classes=3, lasts=timedelta(days=90), remembered=5),
        PasswordPolicy("ASVS", shortest=15, classes=0, lasts=None, remembered=0),
    )
}
DEFAULT = "等保"
#: A user name shorter than this says nothing when it turns up inside a password.
_TELLING_NAME = 3
_UNDISGUISED = str.maketrans("@401!$537", "aaoiissst")


def password_policy() -> PasswordPolicy:
    """Return the profile in force."""
    return POLICIES.get(setting(POLICY_SETTING, DEFAULT), POLICIES[DEFAULT])


def password_objections(password: str, username: str, policy: PasswordPolicy) -> list[str]:
    """Return a sentence for each thing that is wrong with a password; empty: it may be chosen."""
    if len(password) > LONGEST:
        return [f"密码最长 {LONGEST} 个字符，现有 {len(password)} 个。"]
    found = []
    if len(password) < policy.shortest:
        found.append(f"密码至少 {policy.shortest} 个字符，现有 {len(password)} 个。")
    kinds = classes_in(password)
    if kinds < policy.classes:
        found.append(f"须含大写字母、小写字母、数字、符号中的 {policy.classes} 种，现有 {kinds} 种。")
    if _holds_name(password, username):
        found.append("密码里不能有用户名。")
    if is_common(password):
        found.append("这个密码太常见，请换一个。")
    return found


def classes_in(password: str) -> int:
    """Return how many of the four kinds of character stand in a password: capitals, small letters, digits, everything else."""
    kinds = {
        "upper" if letter.isupper() else "lower" if letter.islower() else "digit" if letter.isdecimal() else "other"
        for letter in password
    }
    return len(kinds)


def is_common(password: str) -> bool:
    """Return whether a password is one of the commonest, whatever its case and with ``@`` for ``a`` undone."""
    plain = password.casefold()
    return plain in _common() or plain.translate(_UNDISGUISED) in _undisguised()


@cache
def _common() -> frozenset[str]:
    # Made by tools/common_passwords.py from people's habits; nothing in it was copied from a leaked list.
    return frozenset(Path(__file__).with_name("common_passwords.list").read_text(encoding="utf-8").split())


@cache
def _undisguised() -> frozenset[str]:
    return frozenset(word.translate(_UNDISGUISED) for word in _common())


def _holds_name(password: str, username: str) -> bool:
    plain, name = password.casefold(), username.casefold()
    return plain == name or (len(name) >= _TELLING_NAME and name in plain)


def history_objection(person: Person, password: str, policy: PasswordPolicy) -> str | None:
    """Return a sentence where a person had this password too lately, else None."""
    if matches(person.password_hash, password):
        return "新密码不能与现在的密码相同。"
    query = sa.select(PasswordPast.password_hash).where(PasswordPast.person_id == person.id)
    # The present password is one of those remembered.
    for kept in db.session.scalars(query.order_by(PasswordPast.id.desc()).limit(max(policy.remembered - 1, 0))):
        if matches(kept, password):
            return f"最近 {policy.remembered} 次用过的密码不能再用。"
    return None


def set_password(person: Person, new_hash: str, at: datetime, *, chosen: bool) -> None:
    """Give a person a password inside an act; the old one is remembered. ``chosen``: by the person, so that it need not be changed."""
    db.session.add(PasswordPast(person_id=person.id, password_hash=person.password_hash, set_at=at))
    person.password_hash = new_hash
    person.password_chosen_at = at if chosen else None
    person.password_may_stay = None


def never_chosen(person: Person) -> bool:
    """Return whether a person still has the password that someone else gave out (首次登录须改密)."""
    return person.password_chosen_at is None and not person.password_may_stay


def outlived(person: Person, at: datetime) -> bool:
    """Return whether the profile asks for another password by now."""
    lasts, chosen_at = password_policy().lasts, person.password_chosen_at
    return lasts is not None and chosen_at is not None and chosen_at + lasts <= at
