"""Components: every macro, given much and given little, is sound HTML, labelled, without anything inline, in classes that exist."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import jinja2
import pytest
from jinja2 import nodes
from wtforms import Form

from tests.house import alike_samples, component_samples, oversight_samples
from tests.support.inspector import faults_of
from tests.support.sources import ROOT, project_files, text_of

COMPONENTS = sorted(path.name for path in project_files() if path.match("templates/components/*.html"))
ERRORS = sorted(path.stem for path in project_files() if path.match("templates/errors/[0-9]*.html"))
PAGES = [path for path in project_files() if path.parts[0] == "templates" and path.suffix == ".html"]
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")


@cache
def environment() -> jinja2.Environment:
    """As strict as it can be: a value that a macro reads without asking whether it is there fails."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    made.globals |= {
        "csrf_token": lambda: "token",
        "csp_nonce": lambda: "nonce",
        "url_for": lambda _endpoint, filename: f"/static/{filename}",
        "static_url": lambda filename: f"/static/{filename}",
        "get_flashed_messages": lambda **_: [("message", "已保存")],
        "s": vars(oversight_samples) | vars(component_samples) | vars(alike_samples),
    }
    return made


def macros(name: str) -> set[str]:
    tree = environment().parse(text_of(Path("templates/components") / name))
    return {macro.name for macro in tree.find_all(nodes.Macro)}


def rendered(name: str, call: str, form: Form | None = None) -> str:
    imported = f'{{% from "components/{name}" import {", ".join(sorted(macros(name)))} %}}'
    return environment().from_string(imported + call).render(form=form or component_samples.checked())


def elements(html: str) -> list[Element]:
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    return [element for element in root.iter() if isinstance(element.tag, str)]


@cache
def classes_in_css() -> frozenset[str]:
    sheets = [path for path in project_files() if path.parts[0] == "static" and path.suffix == ".css"]
    return frozenset(name for path in sheets for name in CLASS.findall(text_of(path)))


def unknown_classes(html: str) -> set[str]:
    named = {name for element in elements(html) for name in (element.get("class") or "").split()}
    return named - classes_in_css()


def misspelt(source: str) -> set[str]:
    """The classes written in a template that no stylesheet defines; what Jinja puts together is looked at when it is rendered."""
    written = re.findall(r'\sclass="([^"]*)"', JINJA.sub("\0", source))
    return {name for names in written for name in names.split() if "\0" not in name} - classes_in_css()


def unlabelled(html: str) -> Iterator[str]:
    """Fields that nobody can name: no label, no aria-label."""
    found = elements(html)
    labelled = {element.get("for") for element in found if element.tag == "label"}
    inside = {id(child) for element in found if element.tag == "label" for child in element.iter()}
    for element in found:
        if element.tag not in {"input", "select", "textarea"} or element.get("type") == "hidden":
            continue
        if not (element.get("aria-label") or element.get("id") in labelled or id(element) in inside):
            yield f"<{element.tag} name={element.get('name')!r}> has no label"


def dangling(html: str) -> Iterator[str]:
    """Words that are said to describe something and are not there."""
    ids = {element.get("id") for element in elements(html)}
    for element in elements(html):
        for attribute in ("for", "aria-describedby", "aria-labelledby"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} names {name!r}"


CALLS = component_samples.SAMPLES | alike_samples.CALLS | oversight_samples.OVERSIGHT
SAMPLES = [(name, call) for name, calls in CALLS.items() for call in calls]


@pytest.mark.parametrize(("name", "call"), SAMPLES)
def test_a_component_is_sound_html_in_known_classes_and_labelled(name, call):
    # `below` and `described` are asked for without the field whose marks they fill.
    html = rendered(name, call)
    part_of_a_field = "below(" in call
    assert faults_of(html) == []
    assert unknown_classes(html) == set()
    assert list(unlabelled(html)) == []
    assert part_of_a_field or list(dangling(html)) == []


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_class_in_a_template_is_defined(path):
    assert misspelt(text_of(path)) == set()


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_macro_has_a_sample(name):
    calls = " ".join(CALLS.get(name, []))
    # A macro that no sample calls by its name is called by another macro of its file.
    assert {macro for macro in macros(name) if not re.search(rf"\b{macro}\(", calls)} == set()


@pytest.mark.parametrize("shell", [component_samples.SHELL, component_samples.STRANGER], ids=["signed in", "stranger"])
@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_says_what_happened_and_what_can_be_done(code, shell):
    page = environment().get_template(f"errors/{code}.html").render(shell=shell, number="7F3K")
    assert faults_of(page) == []
    assert "现在可以：" in page
    assert unknown_classes(page) == set()
    assert list(dangling(page)) == []


