"""Forms of the disputes room: registering, and one form a step. What is typed is recorded as it came."""

import re
from datetime import date
from typing import Any

from wtforms import BooleanField, FieldList, Form, FormField, RadioField, SelectField
from wtforms.validators import InputRequired

from gov_requests.records.dispute_terms import FILINGS
from gov_requests.statute.disputes import AGAINST, KINDS, PLACES, PROCEDURES
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import GIVEN_UP, INSTANCES, RETRIAL, SECOND
from gov_requests.statute.periods import PERIODS
from gov_requests.today import today
from gov_requests.web.forms import ActForm, Count, Day, Line, Text, pairs

_REQUEST = re.compile(r"(?P<number>\S+?)(?:[\s，,]+(?:第)?(?P<items>[0-9、，,]+)项?)?")
_UNREADABLE = "第 {line} 行无法识别：写成“登记编号”或“登记编号 1、3”（第 1、3 项有争议）。"
_NOT_TOLD = [("", "未填")]


class RegisterForm(ActForm):
    """登记 of a dispute that came in."""

    number = Line("案件编号（案号）", required="请填写案件编号。", limit=60)
    kind = RadioField(
        "类型", [InputRequired("请选择类型。")], choices=pairs((row.code, row.title) for row in KINDS.values())
    )
    received_on = Day("收到日期", required="请填写收到申请书（起诉状）副本的日期。")
    filed_on = Day("申请（起诉）日期")
    body = Line("复议机关或法院", required="请填写复议机关、法院或者受理投诉的机关。", limit=100)
    procedure = RadioField("程序", choices=pairs([*_NOT_TOLD, *PROCEDURES.items()]), default="")
    against = RadioField("争议的行为", [InputRequired("请选择争议的行为。")], choices=pairs(AGAINST.items()))
    organ_place = RadioField("本机关的地位", choices=pairs(PLACES.items()), default="sole")
    claimant = Line("申请人（原告）", limit=100)
    third_party = Line("第三人", limit=100)
    requests = Text("关联申请", limit=2000)
    earlier = Line("此前的案件编号", limit=60)
    note = Text("备注", limit=1000)

    @property
    def answer_terms(self) -> str:
        """How long the organ has to answer in each procedure (《行政复议法》第四十八条、第五十四条)."""
        short, long = (
            PERIODS[name].terms.on(today()) for name in ("respondent_answer_simplified", "respondent_answer")
        )
        return f"简易程序 {short} 个工作日、普通程序 {long} 个工作日内答复"

    def validate(self, extra_validators: object = None) -> bool:
        """A reconsideration needs its procedure: the day of the answer hangs on it."""
        sound = super().validate(extra_validators)
        if self.kind.data == "review" and not self.procedure.data:
            self.procedure.errors = [f"请选择程序：{self.answer_terms}。"]
            sound = False
        return self._read_requests() and sound

    def _read_requests(self) -> bool:
        for number, line in enumerate(self.requests.data.splitlines(), 1):
            if line.strip() and not _REQUEST.fullmatch(line.strip()):
                self.requests.errors = [_UNREADABLE.format(line=number)]
                return False
        return True

    def named_requests(self) -> list[tuple[str, list[int] | None]]:
        """Return each 登记编号 with the numbers of the attacked items (None: the whole answer)."""
        found: dict[str, list[int] | None] = {}
        for line in self.requests.data.splitlines():
            match = _REQUEST.fullmatch(line.strip())
            if match:
                items = [int(item) for item in re.split("[、，,]", match["items"] or "") if item]
                found[match["number"]] = items or None
        return list(found.items())

    def columns(self) -> dict[str, Any]:
        """Return the dispute's own columns."""
        texts = ("body", "procedure", "against", "claimant", "third_party", "note")
        return {
            "number": self.number.data,
            "kind": self.kind.data,
            "received_on": self.received_on.day,
            "filed_on": self.filed_on.data,
            "organ_place": None if self.organ_place.data == "sole" else self.organ_place.data,
            **{name: self[name].data or None for name in texts},
        }


class AmendForm(ActForm):
    """更正登记内容."""

    number = Line("案件编号（案号）", required="请填写案件编号。", limit=60)
    received_on = Day("收到日期", required="请填写收到日期。")
    filed_on = Day("申请（起诉）日期")
    body = Line("复议机关或法院", required="请填写复议机关、法院或者受理投诉的机关。", limit=100)
    claimant = Line("申请人（原告）", limit=100)
    third_party = Line("第三人", limit=100)
    note = Text("备注", limit=1000)

    def columns(self) -> dict[str, Any]:
        """Return the columns as they shall be."""
        texts = ("body", "claimant", "third_party", "note")
        days = {"received_on": self.received_on.day, "filed_on": self.filed_on.data}
        return {"number": self.number.data, **days, **{name: self[name].data or None for name in texts}}


class StepForm(ActForm):
    """What every step's form can give: the day that counts, and what else it says."""

    @property
    def happened_on(self) -> date | None:
        """The day that counts; None for a step that has none."""
        return self["on"].data if "on" in self else None

    def said(self) -> dict[str, Any]:
        """Return what the step keeps: filled fields, days as ISO text."""
        found = {}
        for field in self:
            if field.name in ("csrf_token", "act_key", "version", "on") or field.data in (None, "", False, []):
                continue
            found[field.name] = field.data.isoformat() if hasattr(field.data, "isoformat") else field.data
        return found


class AnswerForm(StepForm):
    """提交答复（答辩）和证据."""

    on = Day("提交日期", required="请填写提交日期。")
    evidence = Text("证据目录", limit=2000)


