"""What every answer carries, and what every form must bring: the token of its own session."""

import re

import pytest
from werkzeug.routing import IntegerConverter

from gov_requests.web import security
from gov_requests.web.permissions import ENDPOINTS, PUBLIC
from tests import factories
from tests.support.typing_in import text

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def posts(app):
    """Every address that takes a form. Whether the thing exists does not matter: the token is looked at first."""
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods:
            values = {
                name: 1 if isinstance(rule._converters[name], IntegerConverter) else "none" for name in rule.arguments
            }
            yield rule.endpoint, rule.build(values)[1]


@pytest.fixture
def signed_in(app, database):
    office = factories.Office()

    def sign_in(role="clerk"):
        return factories.sign_in(app.test_client(), getattr(office, role))

    return sign_in


def token_of(client):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text(client.get("/account/"))).group(1)


def refused_for_its_token(answer):
    return answer.status_code == 400 and "页面已过期，请返回刷新后再提交。" in text(answer)


def test_no_form_is_taken_without_its_token_or_with_that_of_another_session(app, signed_in):
    client, foreign = signed_in(), token_of(signed_in("signer"))
    addresses = dict(posts(app))
    assert len(addresses) > 40
    wrong = [
        (endpoint, data)
        for endpoint, address in addresses.items()
        for data in ({}, {"csrf_token": foreign})
        if not refused_for_its_token(client.post(address, data=data))
    ]
    assert wrong == []


def test_a_token_with_a_changed_letter_is_none(signed_in):
    client = signed_in()
    own = token_of(client)
    for token in ("", "x", own[:-2], own + "a", own[::-1], own.partition(".")[0]):
        assert refused_for_its_token(client.post("/intake/new", data={"csrf_token": token}))


def test_with_the_token_of_the_session_the_same_forms_are_looked_at(app, signed_in):
    """The twin: what was refused above was refused for the token alone."""
    client = signed_in()
    data = {"csrf_token": token_of(client)}
    answers = [client.post(address, data=data) for endpoint, address in posts(app) if endpoint != "accounts.logout"]
    assert 400 not in {answer.status_code for answer in answers}


def test_the_token_of_the_session_before_the_sign_in_is_no_longer_good(app, database):
    client = app.test_client()
    before = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text(client.get("/login"))).group(1)
    factories.sign_in(client, factories.person())
    assert client.post("/intake/new", data={"csrf_token": before}).status_code == 400
    assert client.post("/intake/new", data={"csrf_token": token_of(client)}).status_code == 422


def answers(app, client, anonymous):
    """One answer of every kind: pages, forms, refusals, errors, redirects, files, the health page."""
    for path in ("/desk/waiting", "/intake/new", "/account/", "/desk/", "/health", "/", "/static/css/app.css"):
        yield client.get(path)
    yield anonymous.get("/login")
    yield anonymous.get("/desk/")
    yield client.get("/cases/2026-9999")
    yield client.get("/nowhere")
    yield client.get("/desk")
    yield client.get("/audit/")
    yield client.post("/cases/2026-9999")
    yield client.post("/intake/new")
    yield client.put("/intake/new")
    yield client.post("/intake/new", data={"csrf_token": token_of(client)})
    yield client.open("/intake/new", method="TRACE")
    yield client.options("/intake/new")
    yield client.head("/intake/new")


def test_every_answer_carries_the_headers(app, signed_in):
    statuses = set()
    for answer in answers(app, signed_in(), app.test_client()):
        statuses.add(answer.status_code)
        where = (answer.request.method, answer.request.path, answer.status_code)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, where
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';"), where
        assert "frame-ancestors 'none'" in policy, where
        assert "unsafe" not in policy, where
        assert answer.headers.get("Cache-Control"), where
    assert {200, 302, 308, 400, 403, 404, 405, 422} <= statuses


def test_pages_and_refusals_are_kept_by_nobody(app, signed_in):
    for answer in answers(app, signed_in(), app.test_client()):
        if not answer.request.path.startswith("/static/"):
            assert answer.headers["Cache-Control"] == "no-store", answer.request.path


def test_the_nonce_is_another_one_each_time_and_the_one_in_the_page(app, signed_in):
    client, seen = signed_in(), set()
    for _ in range(5):
        answer = client.get("/desk/waiting")
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"]).group(1)
        assert set(re.findall(r'nonce="([^"]*)"', text(answer))) <= {nonce}
        seen.add(nonce)
    assert len(seen) == 5


def test_an_answer_that_forgets_its_headers_is_caught(app, signed_in, monkeypatch):
    """The broken twin."""
    client = signed_in()
    monkeypatch.setitem(
        app.after_request_funcs,
        None,
        [function for function in app.after_request_funcs[None] if function is not security.set_headers],
    )
    assert client.get("/desk/waiting").headers.get("X-Frame-Options") is None


def test_nothing_says_with_what_the_server_is_made(app, signed_in):
    for answer in answers(app, signed_in(), app.test_client()):
        assert not {"Server", "X-Powered-By"} & set(answer.headers.keys())
        assert "Werkzeug" not in text(answer) if answer.mimetype == "text/html" else True


def test_a_method_that_an_address_does_not_take_says_which_it_takes(app, signed_in):
    answer = signed_in().put("/intake/new")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= {method.strip() for method in answer.headers["Allow"].split(",")}


@pytest.mark.parametrize("name", ["_method", "X-HTTP-Method-Override"])
def test_a_method_is_not_changed_by_a_field_or_a_header(signed_in, name):
    answer = signed_in().get("/account/?_method=DELETE", headers={name: "POST"})
    assert answer.status_code == 200


def test_every_address_that_changes_something_takes_a_form_and_nothing_else(app):
    """A link, a picture or a prefetching browser must not act."""
    changing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert "accounts.logout" in changing
    both = set(ENDPOINTS) | PUBLIC
    assert {rule.endpoint for rule in app.url_map.iter_rules() if {"PUT", "PATCH", "DELETE"} & rule.methods} == set()
    assert changing <= both
