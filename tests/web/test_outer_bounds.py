"""What comes from outside: how often, under which name, to which address, and where a redirect may lead."""

import pytest
from flask import redirect

from gov_requests.web.security import _within
from tests import factories
from tests.support.typing_in import text


@pytest.fixture
def at_most(app, monkeypatch):
    def set_to(forms):
        monkeypatch.setitem(app.config, "WRITES_A_MINUTE", forms)
        monkeypatch.setitem(app.config, "WRITES_A_MINUTE_ADDRESS", forms)

    return set_to


def test_whoever_sends_too_many_forms_waits_a_minute(client_for, at_most, today_is):
    today_is("2026-11-24T09:00:00")
    client, other = client_for("clerk"), client_for("clerk")
    at_most(3)
    statuses = [client.post("/intake/new").status_code for _ in range(5)]
    assert statuses.count(429) == 2
    assert statuses[:3].count(429) == 0
    answer = client.post("/intake/new")
    assert "一分钟内提交的次数超过了上限" in text(answer)
    assert answer.headers["Retry-After"] == "60"
    assert client.get("/desk/", follow_redirects=True).status_code == 200
    assert other.post("/intake/new").status_code != 429
    today_is("2026-11-24T09:01:01")
    assert client.post("/intake/new").status_code != 429


def test_the_count_is_the_persons_not_the_sessions(app, client_for, at_most):
    client = client_for("clerk")
    second = factories.sign_in(app.test_client(), client.person)
    at_most(2)
    assert [client.post("/intake/new").status_code == 429 for _ in range(2)] == [False, False]
    assert second.post("/intake/new").status_code == 429


def test_nobody_is_counted_by_the_address_that_the_proxy_names(client, at_most):
    at_most(1)
    assert client.post("/login").status_code != 429
    assert client.post("/login").status_code == 429
    assert client.post("/login", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code != 429
    # Whoever stands in front is believed only where PROXIES says so.
    assert client.post("/login", headers={"X-Forwarded-For": "10.0.0.8"}).status_code == 429


def test_a_foreign_name_gets_a_page_that_names_no_address(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "TRUSTED_HOSTS", ["gov.example"])
    assert client.get("/login", headers={"Host": "gov.example"}).status_code == 200
    for path in ("/login", "/desk/", "/nowhere"):
        answer = client.get(path, headers={"Host": "evil.example"})
        assert answer.status_code == 400
        assert "evil" not in text(answer)


@pytest.mark.parametrize("path", ["/desk", "/cases/2026-0001", "//evil.example/desk", "/%2f%2fevil.example", "/audit"])
def test_a_redirect_leads_within(client, path):
    answer = client.get(path, headers={"Host": "evil.example"})
    target = answer.headers.get("Location", "/")
    assert target.startswith("/")
    assert not target.startswith(("//", "/\\"))
    assert "evil.example/" not in target.partition("?")[0]


def test_a_view_that_redirects_elsewhere_is_brought_home(app, client, monkeypatch):
    monkeypatch.setitem(app.view_functions, "home", lambda: redirect("https://evil.example/x?y=1"))
    assert client.get("/").headers["Location"] == "/x?y=1"
    assert [_within(target) for target in ("//evil", "/\\evil", "https:evil", "javascript:x")] == ["/"] + [
        "/evil"
    ] * 2 + ["/x"]


@pytest.mark.parametrize("ref", ["2026-0001", "SJJ~2026-0001", "依申请〔2026〕12号", "1" * 40])
def test_what_numbers_may_hold_is_an_address(client_for, ref):
    assert client_for("disclosure_head").get(f"/cases/{ref}/clock").status_code == 404
    assert matches(client_for, ref)


@pytest.mark.parametrize(
    "ref", ["2026 0001", "<script>", "a'b", 'a"b', "a;b", "a%00b", "a\u202eb", "1" * 41, "a~b~c", "~1", "$1"]
)
def test_anything_else_is_none(client_for, ref):
    assert not matches(client_for, ref)


def matches(client_for, ref):
    app = client_for("clerk").application
    with app.test_request_context(f"/cases/{ref}") as context:
        return context.request.endpoint == "cases.show"


def test_https_is_remembered_where_the_proxy_speaks_it(app, client, monkeypatch):
    assert "Strict-Transport-Security" not in client.get("/login").headers
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    for path in ("/login", "/nowhere", "/static/css/base.css", "/health"):
        with client.get(path) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("number", ["2147483648", "9" * 5000, "１", "-1", "1.0"])
def test_a_number_that_no_row_can_have_is_no_address(app, number):
    with app.test_request_context(f"/proposals/{number}") as context:
        assert context.request.endpoint is None
    with app.test_request_context("/proposals/2147483647") as context:
        assert context.request.endpoint == "proposals.show"
