"""Forms of the administrators."""

import re

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Regexp

from gov_requests.access import ROLE_TITLES
from gov_requests.admin.actions import ORGAN_KINDS, NewOrgan
from gov_requests.records.password_policy import POLICIES
from gov_requests.records.second_factor import ASKED_OF
from gov_requests.web.forms import ActForm, Line, Text, pairs

#: As user names are written: letters, digits, Chinese characters, and . _ - inside.
USERNAME = re.compile(r"\A[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff._-]{1,59}\Z")
USERNAME_RULE = "用户名用 2 至 60 个汉字、字母、数字，可含 . _ -，不以符号开头。"
CODE = re.compile(r"\A[0-9A-Za-z][0-9A-Za-z_-]{0,31}\Z")
CODE_RULE = "机关代码用字母、数字，可含 _ -，最多 32 个字符。"


class OrganChangeForm(ActForm):
    """What is known of an organ; its code stays."""

    name = Line("名称", required="请填写机关全称，文书上用。")
    short = Line("代字", required="请填写代字，文号以它开头。", limit=20)
    kind = SelectField("类型", choices=pairs(ORGAN_KINDS.items()), default="department")
    parent = SelectField("上级机关")
    reviewing_organ = Line("复议机关")
    court = Line("管辖法院")
    address = Line("地址", limit=200)
    postcode = Line("邮政编码", limit=10)
    phone = Line("电话", limit=40)

    def entry(self, code: str) -> NewOrgan:
        """Return what was typed."""
        return NewOrgan(
            code=code,
            name=self.name.data,
            kind=self.kind.data,
            parent=self.parent.data or None,
            short=self.short.data,
            reviewing_organ=self.reviewing_organ.data or None,
            court=self.court.data or None,
            address=self.address.data or None,
            postcode=self.postcode.data or None,
            phone=self.phone.data or None,
        )


class OrganForm(OrganChangeForm):
    """A new organ."""

    code = Line("机关代码", required="请填写机关代码。", limit=32, validators=[Regexp(CODE, message=CODE_RULE)])


class SectionForm(ActForm):
    """添加科室."""

    name = Line("科室名称", required="请填写科室名称。", limit=60)


class PersonForm(ActForm):
    """添加人员."""

    organ = SelectField("单位", [InputRequired("请选择单位。")])
    username = Line("用户名", required="请填写用户名。", limit=60, validators=[Regexp(USERNAME, message=USERNAME_RULE)])
    name = Line("姓名", required="请填写姓名。", limit=60)
    section = SelectField("科室")


class ChangePersonForm(ActForm):
    """更改姓名、科室."""

    name = Line("姓名", required="请填写姓名。", limit=60)
    section = SelectField("科室")


class ReasonForm(ActForm):
    """An act with its reason."""

    reason = Text("理由", required="请写明理由。", limit=500)


class GrantForm(ActForm):
    """授予角色."""

    role = SelectField("授予的角色", choices=pairs((str(role), title) for role, title in ROLE_TITLES.items()))
    reason = Text("理由", limit=500)


class RevokeForm(ActForm):
    """撤销角色."""

    role = SelectField("撤销的角色", choices=pairs((str(role), title) for role, title in ROLE_TITLES.items()))
    reason = Text("理由", required="请写明理由。", limit=500)


class SecurityForm(ActForm):
    """口令策略、动态验证码."""

    policy = RadioField("口令策略", choices=pairs((name, f"{name}：{row.told}") for name, row in POLICIES.items()))
    codes = RadioField("动态验证码", choices=pairs(ASKED_OF.items()))
