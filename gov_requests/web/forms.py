"""Forms: fields that refuse bad input in a sentence and keep what was typed; the key and version that an act needs."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation
from wtforms.widgets import TextInput

from gov_requests.records.base import new_key
from gov_requests.records.items import LONGEST_ITEM, MOST_ITEMS, read_items
from gov_requests.today import today

#: The earliest day that a paper in this office can carry: the first Regulations took effect on 2008-05-01.
EARLIEST = date(2008, 5, 1)
_DIGITS = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{8}", re.ASCII)


def pairs(found: Iterable[tuple[str, str]], group: str | None = None) -> list[SelectChoice]:
    """Return (value, words) pairs as choices of a field, in an option group where there is one."""
    return [SelectChoice(value, label, optgroup=group) for value, label in found]


class ActForm(FlaskForm):
    """A form that leads to one act: it carries the idempotency key and the version of the case that it was opened on."""

    class Meta(FlaskForm.Meta):
        """The library's own sentences in Chinese."""

        locales: ClassVar[list[str]] = ["zh"]

    act_key = HiddenField(default=new_key, validators=[Length(max=64)])
    version = HiddenField(default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Sentences that belong to no field: refusals of the law or the procedure.
        self.refusals: tuple[str, ...] = ()
        self.refused_with: int | None = None

    @property
    def only_checks(self) -> bool:
        """Whether 核对 was pressed: the form is checked and shown again, nothing is stored."""
        return request.form.get("act") == "check"

    @property
    def opened_on(self) -> int | None:
        """The version of the case on which the form was opened."""
        return int(self.version.data) if (self.version.data or "").isdecimal() else None

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: 422 with errors, 409 when someone else acted."""
        return self.refused_with or (422 if self.errors or self.refusals else 200)


class Printable:
    """Validator: no control characters, no bidirectional overrides; line breaks only where ``lines`` allows them."""

    def __init__(self, *, lines: bool = False) -> None:
        self.allowed = "\n\r\t" if lines else ""

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Refuse with the character's place."""
        for place, character in enumerate(field.data or "", 1):
            if character not in self.allowed and unicodedata.category(character) in (
                "Cc",
                "Cf",
                "Co",
                "Cs",
                "Zl",
                "Zp",
            ):
                raise StopValidation(f"第 {place} 个字符不可见（U+{ord(character):04X}），请删去后重新输入。")


class Filled:
    """Validator: something other than blanks must be there."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Refuse an empty field with its own sentence."""
        if not (field.data or "").strip():
            field.errors = []
            raise StopValidation(self.sentence)


class Longest:
    """Validator: at most ``limit`` characters."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _form: FlaskForm, field: Field) -> None:
        """Refuse with both figures."""
        length = len(field.data or "")
        if length > self.limit:
            raise StopValidation(f"最多 {self.limit} 字，现有 {length} 字。")


class Line(StringField):
    """One line of text, stripped."""

    def __init__(
        self, label: str, *, required: str | None = None, limit: int = 100, validators: Iterable[Any] = (), **more: Any
    ) -> None:
        checks = [Filled(required)] if required else []
        super().__init__(label, [*checks, Printable(), Longest(limit), *validators], filters=[_stripped], **more)


class Text(TextAreaField):
    """Several lines of text, kept as typed but for blanks at both ends and line ends made one."""

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        limit: int = 10_000,
        validators: Iterable[Any] = (),
        **more: Any,
    ) -> None:
        checks = [Filled(required)] if required else []
        super().__init__(
            label, [*checks, Printable(lines=True), Longest(limit), *validators], filters=[_stripped], **more
        )


class ItemLines(Text):
    """The items of a request, one a line; none, or at least two."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(label, limit=5000, **more)

    def pre_validate(self, form: Any) -> None:
        """Refuse a single item (it is the whole request), more than a letter holds, and what could not be told apart."""
        items = read_items(self.data or "")
        if len(items) == 1:
            raise StopValidation("只有一项的，不必分列。")
        if len(items) > MOST_ITEMS:
            raise StopValidation(f"最多 {MOST_ITEMS} 项，现有 {len(items)} 项。")
        if any(len(item) > LONGEST_ITEM for item in items):
            raise StopValidation(f"每项最多 {LONGEST_ITEM} 字。")
        if len(set(items)) < len(items):
            raise StopValidation("有两项写的一样，请写得能够区分。")


class Count(IntegerField):
    """A whole number from ``least`` to ``most``, typed into a text field: the browser's own number field refuses in its own words."""

    widget = TextInput()

    def __init__(self, label: str, *, required: str, least: int = 1, most: int, **more: Any) -> None:
        more.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        super().__init__(label, [InputRequired(required)], **more)
        self.range = range(least, most + 1)
        self.outside = f"请填 {least} 至 {most} 的整数。"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; the typing is kept whatever it was."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.outside) from None

    def pre_validate(self, form: Any) -> None:
        """Refuse once what could not be read, and a number outside the range."""
        if self.process_errors:
            raise StopValidation
        if self.data is not None and self.data not in self.range:
            raise StopValidation(self.outside)


class Day(DateField):
    """A day typed as 2026-11-16 or 20261116; full-width digits are understood. Not later than today unless ``future``.

    A text field, not the browser's own date field: that one shows days in the browser's language and cannot be typed as on paper.
    """

    widget = TextInput()

    def __init__(
        self,
        label: str,
        *,
        required: str | None = None,
        future: bool = False,
        validators: Iterable[Any] = (),
        **more: Any,
    ) -> None:
        more.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        super().__init__(label, [*validators], **more)
        self.required_sentence, self.future = required, future
        if required:
            self.flags.required = True
        self.typed = ""

    @property
    def day(self) -> date:
        """The day of a field that was required and has been validated."""
        if self.data is None:
            raise LookupError(self.name)
        return self.data

    def _value(self) -> str:
        return self.typed or (self.data.isoformat() if self.data else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; the typing is kept whatever it was."""
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        plain = unicodedata.normalize("NFKC", self.typed).replace("/", "-").replace(".", "-")
        if not plain:
            return
        if not _DIGITS.fullmatch(plain):
            raise ValueError("日期写成 2026-11-16 或 20261116。")
        try:
            self.data = datetime.strptime(plain, "%Y-%m-%d" if "-" in plain else "%Y%m%d").date()  # noqa: DTZ007 - a day
        except ValueError:
            raise ValueError(f"没有 {plain} 这一天，请核对。") from None

    def pre_validate(self, form: Any) -> None:
        """Refuse a missing day, one before the first Regulations, and one that has not come yet."""
        if self.data is None:
            if self.required_sentence and not self.process_errors:
                raise StopValidation(self.required_sentence)
            return
        if not self.future and self.data > today():
            raise StopValidation(f"不能晚于今天，请填 {today().isoformat()} 或以前的日期。")
        if self.data < EARLIEST:
            raise StopValidation(f"早于 {EARLIEST.isoformat()}（条例施行之日），请核对年份。")


def _stripped(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()
