"""The health page: well or not for everybody, which part for administrators; it survives what it reports."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from gov_requests.oversight.actions import tick
from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.today import now
from gov_requests.web import errors
from tests.support.typing_in import text


@pytest.fixture
def dead_database(monkeypatch):
    """From when it is called, no statement reaches the database."""

    def die():
        def refuse(*_given, **_more):
            raise OperationalError("SELECT 1", {}, Exception("gone"))

        monkeypatch.setattr(type(db.session()), "execute", refuse)
        monkeypatch.setattr(type(db.session()), "get", refuse)
        monkeypatch.setattr(type(db.session()), "connection", refuse)

    return die


def test_strangers_learn_only_whether_it_is_well(client):
    assert client.get("/health").json == {"status": "degraded"}
    tick(now())
    assert client.get("/health").json == {"status": "ok"}


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_are_told_each_part(client_for, role):
    tick(now())
    told = client_for(role).get("/health").json
    assert told["status"] == "ok"
    assert all(told[part]["ok"] for part in ("database", "scheduler", "disk"))
    assert told["disk"]["free_mb"] > 0
    assert told["scheduler"]["beat_at"]


def test_nobody_else_is(client_for):
    tick(now())
    assert client_for("clerk").get("/health").json == {"status": "ok"}


def test_a_scheduler_that_stopped_is_said(client_for, today_is):
    today_is("2026-11-24T08:00")
    client = client_for("system_admin")
    tick(now())
    today_is("2026-11-24T08:20")
    told = client.get("/health").json
    assert (told["status"], told["scheduler"]["ok"], told["database"]["ok"]) == ("degraded", False, True)


def test_a_full_disk_is_said(app, client_for, monkeypatch):
    tick(now())
    monkeypatch.setitem(app.config, "DISK_FREE_MB", 1 << 40)
    told = client_for("system_admin").get("/health").json
    assert (told["status"], told["disk"]["ok"]) == ("degraded", False)


def test_a_dead_database_is_said_also_to_whoever_was_signed_in(client_for, dead_database):
    client = client_for("system_admin")
    dead_database()
    answer = client.get("/health")
    assert (answer.status_code, answer.json) == (503, {"status": "degraded"})


@pytest.mark.parametrize("path", ["/login", "/desk/", "/nowhere", "/account/"])
def test_every_other_page_shows_a_number_and_no_trace(app, client_for, dead_database, monkeypatch, path):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    client = client_for("clerk")
    dead_database()
    answer = client.get(path)
    assert answer.status_code == 500
    assert f"出错编号 <b>{answer.headers['X-Request-Id']}</b>" in text(answer)
    for secret in ("Traceback", "OperationalError", "SELECT", "sqlite", "psycopg"):
        assert secret not in text(answer)


def test_an_error_page_that_asks_the_database_who_is_there_is_caught(app, client_for, dead_database, monkeypatch):
    """The broken twin: the handler falls with the database, and no page comes at all."""
    real = errors.broken

    def asking():
        db.session.execute(sa.select(Person.name))
        return real()

    monkeypatch.setattr(errors, "broken", asking)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    client = client_for("clerk")
    dead_database()
    with pytest.raises(OperationalError):
        client.get("/desk/")
