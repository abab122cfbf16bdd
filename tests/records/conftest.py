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
