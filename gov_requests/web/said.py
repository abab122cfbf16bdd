"""What the letter of a reply kind asks the handler to fill in beside finding and reasons: fields made from the table of letters."""

from datetime import date
from typing import Any, ClassVar

from wtforms import Field, Form, SelectField

from gov_requests.documents.field_table import FieldSpec
from gov_requests.documents.fields import fields_for
from gov_requests.documents.letters import LETTERS
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.forms import Day, Line, Text, pairs

#: Fields of the draft form's own.
OWN = frozenset({"finding", "reasons"})


def specs_of(reply_kind: str | None) -> tuple[FieldSpec, ...]:
    """Return the fields that a reply kind asks for beside the form's own; none while no kind is chosen."""
    if reply_kind not in REPLY_KINDS:
        return ()
    return tuple(spec for spec in fields_for(reply_kind) if spec.name not in OWN)


def _field(spec: FieldSpec) -> Any:
    if spec.options:
        # The field of a kind that was not chosen does not come in at all; `_kept` takes only what is offered.
        return SelectField(spec.title, choices=pairs([("", "请选择"), *spec.options]), validate_choice=False)
    kinds = {"line": lambda: Line(spec.title, limit=300), "date": lambda: Day(spec.title, future=True)}
    return kinds.get(spec.kind, lambda: Text(spec.title, limit=5000))()


def _specs() -> dict[str, FieldSpec]:
    every = (spec for kind in REPLY_KINDS.values() if kind.letter in LETTERS for spec in specs_of(kind.code))
    return {spec.name: spec for spec in every}


class _SaidForm(Form):
    class Meta:
        """The library's own sentences in Chinese."""

        locales: ClassVar[list[str]] = ["zh"]


#: One form that holds the fields of all kinds; a page shows those of the kind that was chosen.
SaidForm: type[_SaidForm] = type("SaidForm", (_SaidForm,), {name: _field(spec) for name, spec in _specs().items()})


def shown(form: Form, reply_kind: str | None) -> list[tuple[FieldSpec, Field]]:
    """Return each field that a kind asks for, with its words for this kind."""
    found = []
    for spec in specs_of(reply_kind):
        field = form[spec.name]
        field.label.text = spec.title
        if spec.options:  # Two kinds may offer other choices under one name (内部事务、过程性信息的类别).
            field.choices = pairs([("", "请选择"), *spec.options])
        found.append((spec, field))
    return found


def kept(form: Form, reply_kind: str) -> dict[str, Any]:
    """Return what a draft keeps of the form under ``said``: text, lists of lines, ISO dates; other kinds' fields are dropped."""
    return {spec.name: _kept(spec, form[spec.name].data) for spec in specs_of(reply_kind)}


def _kept(spec: FieldSpec, value: Any) -> Any:
    if spec.options:
        return value if value in dict(spec.options) else ""
    if spec.kind == "lines":
        return [line.strip() for line in (value or "").splitlines() if line.strip()]
    return value.isoformat() if isinstance(value, date) else value or ""


def typed(said: dict[str, Any]) -> dict[str, Any]:
    """Return what a draft kept, as the form takes it."""
    specs = _specs()
    return {name: _typed(specs[name], value) for name, value in said.items() if name in specs}


def _typed(spec: FieldSpec, value: Any) -> Any:
    if spec.kind == "lines":
        return "\n".join(value)
    if spec.kind == "date":
        return date.fromisoformat(value) if value else None
    return value
