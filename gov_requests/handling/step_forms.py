"""The form of a question of 七步法: the answer, and what a court will ask for of it."""

from typing import Any

from wtforms import FormField, HiddenField, RadioField
from wtforms.validators import InputRequired

from gov_requests.documents.fields import fields_for
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.statute.seven_steps import Answer, Step
from gov_requests.web import said
from gov_requests.web.forms import ActForm, Text, pairs
from gov_requests.web.reply_in_view import asked_for, gaps


class StepForm(ActForm):
    """One question. ``asked``: the answer whose fields the page showed; another one first shows its own."""

    asked = HiddenField(default="")
    answer = RadioField("回答", [InputRequired("请选择一项。")], validate_choice=False)
    finding = Text("查明的情况", limit=5000)
    reasons = Text("理由", limit=5000)
    said = FormField(said.SaidForm)
    pass_reason = Text("不采纳提醒的理由", limit=500)

    def offer(self, step: Step) -> None:
        """Offer the answers of a question."""
        self.answer.choices = pairs((answer.code, answer.title) for answer in step.answers)

    @property
    def content(self) -> dict[str, Any]:
        """What is kept with the answer."""
        kind = self.answer.data if self.answer.data in REPLY_KINDS else None
        return {
            "finding": self.finding.data,
            "reasons": self.reasons.data if "reasons" in _names(kind) else "",
            "said": {
                name: value for name, value in said.kept(self.said.form, kind or "").items() if name in _names(kind)
            },
            "pass_reason": self.pass_reason.data,
        }

    def lacks(self, answer: Answer) -> bool:
        """Say beside each field what must be filled in before going on; whether anything must."""
        kind = REPLY_KINDS[answer.kind] if answer.kind else None
        found = gaps(kind, self.content)
        for name, title in found:
            field = self.reasons if name == "reasons" else self.said.form[name]
            field.errors = [*field.errors, f"请写明{title}。"]
        return bool(found)


def _names(kind: str | None) -> tuple[str, ...]:
    return asked_for(REPLY_KINDS[kind]) if kind else ()


def shown(form: StepForm, answer: Answer | None) -> list[Any]:
    """Return the fields that an answer asks for beside the form's own reasons, each with its words for this kind."""
    if answer is None or answer.kind is None:
        return []
    names = asked_for(REPLY_KINDS[answer.kind])
    for spec in fields_for(answer.kind) if "reasons" in names else ():
        if spec.name == "reasons":
            form.reasons.label.text, form.reasons.description = spec.title, spec.hint
    return [(spec, field) for spec, field in said.shown(form.said.form, answer.kind) if spec.name in names]


def typed(content: dict[str, Any]) -> dict[str, Any]:
    """Return what was kept, as the form takes it."""
    return content | {"said": said.typed(content.get("said", {}))}
