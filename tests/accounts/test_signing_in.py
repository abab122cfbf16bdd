"""Signing in: one answer for every failure, and rest after too many."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.accounts import actions, throttling
from gov_requests.accounts.actions import WRONG, sign_in
from gov_requests.oversight.actions import tick
from gov_requests.records import passwords
from gov_requests.records.base import db, one_act
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from gov_requests.records.sessions import Throttle
from gov_requests.refusals import BadInput
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.support.typing_in import send, text


def refused(username, password="wrong", address="10.0.0.1"):
    with pytest.raises(BadInput) as refusal:
        sign_in(username, password, address)
    return refusal.value.sentences[0]


def disabled_person():
    person = factories.person()
    with one_act("test") as act:
        person.active = False
        act.note("person_disabled")
    return person


def sentences_of_failures():
    return {
        refused("nobody"),
        refused(factories.person().username),
        refused(disabled_person().username, factories.PASSWORD),
    }


def test_an_unknown_name_a_wrong_password_and_a_disabled_account_are_answered_alike(database):
    assert sentences_of_failures() == {WRONG}


def hashes_of_failures(monkeypatch):
    """Return how many hashes were compared for an unknown name, a wrong password, a disabled account and a name at rest."""
    compared, counted = [], []
    real = passwords.PasswordHasher.verify
    monkeypatch.setattr(
        passwords.PasswordHasher, "verify", lambda self, kept, given: compared.append(kept) or real(self, kept, given)
    )
    resting = factories.person()
    for _ in range(5):
        refused(resting.username)
    for username in ("nobody", factories.person().username, disabled_person().username, resting.username):
        compared.clear()
        refused(username)
        counted.append(len(compared))
    return counted


def test_every_failure_costs_one_comparison_of_a_hash(database, monkeypatch):
    assert hashes_of_failures(monkeypatch) == [1, 1, 1, 1]


def statements_of_failures(database):
    """Return the statements that each kind of failure sent to the database."""
    asked = []
    engine = database.session.connection().engine
    persons = {"unknown": "nobody", "wrong": factories.person().username, "disabled": disabled_person().username}
    counted = {}

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement.split()[0])

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        for name, username in persons.items():
            for _ in range(2):  # The second time the rows of the count are there.
                asked.clear()
                refused(username)
            counted[name] = list(asked)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return counted


def test_every_failure_asks_the_database_the_same(database):
    counted = statements_of_failures(database)
    assert counted["unknown"] == counted["wrong"] == counted["disabled"]
    assert counted["unknown"]


def test_a_door_that_names_whom_it_does_not_know_is_caught(database, monkeypatch):
    """The broken twin: an unknown name has a sentence of its own."""

    def talkative(kept, password):
        if kept is None:
            raise BadInput("没有这个用户名。")
        return passwords.matches(kept, password)

    monkeypatch.setattr(actions, "matches", talkative)
    assert sentences_of_failures() == {WRONG, "没有这个用户名。"}


def test_a_door_that_compares_no_hash_for_nobody_is_caught(database, monkeypatch):
    """The broken twin: an unknown name is refused sooner, and the time names it."""
    monkeypatch.setattr(actions, "matches", lambda kept, given: kept is not None and passwords.matches(kept, given))
    assert hashes_of_failures(monkeypatch) == [0, 1, 1, 1]


def test_a_door_that_asks_more_about_a_known_name_is_caught(database, monkeypatch):
    """The broken twin: whoever is known is loaded before the password is judged."""

    def loading(kept, password):
        if kept is not None:
            db.session.execute(sa.select(Person.id).where(Person.password_hash == kept))
        return passwords.matches(kept, password)

    monkeypatch.setattr(actions, "matches", loading)
    counted = statements_of_failures(database)
    assert counted["wrong"] == counted["disabled"] != counted["unknown"]


def test_after_five_failures_a_name_rests_even_for_the_right_password(database):
    person = factories.person()
    for _ in range(5):
        assert refused(person.username) == WRONG
    assert "15 分钟" in refused(person.username, factories.PASSWORD)


def test_an_unknown_name_comes_to_rest_like_a_known_one(database):
    person = factories.person()
    told = {name: [refused(name) for _ in range(7)] for name in ("nobody", person.username)}
    assert told["nobody"] == told[person.username]


def test_the_rest_ends_by_itself(database):
    person = factories.person()
    for _ in range(6):
        refused(person.username)
    with clock_set_to(now() + timedelta(minutes=16)):
        assert sign_in(person.username, factories.PASSWORD, "10.0.0.1").person.id == person.id


def test_an_address_rests_after_fifty_failures_of_whatever_names(database, app, monkeypatch):
    monkeypatch.setitem(app.config, "LOGIN_TRIES_ADDRESS", 3)
    person = factories.person()
    for number in range(3):
        refused(f"nobody{number}", address="10.0.0.9")
    assert "15 分钟" in refused(person.username, factories.PASSWORD, "10.0.0.9")
    assert sign_in(person.username, factories.PASSWORD, "10.0.0.8")


def test_a_success_is_forgotten_and_does_not_count_against_the_office(database, app, monkeypatch):
    monkeypatch.setitem(app.config, "LOGIN_TRIES_ADDRESS", 3)
    person = factories.person()
    refused(person.username)
    for _ in range(6):
        sign_in(person.username, factories.PASSWORD, "10.0.0.1")
    tries = sa.select(Throttle).where(Throttle.scope.startswith("login"))
    rows = {row.scope: row.count for row in database.session.scalars(tries)}
    assert rows == {"login_address": 1, "login_all": 1}


def test_all_together_rest_under_a_flood(database, app, monkeypatch):
    monkeypatch.setitem(app.config, "LOGIN_TRIES_ALL", 4)
    person = factories.person()
    for number in range(4):
        refused(f"nobody{number}", address=f"10.0.1.{number}")
    assert "15 分钟" in refused(person.username, factories.PASSWORD, "10.0.2.1")


def test_when_tries_cannot_be_counted_nobody_gets_in(client, database, app, monkeypatch):
    person = factories.person()

    def broken(*_):
        raise sa.exc.OperationalError("count", {}, Exception("disk full"))

    monkeypatch.setattr(throttling, "_may_try", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = send(client, "/login", username=person.username, password=factories.PASSWORD)
    assert answer.status_code == 500
    assert client.get("/desk/").status_code == 302


def test_a_door_that_does_not_count_is_caught(database, monkeypatch):
    """The broken twin: without the count the sixth try is judged, and the right password opens."""
    monkeypatch.setattr(actions, "count_try", lambda _counted: None)
    person = factories.person()
    for _ in range(6):
        refused(person.username)
    assert sign_in(person.username, factories.PASSWORD, "10.0.0.1")


def test_a_name_that_comes_to_rest_is_noted_without_the_name(database):
    for _ in range(7):
        refused("geheim-typed-here")
    rows = database.session.scalars(sa.select(JournalRow).where(JournalRow.kind == "sign_in_rested")).all()
    assert len(rows) == 1
    assert "geheim" not in str(rows[0].data)
    assert rows[0].data["address"] == "10.0.0.1"


def test_a_password_of_megabytes_is_refused_before_any_hash(database, monkeypatch):
    person = factories.person()
    monkeypatch.setattr(passwords.PasswordHasher, "verify", lambda *_: pytest.fail("hashed"))
    assert refused(person.username, "a" * 1_000_000) == WRONG


def test_counts_are_swept_away_after_two_days(database):
    refused("nobody")
    tick(now() + timedelta(days=1))
    assert database.session.scalars(sa.select(Throttle)).all()
    tick(now() + timedelta(days=3))
    assert database.session.scalars(sa.select(Throttle)).all() == []


@pytest.mark.parametrize("username", ["a\0b", "a\nb", "\u202eab"])
def test_a_name_with_an_invisible_character_is_refused_at_the_form(client, username):
    client.inspect = False  # The typing is given back as it was, a NUL among it.
    answer = send(client, "/login", username=username, password="x")
    assert answer.status_code == 422
    assert "不可见" in text(answer)


def test_a_new_session_begins_at_sign_in_and_the_old_one_is_gone(client, database):
    person = factories.person()
    client.get("/login")
    before = client.get_cookie("gov_requests").value
    factories.sign_in(client, person)
    after = client.get_cookie("gov_requests").value
    assert before != after
    client.set_cookie("gov_requests", before)
    assert client.get("/desk/").location.startswith("/login")


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_this_system_only(client, database, onward):
    person = factories.person()
    answer = send(client, "/login", to=f"/login?next={onward}", username=person.username, password=factories.PASSWORD)
    assert answer.location == "/desk/"


def test_signing_in_leads_back_to_where_one_was_going(client, database):
    person = factories.person()
    answer = send(
        client, "/login", to="/login?next=/desk/waiting", username=person.username, password=factories.PASSWORD
    )
    assert answer.location == "/desk/waiting"
