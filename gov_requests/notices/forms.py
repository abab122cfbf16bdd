"""Forms of the notices room beside those of drafting: issue, sending, what comes in."""

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.notices.incoming import INCOMING
from gov_requests.records.consultations import STANCES
from gov_requests.web.forms import ActForm, Day, Line, Text, pairs


class IssueForm(ActForm):
    """签发 or 退回 of a notice."""

    conclusion = RadioField(
        "结论", [InputRequired("请选择结论。")], choices=pairs([("issue", "同意签发"), ("return", "退回拟写人")])
    )
    reason = Text("退回理由", limit=500)
    pass_reason = Text("不采纳提醒的理由", limit=500)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the reason of a return."""
        sound = super().validate(extra_validators)
        if self.conclusion.data == "return" and not self.reason.data:
            self.reason.errors = ["退回须写明理由。"]
            return False
        return sound


class VoidForm(ActForm):
    """作废 of an issued notice that was not sent."""

    reason = Text("作废理由", required="请写明作废理由。", limit=500)


class IncomingForm(ActForm):
    """登记来件."""

    kind = RadioField("来件", [InputRequired("请选择来件的种类。")], choices=pairs(INCOMING.items()))
    on = Day("收到日期", required="请填写收到日期。")
    letter = SelectField("对应的征求意见函", choices=[], validate_choice=False)
    stance = SelectField("意见", choices=pairs([("", "（不是征求意见的答复）"), *STANCES.items()]))
    note = Text("内容摘要", limit=1000)
    files = FileField("来件扫描件")
    late_reason = Line("补录理由", limit=300)

    def validate(self, extra_validators: object = None) -> bool:
        """An answer to a consultation says what it says: a refusal is never taken over unread."""
        sound = super().validate(extra_validators)
        if self.kind.data == "opinion_received" and not self.stance.data:
            self.stance.errors = ["请选择对方的意见。"]
            return False
        return sound


class DeliveryDayForm(ActForm):
    """登记征求意见函的送达日."""

    letter = SelectField("征求意见函", choices=[], validate_choice=False)
    delivered_on = Day("送达日", required="请填写送达日。")
    files = FileField("送达凭证")
    late_reason = Line("补录理由", limit=300)
