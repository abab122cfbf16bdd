"""0020: what happened on the way and the numbers of a ledger's answers are filled in from the journal, and let go again."""

import flask_migrate
import pytest
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.rebuild import differences
from gov_requests.records.search import find
from gov_requests.records.search_index import index_differences
from gov_requests.records.worklists import base
from tests import factories
from tests.ledger.ledgers import replied
from tests.ledger.test_lives import bring_in
from tests.support.fixtures import late


@pytest.fixture
def app_at_0019(databases, tmp_path):
    home = late("tests.support.databases")
    app = home.make_app(databases.migrated(), tmp_path)
    with app.app_context():
        office = factories.Office().full()
        told = {
            "延期批准日期": "2025-03-18",
            "延期告知日期": "2025-03-19",
            "延期工作日": 10,
            "文号": "虚鲸复〔2019〕88号",
        }
        bring_in(office, [replied("旧-1", **told), replied("旧-2", 文号="")])
        factories.registered(office)
        name = office.disclosure_head.username
        db.session.remove()
        flask_migrate.downgrade(revision="0019")
        yield name
    home.dispose(app)


def test_what_a_ledger_told_before_the_migration_is_found_after_it(app_at_0019):
    with db.engine.begin() as connection:
        columns = [column["name"] for column in sa.inspect(connection).get_columns("case_states")]
        assert not {"steps", "letter_number"} & set(columns)
    flask_migrate.upgrade()
    assert list(differences()) == list(index_differences()) == []
    people = late("gov_requests.records.people").Person
    reader = db.session.scalars(sa.select(people).where(people.username == app_at_0019)).unique().one()
    assert [row.number for row in find(reader, "鲸复", base()).rows] == ["旧-1"]