def test_the_failure_page_stands_alone_and_shows_its_number():
    source = text_of(Path("templates/errors/500.html"))
    assert "extends" not in source
    assert "import" not in source
    assert "7F3K" in environment().get_template("errors/500.html").render(number="7F3K")


@pytest.mark.parametrize("layout", ["desk", "bare"])
def test_a_page_names_its_person_its_place_and_its_print_foot(layout):
    source = (
        f'{{% extends "layouts/{layout}.html" %}}{{% block title %}}接件登记{{% endblock %}}'
        "{% block header %}<h1>接件登记</h1>{% endblock %}{% block main %}<p>正文</p>{% endblock %}"
    )
    page = environment().from_string(source).render(shell=component_samples.SHELL)
    assert faults_of(page) == []
    assert unknown_classes(page) == set()
    assert list(unlabelled(page)) == []
    assert page.index("已保存") < page.index("<p>正文")
    if layout == "desk":
        assert page.index("接件登记</h1>") < page.index("已保存")
        assert "窗口 叶舟" in page
        assert "打印时间 2026-11-17" in page


def test_what_a_person_typed_is_escaped_in_every_component():
    evil = "<img src=x onerror=alert(1)>"
    calls = {
        "card.html": "{{ quote(evil) }}{{ dl([(evil, evil)]) }}{{ note(evil) }}",
        "empty.html": "{{ empty(evil, evil) }}",
        "errsum.html": "{{ errsum([(evil, evil)], title=evil, text=evil, link=(evil, evil)) }}",
        "flash.html": "{{ flash(evil) }}{{ flash({'fact': evil, 'text': evil}) }}",
        "lock.html": "{{ lock(evil) }}",
        "notices.html": "{{ notices([], title=evil) }}",
        "page_header.html": "{{ page_header(evil, crumbs=[(evil, evil)], meta=[evil], here=evil) }}",
        "table.html": "{{ cell_text(evil) }}",
        "tag.html": "{{ tag(evil, evil) }}",
        "trail.html": "{{ trail([{'when': evil, 'fact': evil, 'rest': evil, 'who': evil, 'links': [(evil, evil)], 'voided': evil}]) }}",
    }
    for name, call in calls.items():
        imported = f'{{% from "components/{name}" import {", ".join(sorted(macros(name)))} %}}'
        html = environment().from_string(imported + call).render(evil=evil)
        assert [element.tag for element in elements(html) if element.tag == "img"] == [], name


def test_the_summary_leads_to_every_field_that_has_an_error():
    html = rendered("errsum.html", "{{ errsum(form, act='登记') }}")
    targets = [element.get("href") for element in elements(html) if element.tag == "a"]
    assert "还不能登记，有 7 处要补" in html
    assert targets == ["#on", "#wanted", "#kind", "#channel", "#part-title", "#parts-0-title", "#parts-1-title"]


def test_a_refusal_stands_in_the_summary_with_what_to_do():
    form: Any = Form()
    form.refusals = ("没有保存：别人刚办理了这件申请。请看过最新情况后再办。",)
    html = rendered("errsum.html", "{{ errsum(form, act='登记') }}", form)
    assert (
        "<h2>没有保存：别人刚办理了这件申请</h2><p>请看过最新情况后再办。</p><p>您填写的内容保留在下面，核对后再登记。</p>"
        in html
    )
    form.refusals = ("答复期限已届满。第三十三条第二款。现在可以：当日答复",)
    html = rendered("errsum.html", "{{ errsum(form, act='延期') }}", form)
    assert "<h2>没有延期</h2><p>答复期限已届满。第三十三条第二款。现在可以：当日答复</p>" in html


def test_an_error_is_read_out_with_its_field():
    html = rendered("field.html", "{{ field(form.on, hint='a', law='b') }}")
    control = next(element for element in elements(html) if element.tag == "input")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "on-err on-hint on-law"
    assert control.get("required") is None


def test_a_refused_button_rests_beside_its_reason():
    html = rendered("confirm.html", "{{ submit('送审', allowed=false, why='还有 1 项阻断') }}")
    button, reason = elements(html)[1:]
    assert button.get("disabled") is not None
    assert (button.get("aria-describedby"), reason.text) == (reason.get("id"), "还有 1 项阻断")


def test_faults_of_a_component_are_caught():
    assert unknown_classes('<p class="mut nobody">a</p>') == {"nobody"}
    assert misspelt('<p class="mut nobody {{ x }} a{{ y }}">{# <p class="no"> #}') == {"nobody"}
    assert list(unlabelled('<label for="b">c</label><input id="a" name="n"><input type="hidden" name="h">')) == [
        "<input name='n'> has no label"
    ]
    assert list(dangling('<input aria-describedby="gone">')) == ["aria-describedby names 'gone'"]
    assert faults_of('<p style="color:red"><b>a</p>') != []
