"""The fixtures of the database: a test's commits end with the test, those of an application of its own are real."""

import re
from contextvars import Context

import pytest
import sqlalchemy as sa

from tests.support.fixtures import ENGINE, late

MAKE = sa.text("CREATE TABLE scratch (word VARCHAR(20))")
WRITE = sa.text("INSERT INTO scratch VALUES ('一')")
COUNT = sa.text("SELECT count(*) FROM scratch")


def tables(database):
    return set(sa.inspect(database.session.connection()).get_table_names())


def token_of(response):
    (token, *_) = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', response.text)
    return token


def write_as_a_request_does(app, database):
    """In a context of its own, as the inspecting client sends requests: another session, another commit."""
    with app.app_context():
        database.session.execute(WRITE)
        database.session.commit()


def test_what_a_test_and_its_requests_commit_is_undone(app):
    rolled_back = late("tests.support.databases").rolled_back
    with rolled_back(app) as database:
        database.session.execute(MAKE)
        database.session.commit()
        Context().run(write_as_a_request_does, app, database)
        assert database.session.scalar(COUNT) == 1
    with rolled_back(app) as database:
        assert "scratch" not in tables(database)


def test_a_commit_outside_the_fixture_would_stay(own_app):
    """The twin: without the open transaction the same commit is still there for the next test."""
    database = late("gov_requests.records.base").db
    with own_app.app_context():
        database.session.execute(MAKE)
        database.session.commit()
    Context().run(write_as_a_request_does, own_app, database)
    with own_app.app_context():
        assert database.session.scalar(COUNT) == 1


def test_the_database_is_migrated(database):
    assert "alembic_version" in tables(database)
    assert len(tables(database)) > 1


def test_the_run_uses_the_engine_that_it_was_asked_for(database):
    assert database.engine.dialect.name == ENGINE


def test_a_client_sees_the_same_database(client):
    assert client.get("/health").status_code == 200


def test_a_person_of_a_role_signs_in(client_for):
    client = client_for("clerk")
    assert client.get("/desk/", follow_redirects=True).status_code == 200
    assert client.person.username


def test_a_request_changes_what_the_test_reads(client_for, database):
    client = client_for("handler")
    sessions = sa.text("SELECT count(*) FROM web_sessions WHERE person_id IS NOT NULL")
    assert database.session.scalar(sessions) == 1
    client.post("/logout", data={"csrf_token": token_of(client.get("/desk/", follow_redirects=True))})
    assert database.session.scalar(sessions) == 0


def test_two_applications_do_not_share_a_database(databases):
    assert len({databases.migrated(), databases.migrated(), databases.empty()}) == 3


def test_a_postgresql_database_is_made_and_dropped(postgresql):
    url = postgresql.create()
    # No pool: a kept connection would outlive its database.
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SHOW server_encoding")) == "UTF8"
        assert connection.scalar(sa.text("SHOW lc_ctype")) == "C.UTF-8"
    postgresql.drop(url)
    with pytest.raises(sa.exc.OperationalError, match="does not exist"), engine.connect():
        pass


def test_an_empty_postgresql_database_is_at_hand(postgresql_url):
    engine = sa.create_engine(postgresql_url, poolclass=sa.NullPool)
    assert sa.inspect(engine).get_table_names() == []
