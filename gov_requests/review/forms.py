"""Forms of the reviews and the signature."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.web.forms import ActForm, Text, pairs


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
