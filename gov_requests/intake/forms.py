"""The counter's form, in the order of the paper form (政府信息公开申请表)."""

import unicodedata
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Regexp

from gov_requests.identity import CHECKS
from gov_requests.terms import APPLICANT_KINDS, CHANNELS, CONFIRMED, DELIVERIES, ID_TYPES, MEDIA
from gov_requests.web.forms import ActForm, Day, ItemLines, Line, Text, pairs

NEEDED_FOR_DELIVERY = {
    "邮寄": ("address", "选“邮寄”时必填通信地址。"),
    "电子邮件": ("email", "选“电子邮件”时必填邮箱。"),
}


class RegisterForm(ActForm):
    """接件登记."""

    channel = RadioField(
        "收到方式", [InputRequired("请选择收到方式。")], choices=pairs(CHANNELS.items()), default="in_person"
    )
    arrived_on = Day("收到日期", required="请填写收到日期。")
    confirmed_on = Day("双方确认日期")
    tracking_number = Line("邮件号", limit=30)
    signed_by = Line("签收人", limit=60)
    late_reason = Line("补录理由", limit=300)
    read_back = BooleanField("口头申请：已代为填写，读给申请人听，申请人认可")

    kind = SelectField("类型", choices=pairs(APPLICANT_KINDS.items()))
    name = Line("姓名或名称", required="请填写申请人的姓名或名称。", limit=100)
    phone = Line("联系电话", limit=40)
    id_type = SelectField("证件名称", choices=pairs((name, name) for name in ID_TYPES))
    id_number = Line("证件号码", limit=40)
    legal_representative = Line("法定代表人", limit=60)
    contact = Line("联系人", limit=60)
    address = Line("通信地址", limit=200)
    postcode = Line("邮政编码", limit=6, validators=[Regexp(r"\A([0-9]{6})?\Z", message="邮政编码是 6 位数字。")])
    email = Line(
        "邮箱",
        limit=100,
        validators=[Regexp(r"\A([^@\s]+@[^@\s]+\.[^@\s]+)?\Z", message="邮箱的写法是 名字@单位.cn。")],
    )

    agent_name = Line("代理人", limit=60)
    agent_phone = Line("代理人电话", limit=40)
    agent_id_type = SelectField("代理人证件", choices=pairs((name, name) for name in ID_TYPES), default=ID_TYPES[0])
    agent_id_number = Line("代理人证件号码", limit=40)
    agent_power = BooleanField("已交授权委托书")
    assistance = Line("需要的帮助", limit=200)

    description = Text("申请内容", required="请照申请书原文录入申请内容。", limit=10_000)
    items = ItemLines("分列事项")
    title = Line("事项摘要", limit=100)
    document_hint = Line("文号或特征", limit=200)

    medium = SelectField("载体", choices=pairs((name, name) for name in MEDIA))
    delivery = SelectField("获取方式", choices=pairs((name, name) for name in DELIVERIES))

    files = MultipleFileField("附件")
    identity_files = MultipleFileField("身份证明")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what depends on more than one field."""
        sound = super().validate(extra_validators)
        checks = (
            self._dates_agree(),
            self._number_holds("id_type", "id_number"),
            self._number_holds("agent_id_type", "agent_id_number"),
            self._agent_is_named(),
            self._was_read_back(),
            self._can_be_delivered(),
        )
        return all(checks) and sound

    def _refuse(self, name: str, sentence: str) -> bool:
        self[name].errors = [*self[name].errors, sentence]
        return False

    def _dates_agree(self) -> bool:
        if self.channel.data not in CONFIRMED or self.confirmed_on.data is None or self.arrived_on.data is None:
            return True
        if self.confirmed_on.data >= self.arrived_on.data:
            return True
        return self._refuse("confirmed_on", f"确认日期不能早于收到日期 {self.arrived_on.data.isoformat()}。")

    def _number_holds(self, type_name: str, name: str) -> bool:
        field = self[name]
        field.data = unicodedata.normalize("NFKC", field.data or "").upper().replace(" ", "")
        check = CHECKS.get(self[type_name].data)
        fault = check(field.data) if check is not None and field.data and not field.errors else None
        return fault is None or self._refuse(name, fault)

    def _agent_is_named(self) -> bool:
        told = self.agent_phone.data or self.agent_id_number.data or self.agent_power.data
        return not told or bool(self.agent_name.data) or self._refuse("agent_name", "请填写代理人的姓名。")

    def _was_read_back(self) -> bool:
        if self.channel.data != "oral" or self.read_back.data:
            return True
        return self._refuse("read_back", "口头申请由窗口代为填写，读给申请人听并经认可后再登记。第二十九条第一款")

    def _can_be_delivered(self) -> bool:
        name, sentence = NEEDED_FOR_DELIVERY.get(self.delivery.data, (None, ""))
        return name is None or bool(self[name].data) or self._refuse(name, sentence)
