"""Forms of the reviews and the signature."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.web.forms import ActForm, Line, Text, pairs

#: The eight checks of the 保密审查单, item by item (保密法实施条例第四十二条: 逐项审查).
CHECKS = (
    ("state_secret", "国家秘密（密级标志、定密依据、是否解密）"),
    ("work_secret", "工作秘密、内部资料"),
    ("trade_secret", "商业秘密"),
    ("privacy", "个人隐私、个人信息（是否已遮盖）"),
    ("safety", "国家安全、公共安全、经济安全、社会稳定"),
    ("internal", "内部事务、过程性信息、执法案卷"),
    ("aggregation", "数据汇聚、关联后的风险"),
    ("cited", "引用上级或其他机关未公开的文件"),
)
FOUND = [("no", "无"), ("yes", "有")]


class OpinionForm(ActForm):
    """A conclusion with an opinion; sending back needs one (退回须写理由)."""

    conclusion = RadioField(
        "结论", [InputRequired("请选择结论。")], choices=pairs([("pass", "同意"), ("return", "退回承办人")])
    )
    opinion = Text("意见", limit=2000)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the reason of a return."""
        sound = super().validate(extra_validators)
        if self.conclusion.data == "return" and not self.opinion.data:
            self.opinion.errors = ["退回须写明理由。"]
            return False
        return sound


class LegalForm(OpinionForm):
    """法制审核."""


class SignForm(OpinionForm):
    """签发; a warning that is passed over wants its reason."""

    pass_reason = Text("不采纳提醒的理由", limit=500)


class _SecrecyForm(OpinionForm):
    aggregation_risk = Line("汇聚风险判断", required="请写一句判断：与已提供的信息汇聚后有无风险。", limit=300)

    @property
    def checks(self) -> list[tuple[str, RadioField, Line]]:
        """Each check with its answer and its finding."""
        return [(title, self[f"{code}_found"], self[f"{code}_note"]) for code, title in CHECKS]

    def validate(self, extra_validators: object = None) -> bool:
        """A check that found something needs its finding, and a pass needs every finding dealt with in words."""
        sound = super().validate(extra_validators)
        for _title, found, note in self.checks:
            if found.data == "yes" and not note.data:
                note.errors = ["选“有”的，须写明是什么、怎样处理。"]
                sound = False
        return sound

    @property
    def findings(self) -> dict[str, dict[str, str]]:
        """What the record keeps, code by code."""
        return {code: {"found": self[f"{code}_found"].data, "note": self[f"{code}_note"].data} for code, _ in CHECKS}


#: 保密审查: the checks are rows of a table, so their fields are made from it.
SecrecyForm: type[_SecrecyForm] = type(
    "SecrecyForm",
    (_SecrecyForm,),
    {
        f"{code}_found": RadioField(title, [InputRequired("请选择有或无。")], choices=pairs(FOUND))
        for code, title in CHECKS
    }
    | {f"{code}_note": Line(f"{title}：审查情况", limit=300) for code, title in CHECKS},
)
