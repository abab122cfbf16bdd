"""The log: one line a request and one an error, in JSON, forged by nobody, without personal data."""

import io
import json
import logging

import pytest

from gov_requests.web import logs
from tests import factories
from tests.support.typing_in import text

NAME, NUMBER, PHONE = "虚小明", "990102198607210025", "13900000000"


@pytest.fixture
def log(app):
    """What the application writes during a test: `log()` gives the lines."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(app.logger.handlers[0].formatter)
    app.logger.addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    app.logger.removeHandler(handler)


@pytest.fixture
def broken(app, monkeypatch):
    """A page that raises what it was given."""

    def break_with(error):
        def view(**_):
            raise error

        monkeypatch.setitem(app.view_functions, "accounts.login", view)
        monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    return break_with


def test_each_request_is_one_line_with_who_what_and_how_long(client_for, log):
    client = client_for("clerk")
    begin = len(log())
    client.get("/desk/", follow_redirects=False)
    client.get("/nowhere")
    first, second = log()[begin:]
    assert (first["route"], first["method"], first["status"]) == ("desk.home", "GET", 302)
    assert first["person"] == str(client.person.id)
    assert first["ms"] > 0
    assert (second["status"], second.get("route")) == (404, None)
    assert first["request"] != second["request"]


def test_neither_addresses_nor_queries_nor_forms_come_into_the_log(client_for, log):
    client = client_for("clerk")
    client.get("/desk/search", query_string={"q": f"{NAME} {NUMBER}"})
    client.get(f"/cases/{NAME}")
    client.post("/intake/new", data={"name": NAME, "id_number": NUMBER, "phone": PHONE})
    written = json.dumps(log(), ensure_ascii=False)
    assert len(log()) >= 3
    assert not any(secret in written for secret in (NAME, NUMBER, PHONE))


def test_an_error_is_told_by_its_type_and_place_under_the_number_that_the_page_shows(client, log, broken):
    broken(ValueError(f"{NAME} {NUMBER}"))
    answer = client.get("/login")
    assert answer.status_code == 500
    error, request = log()[-2:]
    assert (error["said"], error["level"], request["status"]) == ("error", "error", 500)
    assert error["error"] == error["request"] == request["request"]
    assert f"出错编号 <b>{error['error']}</b>" in text(answer)
    assert error["raised"][0]["type"] == "builtins.ValueError"
    assert any("test_log.py" in place and " view" in place for place in error["raised"][0]["where"])
    assert NAME not in json.dumps(log(), ensure_ascii=False)


def test_a_log_that_quotes_exceptions_is_caught_by_the_test_above(client, log, broken, app, monkeypatch):
    monkeypatch.setattr(app.logger.handlers[0].formatter, "detail", True)
    broken(ValueError(f"{NAME} {NUMBER}"))
    client.get("/login")
    assert NAME in json.dumps(log(), ensure_ascii=False)


FORGED = 'x\n{"level": "info", "said": "forged"}\r\x1b[2K\u2028\u202eevil\x85\ud800'


def test_nothing_that_is_logged_begins_a_line_of_its_own_or_moves_the_cursor():
    record = logging.LogRecord("app", logging.INFO, __file__, 1, FORGED, (), None)
    record.person = FORGED
    line = logs.JsonLines("/", detail=False).format(record)
    assert line.splitlines() == [line]
    assert line.isprintable()
    assert json.loads(line)["said"] == json.loads(line)["person"] == FORGED


def test_a_line_that_leaves_them_as_they_are_is_caught():
    assert len(json.dumps({"said": FORGED}, ensure_ascii=False).splitlines()) > 1


def test_the_number_goes_back_with_the_answer(client, log):
    assert client.get("/login").headers["X-Request-Id"] == log()[-1]["request"]


def test_a_database_error_does_not_quote_the_values(own_app):
    with own_app.app_context():
        factories.organ("SAME")
        engine = own_app.extensions["sqlalchemy"].engine
    assert engine.hide_parameters
