"""0023: a database with reviews in it takes the sheets in; what was reviewed before still holds, under its old digest."""

import flask_migrate
import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.drafts import holding_review, latest_draft
from gov_requests.records.papers import Review
from tests import factories
from tests.support.fixtures import late


@pytest.fixture
def app_at_0022(databases, tmp_path):
    home = late("tests.support.databases")
    app = home.make_app(databases.migrated(), tmp_path)
    with app.app_context():
        # 法制审核 only: a sheet of the 保密审查 cannot go back to where there were none.
        factories.reviewed(factories.Office(), "not_held")
        db.session.remove()
        flask_migrate.downgrade(revision="0022")
        yield app
    home.dispose(app)


def test_reviews_stay_whole_when_the_sheets_come(app_at_0022):
    with db.engine.connect() as connection:
        assert "level" not in {column["name"] for column in sa.inspect(connection).get_columns("reviews")}
        assert connection.execute(sa.text("SELECT count(*) FROM reviews")).scalar() == 1
    flask_migrate.upgrade()
    assert list(faults()) == []
    (row,) = db.session.scalars(sa.select(Review))
    assert (row.level, row.title) == (None, "法制审核")
    assert holding_review(latest_draft(row.case_id), "legal").id == row.id
