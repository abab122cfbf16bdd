"""The form of a decision."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from gov_requests.web.forms import ActForm, Text, pairs


class DecisionForm(ActForm):
    """同意 or 不同意; refusing needs a reason."""

    decision = RadioField(
        "复核结论", [InputRequired("请选择复核结论。")], choices=pairs([("approve", "同意"), ("refuse", "不同意")])
    )
    note = Text("复核意见", limit=500)

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the reason of a refusal."""
        sound = super().validate(extra_validators)
        if self.decision.data == "refuse" and not self.note.data:
            self.note.errors = ["不同意的，须写明理由。"]
            return False
        return sound


class WithdrawForm(ActForm):
    """撤回 one's own proposal."""
