"""Forms of the severing room."""

import re
from collections.abc import Iterator

from flask import request
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional, StopValidation

from gov_requests.documents.pages import WHOLE, Box
from gov_requests.statute.severing import GROUNDS
from gov_requests.web.forms import ActForm, Line, Text, pairs

OFFERED = [(kind.code, f"{kind.title}（{kind.ground}）") for kind in GROUNDS]
#: What numbers of persons are withheld by, as a rule: offered, never decided.
USUAL = "third_party_rights"
#: So many boxes one form takes; smaller than a fifth of a hundredth of the page nobody draws.
MOST_BOXES, SMALLEST = 100, 20
_NUMBER = re.compile(r"(?:100|[0-9]{1,2})(?:\.[0-9]{1,2})?", re.ASCII)
ONE_LINE = "第 {line} 行：请写四个数（左、上、右、下），0 至 100，占页面的百分比。"


class TakeForm(ActForm):
    """开始区分处理: a file that the request has, or a new one."""

    source = RadioField("文件", validators=[Optional()], choices=[])
    files = FileField("新上传的文件")

    def validate(self, extra_validators: object = None) -> bool:
        """One of the two."""
        sound = super().validate(extra_validators)
        if sound and bool(self.source.data) == bool(self.files.data and self.files.data.filename):
            self.files.errors = ["请选择一份已有的文件，或者上传一份新的，只选一样。"]
            return False
        return sound


class Boxes(Text):
    """Boxes, one a line: left, top, right, bottom in hundredths of the page, with at most two decimals."""

    def pre_validate(self, form: object) -> None:
        """Refuse with the line and what is wrong in it."""
        lines = [line for line in (self.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_BOXES:
            raise StopValidation(f"一次最多 {MOST_BOXES} 个方框，现有 {len(lines)} 个。")
        for line, typed in enumerate(lines, 1):
            parts = _parts(typed)
            if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
                raise StopValidation(ONE_LINE.format(line=line))
            left, top, right, bottom = _box(parts)
            if right - left < SMALLEST or bottom - top < SMALLEST:
                raise StopValidation(f"第 {line} 行：右要大于左，下要大于上。")
            if max(right, bottom) > WHOLE:
                raise StopValidation(ONE_LINE.format(line=line))

    @property
    def boxes(self) -> list[Box]:
        """The boxes of a field that has been validated."""
        return [_box(_parts(line)) for line in (self.data or "").splitlines() if line.strip()]


def _parts(line: str) -> list[str]:
    return re.split(r"[\s,，、;；%％]+", line.strip(" \t,，、;；%％"))


def _box(parts: list[str]) -> Box:
    left, top, right, bottom = (round(float(part) * 100) for part in parts)
    return (left, top, right, bottom)


class Ticks(SelectMultipleField):
    """Boxes to tick; what is not offered (any more) is refused in our words: the library has none for several."""

    def pre_validate(self, form: object) -> None:
        """Refuse what is not offered."""
        offered = {value for value, *_ in self.iter_choices()}
        if not set(self.data or ()) <= offered:
            raise StopValidation("选中的有变动，请看过最新情况后重选。")


class PageForm(ActForm):
    """A page's places: numbers found, boxes, words; covered with ground and reason, or left with a reason."""

    numbers = Ticks("找到的号码", coerce=int, choices=[])
    everywhere = BooleanField("本文件其他页的同一号码、同一词语也照此处理")
    boxes = Boxes("方框", limit=5000)
    words = Line("词语", limit=60)
    whole_page = BooleanField("整页遮盖")
    chosen = Ticks("已有的方框", coerce=int, choices=[])
    conclusion = RadioField("处理", validators=[Optional()], choices=pairs([("cover", "遮盖"), ("leave", "不遮盖")]))
    ground = SelectField("遮盖的依据", choices=pairs([("", "请选择"), *OFFERED]))
    reason = Text("理由", limit=500)

    @property
    def act(self) -> str:
        """Which button was pressed."""
        return request.form.get("act", "check")

    def validate(self, extra_validators: object = None) -> bool:
        """What is covered names its ground when the file is made at the latest; what is left says why at once."""
        sound = super().validate(extra_validators)
        if self.act in ("lift", "looked"):
            return sound
        for field, sentence in self._gaps():
            field.errors = [*field.errors, sentence]
            sound = False
        return sound

    def _gaps(self) -> Iterator[tuple[Line | RadioField | Text, str]]:
        drawn = bool(self.boxes.data or self.words.data or self.whole_page.data or self.chosen.data)
        if not self.conclusion.data:
            yield self.conclusion, "请选择遮盖或者不遮盖。"
        elif not drawn and not self.numbers.data:
            yield self.conclusion, "请先选号码、画方框、写词语或者选整页。"
        if self.conclusion.data == "leave" and drawn:
            yield self.conclusion, "不遮盖只用于找到的号码；方框不要的，请撤下。"
        if self.conclusion.data == "leave" and not self.reason.data:
            yield self.reason, "不遮盖的，请写明理由，如“办公电话”。"


class WithholdForm(ActForm):
    """整份不予公开, or taking that back."""

    ground = SelectField("依据", choices=pairs([("", "请选择"), *OFFERED]))
    reason = Text("不能区分处理的理由", limit=1000)

    @property
    def takes_back(self) -> bool:
        """Whether 撤销 was pressed."""
        return request.form.get("act") == "again"

    def validate(self, extra_validators: object = None) -> bool:
        """Ground and reason, unless it is taken back."""
        sound = super().validate(extra_validators)
        if self.takes_back:
            return sound
        if not self.ground.data:
            self.ground.errors = ["请选择第十四条至第十六条中的依据。"]
            sound = False
        if not self.reason.data:
            self.reason.errors = ["请写明为什么不能区分处理。"]
            sound = False
        return sound


class ReleaseForm(ActForm):
    """生成遮盖后的文件: a confirmation."""