class AgentForm(StepForm):
    """代理人."""

    on = Day("委托日期", required="请填写委托日期。")
    agent = Line("代理人", required="请填写代理人。", limit=60)
    firm = Line("所在单位", limit=100)


class ProcedureForm(StepForm):
    """变更程序 (《行政复议法》第五十五条: 简易转普通)."""

    on = Day("变更日期", required="请填写收到变更通知的日期。")
    procedure = RadioField("程序", [InputRequired("请选择程序。")], choices=pairs(PROCEDURES.items()))


class CallForm(StepForm):
    """收到开庭、听证通知: the hearing lies ahead, so its day is no day of the past."""

    received_on = Day("收到通知日期", required="请填写收到通知的日期。")
    hearing_on = Day("开庭（听证）日期", required="请填写开庭、听证日期。", future=True)
    place = Line("地点", limit=100)

    @property
    def happened_on(self) -> date | None:
        """The day on which the notice came."""
        return self.received_on.data

    def said(self) -> dict[str, Any]:
        """With the hearing's day under the name that the fold reads."""
        kept = super().said()
        kept.pop("received_on", None)
        return {"on": kept.pop("hearing_on"), **kept}


class HearingForm(StepForm):
    """开庭、听证: who stood there for the organ."""

    on = Day("开庭（听证）日期", required="请填写开庭、听证日期。")
    head = RadioField(
        "负责人出庭",
        [InputRequired("请选择负责人是否出庭。")],
        choices=pairs([("attended", "负责人出庭"), ("staff", "仅工作人员或代理人出庭")]),
    )
    head_post = Line("出庭负责人的职务", limit=60)
    reason = Line("负责人不出庭的理由", limit=200)


class ItemForm(Form):
    """The outcome of one attacked item: the decision's word for it, and its point."""

    class Meta:
        """The library's own sentences in Chinese."""

        locales = ["zh"]  # noqa: RUF012 - as the library reads it

    outcome = SelectField("结果", choices=[], validate_choice=False)
    point = Line("要点", limit=200)


class OutcomeForm(StepForm):
    """收到决定、裁判: the outcome in the decision's own words, per attacked item where there are several."""

    on = Day("决定（裁判）日期", required="请填写决定、裁判落款的日期。")
    delivered_on = Day("收到日期", required="请填写收到决定、裁判的日期。")
    form = RadioField(
        "文书",
        [InputRequired("请选择文书种类。")],
        choices=pairs([("decision", "决定"), ("judgment", "判决"), ("ruling", "裁定"), ("mediation", "调解书")]),
    )
    outcome = SelectField("结果", choices=[])
    holding = Text("主文和理由摘要", limit=3000)
    items = FieldList(FormField(ItemForm))
    loss_reason = SelectField(
        "纠错（败诉）原因",
        choices=pairs([("", "请选择（结果为纠正的必填）"), *((row.code, row.title) for row in LOSS_REASONS.values())]),
    )
    reason = Text("纠正原因说明", limit=1000)
    self_corrected = BooleanField("撤回前本机关已自行改正")
    redo = BooleanField("责令重新答复")
    redo_due_on = Day("决定书另定的重新答复期限", future=True)
    perform_by = Day("其他履行期限", future=True)
    advice = Text("意见书、司法建议", limit=1000)

    def said(self) -> dict[str, Any]:
        """Without what does not go with the outcome: a hidden correction only where the claimant gave up."""
        kept = super().said()
        rows = [row for row in kept.pop("items", []) if row.get("outcome")]
        if rows:
            kept["items"] = rows
        if kept.get("outcome") not in GIVEN_UP:
            kept.pop("self_corrected", None)
        return kept


class AppealForm(StepForm):
    """收到上诉、再审材料."""

    on = Day("收到日期", required="请填写收到上诉状（再审申请书）副本的日期。")
    instance = RadioField(
        "审级",
        [InputRequired("请选择审级。")],
        choices=pairs([(SECOND, INSTANCES[SECOND]), (RETRIAL, INSTANCES[RETRIAL])]),
    )
    by = RadioField(
        "提出的一方",
        [InputRequired("请选择提出的一方。")],
        choices=pairs([("claimant", "原告"), ("organ", "本机关"), ("other", "其他当事人")]),
    )
    number = Line("案号", limit=60)
    body = Line("法院", limit=100)
    answer_due_on = Day("通知书载明的答辩期限", future=True)


class FilingForm(StepForm):
    """报备."""

    on = Day("报备日期", required="请填写报备日期。")
    what = RadioField("报备事项", [InputRequired("请选择报备事项。")], choices=pairs(FILINGS.items()))
    filed_with = Line("报备单位", required="请填写向谁报备。", limit=100)
    measures = Text("整改措施", limit=2000)


class PerformedForm(StepForm):
    """履行完毕 of what the decision orders."""

    on = Day("履行日期", required="请填写履行完毕的日期。")
    how = Text("履行情况", required="请写明怎样履行的。", limit=1000)


class NoteForm(StepForm):
    """备注."""

    text = Text("备注", required="请填写备注。", limit=2000)


class VoidForm(StepForm):
    """作废 a record that was wrong; it stays readable, struck through."""

    seq = Count("第几条记录", required="请填写要作废的记录的序号（办理记录中的序号）。", most=10_000)
    reason = Text("作废理由", required="请写明作废的理由。", limit=500)


class ConfirmForm(ActForm):
    """A page that says what will happen, and its button."""


class RedoForm(ConfirmForm):
    """开启重新答复: of which request, where the dispute is about several."""

    original = SelectField("重新答复的申请", choices=[], validate_choice=False)
    last = BooleanField("决定、裁判没有责令对其余申请重新答复")
