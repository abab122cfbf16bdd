"""Settings of the security administrator: which password profile holds, and of whom one-time codes are asked."""

from gov_requests.records.base import one_act
from gov_requests.records.password_policy import POLICIES, POLICY_SETTING, password_policy
from gov_requests.records.people import Person
from gov_requests.records.second_factor import ASKED_OF, CODE_SETTING, code_asked_of
from gov_requests.records.settings import set_setting
from gov_requests.refusals import BadInput, NotAllowed


def change_security(policy: str, codes: str, *, by: Person, key: str | None) -> None:
    """安全设置. What is asked of passwords and codes holds from the next change and the next sign-in on."""
    if policy not in POLICIES or codes not in ASKED_OF:
        raise BadInput("请选择列出的一项。")
    with one_act(by, key) as act:
        before = {POLICY_SETTING: password_policy().name, CODE_SETTING: code_asked_of()}
        after = {POLICY_SETTING: policy, CODE_SETTING: codes}
        if before == after:
            raise NotAllowed("设置没有变化。")
        for name, value in after.items():
            set_setting(name, value)
        act.note("security_changed", before=before, after=after)
