"""0024: a draft that was kept before the migration is there after it; on the way down a person's newest one stays."""

from datetime import timedelta

import flask_migrate
import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.entry_drafts import keep_draft, kept_draft
from gov_requests.records.people import Person
from gov_requests.today import clock_set_to, now
from tests import factories
from tests.support.fixtures import late


def test_drafts_survive_the_migration_both_ways(databases, tmp_path):
    home = late("tests.support.databases")
    app = home.make_app(databases.migrated(), tmp_path)
    with app.app_context():
        office = factories.Office()
        people = [office.clerk.username, office.handler.username]
        for person, key, later in ((office.clerk, "a", 0), (office.clerk, "b", 1), (office.handler, "c", 0)):
            with clock_set_to(now() + timedelta(minutes=later)):
                assert keep_draft(person, key, [("name", key)])
        db.session.remove()
        flask_migrate.downgrade(revision="0023")
        assert db.session.execute(sa.text("SELECT key FROM entry_drafts ORDER BY key")).scalars().all() == ["b", "c"]
        db.session.remove()
        flask_migrate.upgrade()
        clerk, handler = (
            db.session.scalars(sa.select(Person).where(Person.username == name)).unique().one() for name in people
        )
        assert kept_draft(clerk, "b").pairs == [("name", "b")]
        assert kept_draft(handler, "c").pairs == [("name", "c")]
    home.dispose(app)
