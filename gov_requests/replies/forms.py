"""Forms of the reply: the draft, and its delivery."""

from typing import ClassVar

from flask import request
from flask_wtf.file import MultipleFileField
from wtforms import FieldList, Form, FormField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from gov_requests.replies.kinds import GROUNDS, OFFERED
from gov_requests.web.forms import ActForm, Line, Text, pairs
from gov_requests.web.said import SaidForm

#: How many withheld parts a form takes.
MOST_PARTS = 20


class WithheldForm(Form):
    """One withheld part (不予公开的部分): which, by which ground, and why."""

    class Meta:
        """The library's own sentences in Chinese."""

        locales: ClassVar[list[str]] = ["zh"]

    part = Line("不予公开的部分", limit=200)
    ground = SelectField("法律依据", choices=pairs([("", "请选择"), *GROUNDS]))
    reason = Text("理由", limit=2000)


class DraftForm(ActForm):
    """拟稿: finding and reasons are the handler's words; everything else is generated."""

    reply_kind = RadioField("答复类型", [InputRequired("请选择答复类型。")], choices=pairs(OFFERED))
    finding = Text("查明的事实", required="请写明查明的事实。", limit=5000)
    reasons = Text("本机关的判断和理由", limit=5000)
    said = FormField(SaidForm)
    withheld = FieldList(FormField(WithheldForm), min_entries=2, max_entries=MOST_PARTS)
    keep = SelectMultipleField("提供的文件", coerce=str, choices=[])
    files = MultipleFileField("添加要提供的文件")

    @property
    def wants_another_part(self) -> bool:
        """Whether 再加一部分 was pressed and there is room for one."""
        return request.form.get("act") == "more" and len(self.withheld.entries) < MOST_PARTS

    def validate(self, extra_validators: object = None) -> bool:
        """A withheld part that was begun names its ground: the letter cites it (第三十六条第（三）项、第三十七条)."""
        sound = super().validate(extra_validators)
        for row in self.withheld.entries if self.reply_kind.data == "partly_disclosed" else ():
            part = row.form
            if (part.part.data or part.reason.data) and not part.ground.data:
                part.ground.errors = ["请选择这一部分不予公开的法律依据。"]
                self.withheld.errors = [entry.errors for entry in self.withheld.entries]
                sound = False
        return sound


class SubmitForm(ActForm):
    """送审: a confirmation."""
