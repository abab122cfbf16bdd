"""Forms of the stationery room."""

from flask_wtf.file import MultipleFileField
from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.records.office_texts import SLOTS
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs


class TextForm(ActForm):
    """提出一版文书用语或文号格式."""

    slot = RadioField(
        "用在哪里",
        [InputRequired("请选择用在哪里。")],
        choices=pairs((slot.code, slot.title) for slot in SLOTS.values()),
    )
    text = Text("文字", limit=300)
    starts_on = Day("生效日期", required="请填写生效日期。", future=True)
    reason = Line("提出的理由", required="请写明为什么改。", limit=300)


class SealForm(ActForm):
    """登记用印."""

    number = Line("文号", required="请照盖章的纸件填写文号，以便核对。", limit=60)
    sealed_on = Day("用印日期", required="请填写用印日期。")
    sealed_by = Line("用印人", required="请填写用印人姓名。", limit=60)
    copies = Count("份数", required="请填写份数。", most=99)
    files = MultipleFileField("盖章件扫描件")


class VoidForm(ActForm):
    """作废."""

    reason = Text("作废理由", required="作废须写明理由。", limit=500)
