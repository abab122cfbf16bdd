"""Forms of the notices room. What a notice must say is asked for, field by field; the rest is generated."""

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.notices.incoming import INCOMING
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

#: The three elements of a request (第二十九条第二款).
ELEMENTS = (
    ("identity", "申请人的姓名或者名称、身份证明、联系方式"),
    ("description", "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述"),
    ("form", "申请公开的政府信息的形式要求，包括获取信息的方式、途径"),
)
METHODS = [("in_person", "当面送达"), ("ems", "邮政EMS、挂号信"), ("email", "电子邮件"), ("fax", "传真")]


class NoticeForm(ActForm):
    """What every notice form can give: the content to keep."""

    #: Fields that go into the notice's content.
    kept: tuple[str, ...] = ()

    @property
    def content(self) -> dict[str, object]:
        """The notice's content as JSON can hold it; days as ISO text."""
        found = {}
        for name in self.kept:
            value = self[name].data
            found[name] = value.isoformat() if hasattr(value, "isoformat") else value
        return found


class CorrectionForm(NoticeForm):
    """补正告知 (第三十条): once, all points at once, with guidance and a reasonable period."""

    kept = ("element", "points", "guidance", "reply_by")
    element = RadioField(
        "缺少或者不明确的要素", [InputRequired("请选择缺少或者不明确的要素。")], choices=pairs(ELEMENTS)
    )
    points = Text("需要补正的事项", required="请一次列明全部需要补正的事项，每行一项。", limit=2000)
    guidance = Text("补正指引", required="请写明怎样补正，给予指导和释明。", limit=2000)
    reply_by = Day("补正期限", required="请填写补正的截止日期。", future=True)


class ExtensionForm(NoticeForm):
    """延期告知 (第三十三条第二款)."""

    kept = ("workdays", "reason")
    workdays = Count("延长工作日", required="请填写延长多少个工作日。", most=20)
    reason = Text("延期理由", required="请写明延期理由。", limit=500)


class ThirdPartyForm(NoticeForm):
    """征求第三方意见 (第三十二条)."""

    kept = ("addressee", "addressee_kind", "subject")
    addressee = Line("第三方名称", required="请填写第三方的姓名或者名称。", limit=100)
    addressee_kind = RadioField(
        "第三方",
        [InputRequired("请选择。")],
        choices=pairs([("person", "自然人"), ("organisation", "法人或者其他组织")]),
    )
    subject = Text("涉及的政府信息", required="请写明拟公开的信息中哪些内容涉及该第三方。", limit=2000)

    @property
    def content(self) -> dict[str, object]:
        """With the source that the clock reads."""
        return {**super().content, "source": "third_party"}


class OrganForm(NoticeForm):
    """征求机关意见 (第三十四条 for co-producers, 第十一条 for others)."""

    kept = ("addressee", "source", "subject")
    addressee = Line("机关名称", required="请填写被征求意见的机关名称。", limit=100)
    source = RadioField(
        "征求的对象",
        [InputRequired("请选择征求的对象。")],
        choices=pairs([("co_producer", "共同制作机关"), ("other_organ", "其他机关")]),
    )
    subject = Text("涉及的政府信息", required="请写明征求哪些内容的意见。", limit=2000)


class FeeForm(NoticeForm):
    """收费通知 (国办函〔2020〕109号): one scale, never both."""

    kept = ("scale", "quantity", "finding", "how_to_pay")
    scale = RadioField(
        "收费标准", [InputRequired("请选择一种收费标准。")], choices=pairs([("by_piece", "按件"), ("by_page", "按量")])
    )
    quantity = Count("本月第几件，或本件页数", required="请填写件数或页数。", most=100_000)
    finding = Text("数量、频次明显超过合理范围的认定", required="请写明认定的事实。", limit=1000)
    how_to_pay = Text("缴费方式", required="请写明缴费方式。", limit=500)


class AbandonmentForm(NoticeForm):
    """视为放弃办结 (第三十条, 109号)."""

    kept = ("reply_kind", "note")
    reply_kind = RadioField(
        "办结原因",
        [InputRequired("请选择办结原因。")],
        choices=pairs([("abandoned_uncorrected", "无正当理由逾期不补正"), ("abandoned_unpaid", "逾期未缴纳费用")]),
    )
    note = Text("说明", limit=500)


FORMS: dict[str, type[NoticeForm]] = {
    "D02": CorrectionForm,
    "D04": ExtensionForm,
    "D05": ThirdPartyForm,
    "D08": OrganForm,
    "D09": FeeForm,
    "D26": AbandonmentForm,
}


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


class SendForm(ActForm):
    """登记告知的送达: the day of posting, or of signing for it."""

    method = RadioField("送达方式", [InputRequired("请选择送达方式。")], choices=pairs(METHODS))
    counted_on = Day("签收或交邮日期", required="请填写签收或交邮日期。")
    recipient = Line("签收人", limit=60)
    tracking_number = Line("邮件号", limit=30)
    files = FileField("送达凭证")
    late_reason = Line("补录理由", limit=300)


class IncomingForm(ActForm):
    """登记来件."""

    kind = RadioField("来件", [InputRequired("请选择来件的种类。")], choices=pairs(INCOMING.items()))
    on = Day("收到日期", required="请填写收到日期。")
    letter = SelectField("对应的征求意见函", choices=[], validate_choice=False)
    note = Text("内容摘要", limit=1000)
    files = FileField("来件扫描件")
    late_reason = Line("补录理由", limit=300)


class DeliveryDayForm(ActForm):
    """登记征求意见函的送达日."""

    letter = SelectField("征求意见函", choices=[], validate_choice=False)
    delivered_on = Day("送达日", required="请填写送达日。")
    files = FileField("送达凭证")
    late_reason = Line("补录理由", limit=300)
