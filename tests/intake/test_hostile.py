"""Hostile values in every field of the counter: a sentence beside the field, what was typed kept, nothing stored half, nothing executed."""

import re
from datetime import date
from html import unescape

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, HiddenField, MultipleFileField, RadioField, SelectField

from gov_requests.identity import CHECKS
from gov_requests.intake.actions import Registration, register
from gov_requests.intake.contact_form import ContactForm
from gov_requests.intake.forms import RegisterForm
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case
from gov_requests.records.journal import JournalRow
from gov_requests.refusals import BadInput
from gov_requests.terms import ID_TYPES
from gov_requests.web.forms import Day
from tests import factories
from tests.intake.test_entry_drafts import gone_on
from tests.intake.test_register import NEW, TYPED
from tests.support.typing_in import send, text

HIDDEN = {
    "bell": "虚\x07明",
    "nul": "虚\x00明",
    "escape": "\x1b[31m虚",
    "right to left": "虚\u202e明",
    "mark": "虚\u200f明",
    "zero width": "虚\u200b明",
    "joined": "👨\u200d👩",
    "line": "虚\u2028明",
    "own area": "虚\ue000明",
}
LONG = {"long": "长" * 10_001}
#: Texts like any other: they are kept as they are, shown as they are, and mean nothing to anybody else.
TEXTS = {
    "formula": "=cmd|'/c calc'!A1",
    "plus": "+86",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "markup": "<script>alert(1)</script>",
    "sql": "'; DROP TABLE cases; --",
    "template": "{{ 7*7 }}{% raw %}",
    "percent": "%s%n%00",
    "path": "../../etc/passwd",
    "full width": "２０２６",
    "arabic": "٢٠٢٦",
    "rare": "虚喆堃昇翀玥䶮",
    "beyond": "虚𠮷𡨴",
}
CHOICES = (RadioField, SelectField, BooleanField)
OURS = (HiddenField, FileField, MultipleFileField)


def fields(form_class, *, days=False):
    with_class = [(name, one.field_class) for name, one in unbound(form_class)]
    return [
        name for name, kind in with_class if not issubclass(kind, (*CHOICES, *OURS)) and issubclass(kind, Day) == days
    ]


def unbound(form_class):
    found = {}
    for one in reversed(form_class.__mro__):
        found |= {name: value for name, value in vars(one).items() if hasattr(value, "field_class")}
    return found.items()


LINES, DAYS = fields(RegisterForm), fields(RegisterForm, days=True)


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def clerk(client_for):
    return client_for("clerk")


@pytest.fixture
def form(app):
    def filled(form_class=RegisterForm, base=TYPED, **typed):
        with app.test_request_context(method="POST"):
            made = form_class(MultiDict(base | typed), meta={"csrf": False})
            made.validate()
            return made

    return filled


def cases():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Case))


def shown(page):
    """What stands in the fields of a page."""
    values = re.findall(r'value="([^"]*)"', page) + re.findall(
        r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.DOTALL
    )
    return {unescape(value).strip() for value in values}


def test_every_field_of_the_form_is_looked_at():
    assert set(LINES) >= {
        "name",
        "id_number",
        "agent_id_number",
        "description",
        "title",
        "assistance",
        "items",
        "email",
    }
    assert set(DAYS) == {"arrived_on", "confirmed_on"}


@pytest.mark.parametrize("value", (HIDDEN | LONG).values(), ids=(HIDDEN | LONG).keys())
@pytest.mark.parametrize("name", LINES)
def test_what_cannot_be_seen_or_is_too_long_gets_one_sentence(form, name, value):
    errors = form(**{name: value})[name].errors
    assert len(errors) == 1
    assert errors[0].endswith("。")


@pytest.mark.parametrize("value", TEXTS.values(), ids=TEXTS.keys())
def test_all_fields_hostile_at_once_come_back_whole_and_store_nothing(clerk, database, value):
    everywhere = dict.fromkeys([*LINES, *DAYS], value) | {"act": "register"}
    before = database.session.scalar(sa.select(sa.func.count()).select_from(JournalRow))
    answer = send(clerk, NEW, **TYPED | everywhere)
    assert answer.status_code == 422
    assert value in shown(text(answer))
    assert "<script>alert" not in text(answer)
    assert cases() == 0
    assert database.session.scalar(sa.select(sa.func.count()).select_from(JournalRow)) == before
    assert value in shown(gone_on(clerk))  # The draft has it as well.


