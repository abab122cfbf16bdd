"""Sessions: the browser holds a token, the database its hash; a session ends for everybody who holds its cookie."""

import hashlib
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.records.base import db, one_act
from gov_requests.records.people import Person
from gov_requests.records.sessions import WebSession
from gov_requests.today import clock_set_to, now
from gov_requests.web import sessions
from tests import factories
from tests.support.typing_in import send

COOKIE = "gov_requests"


def cookie_of(client):
    found = client.get_cookie(COOKIE)
    return found.value if found else None


def copied(app, client):
    """Another browser with the same cookie."""
    other = app.test_client()
    other.set_cookie(COOKIE, cookie_of(client))
    return other


def is_in(client):
    return client.get("/desk/waiting").status_code == 200


def rows(database):
    return database.session.scalars(sa.select(WebSession)).all()


def leave(client):
    return send(client, "/account/", to="/logout")


def test_only_the_hash_of_the_token_is_in_the_database(client_for, database):
    client = client_for("clerk")
    (row,) = [row for row in rows(database) if row.person_id == client.person.id]
    assert row.token_hash == hashlib.sha256(cookie_of(client).encode()).hexdigest()
    everything = str([(row.token_hash, row.data, row.agent) for row in rows(database)])
    assert cookie_of(client) not in everything


def test_a_token_is_long_and_no_two_are_alike(app, database):
    tokens = set()
    for _ in range(20):
        client = app.test_client()
        client.get("/login")
        tokens.add(cookie_of(client))
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_the_cookie_is_for_this_server_only_and_no_script_reads_it(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    (set_cookie,) = client.get("/login").headers.getlist("Set-Cookie")
    flags = {part.strip().partition("=")[0] for part in set_cookie.split(";")[1:]}
    assert flags == {"Secure", "HttpOnly", "Path", "SameSite"}
    assert "SameSite=Lax" in set_cookie
    assert "Path=/" in set_cookie


def test_a_made_up_token_opens_nothing_and_is_not_adopted(app, client, database):
    client.set_cookie(COOKIE, "a" * 43)
    assert not is_in(client)
    client.get("/login")
    assert cookie_of(client) != "a" * 43
    assert hashlib.sha256(b"a" * 43).hexdigest() not in {row.token_hash for row in rows(database)}


def test_signing_in_changes_the_token_and_leaves_nothing_of_what_went_before(app, database):
    """Session fixation: whoever planted a cookie before does not come in with it."""
    client, planted = app.test_client(), None
    client.get("/login")
    planted = cookie_of(client)
    factories.sign_in(client, factories.person())
    assert cookie_of(client) != planted
    other = app.test_client()
    other.set_cookie(COOKIE, planted)
    assert not is_in(other)


def test_leaving_ends_every_copy_of_the_cookie(app, client_for):
    client = client_for("clerk")
    copy = copied(app, client)
    assert is_in(copy)
    assert leave(client).status_code == 302
    assert not is_in(copy)
    assert not is_in(client)


def test_a_cookie_that_carried_the_session_itself_would_open_after_leaving(app, client_for, monkeypatch):
    """The broken twin: the row stays, as a signed cookie would, and the copied cookie still opens."""
    client = client_for("clerk")
    copy = copied(app, client)
    monkeypatch.setattr(sessions, "_end", lambda _tokens: None)
    leave(client)
    assert is_in(copy)


def test_a_killed_row_ends_the_session_at_once(app, client_for, database):
    client = client_for("clerk")
    database.session.execute(sa.delete(WebSession).where(WebSession.person_id == client.person.id))
    assert not is_in(client)


def test_a_session_that_lies_idle_ends(app, client_for):
    client = client_for("clerk")
    idle = app.config["SESSION_IDLE"]
    with clock_set_to(now() + idle - timedelta(seconds=5)):
        assert is_in(client)
    with clock_set_to(now() + 2 * idle - timedelta(seconds=70)):
        assert is_in(client)  # Seen in between.
    with clock_set_to(now() + 3 * idle):
        assert not is_in(client)


def test_a_session_in_use_ends_all_the_same_when_its_day_is_over(app, client_for):
    client, begun = client_for("clerk"), now()
    life, step = app.config["SESSION_LIFE"], app.config["SESSION_IDLE"] - timedelta(minutes=1)
    at = begun + step
    while at < begun + life:
        with clock_set_to(at):
            assert is_in(client)
        at += step
    with clock_set_to(begun + life):
        assert not is_in(client)


def test_reading_pages_writes_the_session_once_a_minute_at_most(client_for, database):
    client = client_for("clerk")
    is_in(client)  # The first page puts its form token into the session, which is written for that.
    seen = {row.seen_at for row in rows(database)}
    with clock_set_to(now() + timedelta(seconds=30)):
        is_in(client)
    assert {row.seen_at for row in rows(database)} == seen
    with clock_set_to(now() + timedelta(minutes=2)):
        is_in(client)
    assert {row.seen_at for row in rows(database)} != seen


@pytest.fixture
def ended_meanwhile(own_app, monkeypatch):
    """A signed-in browser whose session ends, by another's act, while one of its requests is under way; and that request's answer."""
    with own_app.app_context():
        client = factories.sign_in(own_app.test_client(), factories.person())
    real = sessions.DatabaseSessionInterface.save_session

    def save(self, app, session, response):
        session["written"] = "late"
        with db.engine.begin() as elsewhere:
            elsewhere.execute(sa.delete(WebSession))
        return real(self, app, session, response)

    monkeypatch.setattr(sessions.DatabaseSessionInterface, "save_session", save)
    answer = client.get("/desk/waiting")
    monkeypatch.undo()
    assert answer.status_code == 200
    return client, answer


def test_a_session_ended_while_a_request_is_under_way_is_not_brought_back(own_app, ended_meanwhile):
    client, _answer = ended_meanwhile
    with own_app.app_context():
        assert db.session.scalars(sa.select(WebSession)).all() == []
    assert not is_in(client)


def test_its_late_answer_does_not_overwrite_the_cookie_of_a_newer_sign_in(ended_meanwhile):
    assert ended_meanwhile[1].headers.getlist("Set-Cookie") == []


def test_a_granted_role_holds_on_the_next_request(client_for, database):
    client = client_for("signer")
    assert client.get("/intake/new").status_code == 403
    with one_act("test") as act:
        person = database.session.get_one(Person, client.person.id)
        person.grants.append(type(person.grants[0])(role="clerk"))
        act.note("role_granted")
    assert client.get("/intake/new").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "é" * 20, "%00", "a" * 4000, '"; DROP TABLE web_sessions; --'])
def test_whatever_stands_in_the_cookie_is_no_session_and_no_crash(client, token):
    client.set_cookie(COOKIE, token)
    assert client.get("/desk/waiting").location.startswith("/login")
