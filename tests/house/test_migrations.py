"""The migrations: numbered in their order, down and up again, and what they build is what the tables say."""

import re

import flask_migrate
import pytest
import sqlalchemy as sa

from tests.support.fixtures import late
from tests.support.sources import ROOT

VERSIONS = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))


@pytest.fixture
def empty_app(databases, tmp_path):
    """The application on a database without tables."""
    home = late("tests.support.databases")
    app = home.make_app(databases.empty(), tmp_path)
    with app.app_context():
        yield app
    home.dispose(app)


def tables():
    return set(sa.inspect(late("gov_requests.records.base").db.engine).get_table_names()) - {"alembic_version"}


def faults_of_order(names):
    return [name for number, name in enumerate(names, 1) if not re.fullmatch(rf"{number:04}_[a-z0-9_]+\.py", name)]


def test_migrations_are_numbered_without_a_gap():
    assert VERSIONS
    assert faults_of_order(VERSIONS) == []


def test_a_migration_without_its_number_is_caught():
    assert faults_of_order(["0001_people.py", "0003_cases.py", "a1b2_more.py"]) == ["0003_cases.py", "a1b2_more.py"]


def test_what_the_migrations_build_is_what_the_tables_say(empty_app):
    flask_migrate.upgrade()
    flask_migrate.check()


def test_a_table_that_no_migration_builds_is_caught(empty_app, caplog):
    database = late("gov_requests.records.base").db
    flask_migrate.upgrade()
    forgotten = sa.Table("forgotten", database.metadata, sa.Column("id", sa.Integer, primary_key=True))
    try:
        with pytest.raises(SystemExit):
            flask_migrate.check()
    finally:
        database.metadata.remove(forgotten)
    assert "add_table" in caplog.text


def test_migrations_go_down_to_nothing_and_up_again(empty_app):
    flask_migrate.upgrade()
    built = tables()
    flask_migrate.downgrade(revision="base")
    assert tables() == set()
    flask_migrate.upgrade()
    assert tables() == built