@pytest.mark.parametrize("value", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_cannot_be_seen_does_not_break_the_page_or_the_draft(clerk, value):
    clerk.inspect = False  # A control character is no sound HTML, and yet it is given back.
    answer = send(clerk, NEW, **TYPED | dict.fromkeys([*LINES, *DAYS], value))
    assert answer.status_code == 422
    assert gone_on(clerk)
    assert cases() == 0


STORED = {
    "name": (Applicant, "name"),
    "legal_representative": (Applicant, "legal_representative"),
    "contact": (Case, "contact"),
    "phone": (Case, "phone"),
    "address": (Case, "address"),
    "description": (Case, "description"),
    "title": (Case, "title"),
    "document_hint": (Case, "document_hint"),
    "assistance": (Case, "assistance"),
}


@pytest.mark.parametrize("value", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_like_any_other_is_stored_whole_and_shown_as_it_is(clerk, value):
    answer = send(clerk, NEW, **TYPED | dict.fromkeys(STORED, value))
    assert answer.status_code == 302
    for table, column in STORED.values():
        assert db.session.scalars(sa.select(getattr(table, column))).all() == [value]
    page = text(clerk.get(answer.location))
    assert value in unescape(page)
    assert "<script>alert" not in page
    assert value in unescape(text(clerk.get(answer.location.replace("/cases/", "/intake/") + "/alike")))


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2200-01-01", "不能晚于今天"),
        ("9999-12-31", "不能晚于今天"),
        ("2026-02-31", "没有 2026-02-31 这一天"),
        ("0000-00-00", "没有 0000-00-00 这一天"),
        ("٢٠٢٦-١١-٢٤", "日期写成"),
        ("=TODAY()", "日期写成"),
        ("\u202e2026-11-24", "日期写成"),
        ("2026-11-24\x00", "日期写成"),
        ("1" * 10_000, "日期写成"),
        ("1066-10-14", "早于 2008-05-01"),
    ],
)
def test_an_impossible_day_gets_its_sentence(form, name, typed, told):
    errors = form(**{name: typed})[name].errors
    assert len(errors) == 1
    assert errors[0].startswith(told)


def test_a_day_in_full_width_digits_is_read(form):
    assert form(arrived_on="２０２６－１１－２４")["arrived_on"].data == date(2026, 11, 24)


@pytest.mark.parametrize("names", [("id_type", "id_number"), ("agent_id_type", "agent_id_number")])
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("990102198602310025", "号码中的出生日期 19860231 不存在，请核对。"),
        ("٩٩٠١٠٢١٩٨٦٠٧٢١٠٠٢٥", "居民身份证号前 17 位是数字，末位是数字或 X。"),
        ("990102198607210024", "校验位不对，号码可能抄错，请逐位核对。"),
        ("=1+1", "居民身份证号是 18 位，现有 4 位。"),
    ],
)
def test_an_impossible_number_gets_its_sentence(form, names, typed, told):
    kind, name = names
    assert form(**{kind: "居民身份证", name: typed, "agent_name": "虚代理"})[name].errors == [told]


def test_a_number_from_a_reader_in_full_width_or_with_blanks_is_read(form):
    for typed in ("９９０１０２１９８６０７２１００２５", "990102 19860721 0025 ", "990102198607210025"):
        read = form(id_number=typed)["id_number"]
        assert (read.data, list(read.errors)) == ("990102198607210025", [])


@pytest.mark.parametrize("name", ["channel", "kind", "id_type", "agent_id_type", "medium", "delivery"])
@pytest.mark.parametrize("typed", ["", "x", "<b>", "长" * 1000])
def test_what_is_not_offered_is_not_taken(form, name, typed):
    assert form(**{name: typed})[name].errors


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40), st.sampled_from(sorted(CHECKS)))
def test_any_text_is_a_number_or_gets_a_sentence(number, kind):
    fault = CHECKS[kind](number)
    assert fault is None or fault.endswith(("。", "）。"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_text_in_any_field_is_taken_whole_or_gets_a_sentence(form, data):
    name = data.draw(st.sampled_from(LINES))
    typed = data.draw(st.text(max_size=60))
    field = form(**{name: typed})[name]
    assert all(str(error).endswith("。") for error in field.errors)
    if not field.errors and name not in {"id_number", "agent_id_number", "items"}:
        assert field.data == typed.replace("\r\n", "\n").strip()


@pytest.mark.parametrize("value", (HIDDEN | LONG).values(), ids=(HIDDEN | LONG).keys())
def test_the_call_log_refuses_them_too(form, value):
    base = {"result": "no_answer", "tried_on": "2026-11-24", "tried_at": "15:20", "reached_by": "other"}
    for name in fields(ContactForm):
        assert form(ContactForm, base, **{name: value})[name].errors


def test_a_refusal_in_the_middle_of_the_act_leaves_nothing(database):
    office = factories.Office()
    bad = factories.Upload("申请表.exe", b"MZ")
    with pytest.raises(BadInput, match="不能上传"):
        register(factories.registration(), [bad], by=office.clerk)
    assert cases() == 0
    assert database.session.scalar(sa.select(sa.func.count()).select_from(Applicant)) == 0
    file = factories.registered(office)
    assert file.case.serial == 1


def test_every_field_of_the_act_comes_from_a_field_of_the_form():
    assert set(Registration.__dataclass_fields__) <= {name for name, _field in unbound(RegisterForm)}
    assert ID_TYPES[0] == "居民身份证"
