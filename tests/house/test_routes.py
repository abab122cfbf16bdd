"""The addresses: spoken like the rooms, every argument typed, and nothing points at an address that is not there."""

import ast
import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from gov_requests.moves import MOVES
from tests.support.sources import ROOT, application_files, text_of, tree_of

#: Where people sign in and out stands at the root.
AT_THE_ROOT = {"home", "health", "setup", "static", "accounts.login", "accounts.second_step", "accounts.logout"}
#: To a person there is one account, the own one.
SPOKEN = {"accounts": "account"}
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
ARGUMENT = re.compile(r"<[^>]+>")


def faults_of_rule(endpoint: str, rule: str) -> Iterator[str]:
    if re.search(r"<[^:>]+>", rule):
        yield f"{rule} has an argument without a type"
    words = [word for word in ARGUMENT.sub("", rule).split("/") if word.strip(".")]
    yield from (f"{rule}: {word!r} is not kebab-case" for word in words if not SEGMENT.fullmatch(word.lstrip(".")))
    room, _, name = endpoint.partition(".")
    room = SPOKEN.get(room, room)
    if name and endpoint not in AT_THE_ROOT and not rule.startswith(f"/{room}/"):
        yield f"{endpoint} stands at {rule}, not under /{room}/"


def named_in_template(source: str) -> Iterator[tuple[str, str | None]]:
    """Each endpoint that a template names as a word, and the static file where it is one."""
    for call in Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url_for" and call.args:
            endpoint = call.args[0]
            files = [
                pair.value.value
                for pair in call.kwargs
                if pair.key == "filename" and isinstance(pair.value, nodes.Const)
            ]
            if isinstance(endpoint, nodes.Const):
                yield endpoint.value, (files[0] if files else None)
        if (
            isinstance(call.node, nodes.Name)
            and call.node.name == "static_url"
            and isinstance(call.args[0], nodes.Const)
        ):
            yield "static", call.args[0].value


def named_in_code(tree: ast.Module) -> Iterator[str]:
    """Each endpoint that a module names as a word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"url_for", "flask.url_for"} and node.args:
            endpoint = node.args[0]
            if isinstance(endpoint, ast.Constant):
                yield str(endpoint.value)


def html_templates(app):
    return [name for name in app.jinja_env.list_templates() if name.endswith(".html")]


def test_addresses_are_spoken_like_the_rooms(app):
    assert [fault for rule in app.url_map.iter_rules() for fault in faults_of_rule(rule.endpoint, rule.rule)] == []


def test_an_address_that_breaks_the_rules_is_caught():
    assert list(faults_of_rule("review.sign", "/review/<string:ref>/sign")) == []
    assert list(faults_of_rule("cases.letter_pdf", "/cases/<string:ref>/letters/<int:letter_id>.pdf")) == []
    assert list(faults_of_rule("review.sign", "/review/<ref>/sign")) == [
        "/review/<ref>/sign has an argument without a type"
    ]
    assert list(faults_of_rule("review.sign", "/review/signOff")) == ["/review/signOff: 'signOff' is not kebab-case"]
    assert list(faults_of_rule("review.sign", "/sign/now")) == ["review.sign stands at /sign/now, not under /review/"]


def test_every_template_compiles_with_the_filters_and_tests_of_the_application(app):
    for name in html_templates(app):
        app.jinja_env.get_template(name)


def test_templates_point_at_addresses_and_files_that_exist(app):
    found = []
    for name in html_templates(app):
        for endpoint, file in named_in_template(text_of(ROOT / "templates" / name)):
            if endpoint not in app.view_functions or (file and not (ROOT / "static" / file).is_file()):
                found.append(f"{name}: {endpoint} {file or ''}")
    assert found == []


def test_code_points_at_addresses_that_exist(app):
    named = {(str(path), endpoint) for path in application_files() for endpoint in named_in_code(tree_of(path))}
    assert {pair for pair in named if pair[1] not in app.view_functions} == set()


def test_every_move_leads_to_a_page(app):
    endpoints = {move.endpoint for move in MOVES if move.endpoint}
    assert endpoints
    assert endpoints - set(app.view_functions) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ url_for('nobody.home') }}", ("nobody.home", None)),
        ("{{ url_for('static', filename='a.css') }}", ("static", "a.css")),
        ("{{ static_url('a.css') }}", ("static", "a.css")),
    ],
)
def test_what_a_template_names_is_seen(source, found):
    assert list(named_in_template(source)) == [found]


def test_what_code_names_is_seen():
    assert list(named_in_code(ast.parse("redirect(url_for('nobody.home', ref=ref))\nurl_for(endpoint)"))) == [
        "nobody.home"
    ]
