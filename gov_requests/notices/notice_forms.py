"""Forms of what is drafted: what a notice must say is asked for, field by field; the rest is generated."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.documents.fee_words import BY_PAGE, BY_PIECE, fee_of
from gov_requests.documents.field_table import CORRECTIONS, RELEASES
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.notices import Notice
from gov_requests.statute.facts import OpinionSought
from gov_requests.statute.fees import PAGE_BANDS, PIECE_BANDS
from gov_requests.statute.provisions import EXTENSION_WORKDAYS
from gov_requests.statute.telling import earliest_release
from gov_requests.today import today
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

#: The three elements of a request (第二十九条第二款).
ELEMENTS = (
    ("identity", "申请人的姓名或者名称、身份证明、联系方式"),
    ("description", "申请公开的政府信息的名称、文号或者便于查询的其他特征性描述"),
    ("form", "申请公开的政府信息的形式要求，包括获取信息的方式、途径"),
)

#: What any request may be extended by; its own limit is the gate's.
_LONGEST_EXTENSION = max(days for _since, _article, days in EXTENSION_WORKDAYS.rows)


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

    def know(self, file: Casefile, notices: Sequence[Notice]) -> None:
        """Take over what the request and its notices already say, where the form offers or repeats it."""


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
    workdays = Count("延长工作日", required="请填写延长多少个工作日。", most=_LONGEST_EXTENSION)
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
        "收费标准", [InputRequired("请选择一种收费标准。")], choices=pairs([(BY_PIECE, "按件"), (BY_PAGE, "按量")])
    )
    quantity = Count("本月第几件，或本件页数", required="请填写件数或页数。", most=100_000)
    finding = Text("数量、频次明显超过合理范围的认定", required="请写明认定的事实。", limit=1000)
    how_to_pay = Text("缴费方式", required="请写明缴费方式。", limit=500)

    def validate(self, extra_validators: object = None) -> bool:
        """第四十二条: what costs nothing is not noticed. By piece that is the request's own number in the month, by page all its pages."""
        sound = super().validate(extra_validators)
        if sound and fee_of(self.scale.data, self.quantity.data) == 0:
            self.quantity.errors = [FREE[self.scale.data]]
            return False
        return sound


#: Within these no fee arises (国办函〔2020〕109号第四条、第五条).
FREE = {
    BY_PIECE: f"同一申请人一个自然月内前 {PIECE_BANDS[0].upto} 件不收费，不发收费通知。国办函〔2020〕109号第四条",
    BY_PAGE: f"一件申请前 {PAGE_BANDS[0].upto} 页不收费，不发收费通知。国办函〔2020〕109号第五条",
}


class AbandonmentForm(NoticeForm):
    """视为放弃办结 (第三十条, 109号)."""

    kept = ("reply_kind", "note")
    reply_kind = RadioField(
        "办结原因",
        [InputRequired("请选择办结原因。")],
        choices=pairs([("abandoned_uncorrected", "无正当理由逾期不补正"), ("abandoned_unpaid", "逾期未缴纳费用")]),
    )
    note = Text("说明", limit=500)


class ReasonsForm(NoticeForm):
    """说明理由通知 (第三十五条): the numbers, and until when."""

    kept = ("finding", "reply_by")
    finding = Text("申请的数量、频次", required="请写明期间、件数和所涉事项。", limit=2000)
    reply_by = Day("说明理由的期限", required="请填写说明理由的截止日期。", future=True)


class ConsultedForm(NoticeForm):
    """征求意见情况告知 (第三十三条第三款): of which consultation."""

    kept = ("ref",)
    ref = SelectField("告知哪一次征求意见", choices=[], validate_choice=False)

    def know(self, file: Casefile, notices: Sequence[Notice]) -> None:
        """Offer the consultations that were sent."""
        sent = [fact for fact in file.facts if isinstance(fact, OpinionSought)]
        self.ref.choices = pairs((str(fact.ref), f"{fact.ref}（{fact.on.isoformat()} 发出）") for fact in sent)


class ReleaseForm(NoticeForm):
    """向第三方公开告知 (第三十二条): what is released and why, and from when on."""

    kept = ("addressee", "addressee_kind", "subject", "opinion", "release", "reason", "release_on")
    addressee = Line("第三方名称", required="请填写第三方的姓名或者名称。", limit=100)
    addressee_kind = RadioField(
        "第三方",
        [InputRequired("请选择。")],
        choices=pairs([("person", "自然人"), ("organisation", "法人或者其他组织")]),
    )
    subject = Text("决定公开的政府信息内容", required="请写明决定公开的内容。", limit=2000)
    opinion = Text("第三方意见的情况", required="请写明何时征求、何时答复、是什么意见。", limit=2000)
    release = RadioField("公开的依据", [InputRequired("请选择公开的依据。")], choices=pairs(RELEASES))
    reason = Text("决定公开的理由", limit=2000)
    release_on = Day("提供信息的日期", required="请填写将于哪一天起提供信息。", future=True)

    def know(self, file: Casefile, notices: Sequence[Notice]) -> None:
        """Take over from the letter that asked the third party who it is and what was asked about."""
        asked = [notice for notice in notices if notice.code == "D05"]
        if self.is_submitted():
            return
        self.release_on.data = earliest_release(calendar(), told_on=today())
        for name in ("addressee", "addressee_kind", "subject") if asked else ():
            self[name].data = asked[-1].content[name]

    def validate(self, extra_validators: object = None) -> bool:
        """Against the third party's will the reason is owed, and the interval in which it can seek relief."""
        sound = super().validate(extra_validators)
        if self.release.data in ("public_interest", "no_reasonable_ground") and not self.reason.data:
            self.reason.errors = ["未经第三方同意公开的，须写明本机关的理由。"]
            sound = False
        earliest = earliest_release(calendar(), told_on=today())
        if self.release.data != "consent" and self.release_on.data and self.release_on.data < earliest:
            self.release_on.errors = [f"给第三方留出寻求救济的间隔，请填 {earliest.isoformat()} 或以后的日期。"]
            sound = False
        return sound


class RectificationForm(NoticeForm):
    """更正申请告知 (第四十一条): corrected, forwarded, or where to go."""

    kept = ("finding", "outcome", "subject", "right_organ", "right_organ_contact")
    finding = Text("审核的情况", required="请写明申请人提供的证据和审核的结果。", limit=2000)
    outcome = RadioField("处理结果", [InputRequired("请选择处理结果。")], choices=pairs(CORRECTIONS))
    subject = Text("更正的内容", limit=2000)
    right_organ = Line("有权更正的机关", limit=100)
    right_organ_contact = Line("该机关的联系方式", limit=200)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for what each outcome tells."""
        sound = super().validate(extra_validators)
        asked = ("subject",) if self.outcome.data == "corrected" else ("right_organ", "right_organ_contact")
        for name in asked if self.outcome.data else ():
            if not self[name].data:
                self[name].errors = [f"请填写{self[name].label.text}。"]
                sound = False
        return sound


FORMS: dict[str, type[NoticeForm]] = {
    "D02": CorrectionForm,
    "D03": ReasonsForm,
    "D04": ExtensionForm,
    "D05": ThirdPartyForm,
    "D06": ConsultedForm,
    "D07": ReleaseForm,
    "D08": OrganForm,
    "D09": FeeForm,
    "D26": AbandonmentForm,
    "D27": RectificationForm,
}
