"""SQLite whatever database the run is about: for what only SQLite can do."""

import pytest

from tests.support.fixtures import late


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory):
    """Databases in files, as `databases` gives them on SQLite."""
    return late("tests.support.databases").SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture
def sqlite_app(sqlite_files, tmp_path):
    """An application on a SQLite file of this test alone."""
    home = late("tests.support.databases")
    application = home.make_app(sqlite_files.migrated(), tmp_path)
    yield application
    home.dispose(application)


@pytest.fixture(scope="session")
def settled(databases, tmp_path_factory):
    """`settled(build)`: an application and what `build()` made in its database, committed once for a whole module."""
    home = late("tests.support.databases")
    made = []

    def settle(build):
        application = home.make_app(databases.migrated(), tmp_path_factory.mktemp("settled"))
        made.append(application)
        with application.app_context():
            return application, build()

    yield settle
    for application in made:
        home.dispose(application)


@pytest.fixture(scope="session")
def attached():
    """`attached(office)`: the office with its people read afresh in the present session."""
    database, inspect = late("gov_requests.records.base").db, late("sqlalchemy").inspect

    def attach(office):
        for name, value in vars(office).items():
            found = inspect(value, raiseerr=False)
            if found is not None:
                setattr(office, name, database.session.get_one(type(value), found.identity[0]))
        return office

    return attach
