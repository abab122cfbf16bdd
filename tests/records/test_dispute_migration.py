"""0007: a database with requests in it takes the disputes in, lets them go, and its own requests stay whole."""

import flask_migrate
import pytest
import sqlalchemy as sa

from gov_requests.documents import issue
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from tests import factories
from tests.support.fixtures import late


@pytest.fixture
def app_at_0006(databases, tmp_path, monkeypatch):
    # What a letter of those days kept: not yet which version of the words it was made with.
    monkeypatch.setattr(issue, "version_name", lambda *_more: None)
    home = late("tests.support.databases")
    app = home.make_app(databases.migrated(), tmp_path)
    with app.app_context():
        factories.registered(factories.Office())
        db.session.remove()
        flask_migrate.downgrade(revision="0006")
        yield app
    home.dispose(app)


def test_requests_stay_whole_when_disputes_go_and_come(app_at_0006):
    with db.engine.connect() as connection:
        assert "disputes" not in sa.inspect(connection).get_table_names()
        assert connection.execute(sa.text("SELECT count(*) FROM cases")).scalar() == 1
    flask_migrate.upgrade()
    assert list(faults()) == []
    assert db.session.execute(sa.text("SELECT count(*) FROM cases WHERE redo_of_id IS NULL")).scalar() == 1
