"""A database with requests and drafts in it takes the severings in, lets them go, and what was there stays whole."""

import flask_migrate
import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.chain import faults
from tests import factories
from tests.support.fixtures import late

TABLES = {"severings", "severing_decisions", "severed_files"}


@pytest.fixture
def app_before(databases, tmp_path):
    home = late("tests.support.databases")
    app = home.make_app(databases.migrated(), tmp_path)
    with app.app_context():
        factories.drafted(factories.Office())
        db.session.remove()
        flask_migrate.downgrade(revision="0024")
        yield app
    home.dispose(app)


def tables():
    with db.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())


def test_requests_stay_whole_when_severings_come_and_go(app_before):
    assert tables() & TABLES == set()
    flask_migrate.upgrade()
    assert tables() & TABLES == TABLES
    office = factories.Office()
    file = factories.searched(office)
    factories.severed_from(office, file.case.number)
    assert list(faults()) == []
    db.session.remove()
    flask_migrate.downgrade(revision="0024")
    assert tables() & TABLES == set()
    with db.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM drafts")).scalar() == 1
