"""Templates: they exist, they parse, import no macro in vain, trust nothing, and carry neither style nor script inline."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from tests.support.sources import application_files, project_files, text_of, tree_of

ENVIRONMENT = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
#: What the content security policy refuses.
INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>{]*\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a <style>": re.compile(r"<style(?![^>]*nonce)", re.IGNORECASE),
    "a <script> with neither src nor nonce": re.compile(r"<script(?![^>]*(src|nonce)\s*=)", re.IGNORECASE),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE),
}
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def templates(suffix: str = ".html") -> list[Path]:
    return [path for path in project_files() if path.parts[0] == "templates" and path.suffix == suffix]


def faults(source: str) -> Iterator[str]:
    tree = ENVIRONMENT.parse(source)
    yield from _unused_imports(tree)
    yield from (
        f"line {node.lineno}: |safe trusts what it prints"
        for node in tree.find_all(nodes.Filter)
        if node.name == "safe"
    )
    for node in tree.find_all(nodes.ScopedEvalContextModifier):
        yield f"line {node.lineno}: autoescape is switched"
    markup = JINJA_COMMENT.sub("", source)
    yield from (f"{what}: {found.group()}" for what, pattern in INLINE.items() for found in pattern.finditer(markup))


def _unused_imports(tree: nodes.Template) -> Iterator[str]:
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    imported = [
        (node.lineno, name[1] if isinstance(name, tuple) else name)
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    ]
    imported += [(node.lineno, node.target) for node in tree.find_all(nodes.Import)]
    yield from (f"line {line}: {name} is imported and not used" for line, name in imported if name not in used)


def missing_templates(tree: nodes.Template, known: set[str]) -> list[str]:
    """Templates that are named but do not exist."""
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    asked = [vars(node)["template"] for node in tree.find_all(kinds)]
    named = [template.value for template in asked if isinstance(template, nodes.Const)]
    return [name for name in named if name not in known]


@pytest.mark.parametrize("path", templates(), ids=str)
def test_a_template_keeps_the_rules(path):
    assert list(faults(text_of(path))) == []


@pytest.mark.parametrize("path", templates() + templates(".txt"), ids=str)
def test_a_template_parses_and_names_templates_that_exist(path):
    # Letters have an environment of their own, which begins at templates/documents/.
    root = Path("templates/documents") if path.suffix == ".txt" else Path("templates")
    known = {str(other.relative_to(root)) for other in templates(path.suffix)}
    assert missing_templates(ENVIRONMENT.parse(text_of(path)), known) == []


def rendered(tree: ast.Module) -> list[str]:
    """The templates that a module renders by name."""
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "render_template"
    ]
    return [str(call.args[0].value) for call in calls if call.args and isinstance(call.args[0], ast.Constant)]


def test_every_template_that_is_rendered_exists():
    known = {str(path.relative_to("templates")) for path in templates()}
    named = {(str(path), name) for path in application_files() for name in rendered(tree_of(path))}
    assert {pair for pair in named if pair[1] not in known} == set()


def test_a_template_that_is_rendered_and_does_not_exist_is_caught():
    assert rendered(ast.parse("return render_template('nobody.html', form=form)")) == ["nobody.html"]


def test_a_fault_in_a_template_is_caught():
    broken = [
        '{% from "a.html" import field, tag %}{{ tag() }}',
        '{% import "a.html" as a %}',
        "{{ name|safe }}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        '<p style="color:red">',
        '<button class="a" onclick="go()">',
        '<a href="javascript:go()">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<img src="//elsewhere/a.png">',
    ]
    assert [source for source in broken if not list(faults(source))] == []
    sound = '{% from "a.html" import tag %}{# style="no" #}<p class="on" data-on="x">{{ tag() }}</p><script src="/a.js" nonce="n"></script>'
    assert list(faults(sound)) == []


def test_a_template_that_is_not_there_is_caught():
    assert missing_templates(ENVIRONMENT.parse('{% extends "nobody.html" %}'), {"base.html"}) == ["nobody.html"]


def test_a_template_that_does_not_parse_is_caught():
    with pytest.raises(jinja2.TemplateSyntaxError):
        ENVIRONMENT.parse("{% if %}")
