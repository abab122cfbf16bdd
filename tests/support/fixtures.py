"""The fixtures of applications and databases. What they are made of stands in `databases.py` and `postgres.py`."""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gov_requests.today import clock_set_to
from tests.support.needs import missing

#: Which database the `app` of this run uses: TEST_DATABASE=sqlite (default) or postgresql.
ENGINE = os.environ.get("TEST_DATABASE", "sqlite")


def late(module: str) -> Any:
    """Import a module when a fixture first needs it.

    The tests of the law take less than a second and run while the floors above do not even import; loading Flask for them would end both.
    """
    return importlib.import_module(module)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Nobody needs the files of a test after a power cut; what must be written in which order, the tests of the files ask by themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL cluster of this run's own: `.create()`, `.create(template=…)`, `.url(name)`, `.drop(url)`."""
    postgres = late("tests.support.postgres")
    folder = postgres.binaries()
    if folder is None:
        missing("PostgreSQL's server (Debian's package postgresql) is not installed")
    with postgres.running_cluster(folder) as cluster:
        yield cluster


@pytest.fixture
def postgresql_url(postgresql: Any) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    url: str = postgresql.create()
    yield url
    postgresql.drop(url)


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Databases of the engine that this run is about: `.empty()` and `.migrated()` give addresses."""
    folder = tmp_path_factory.mktemp("databases")
    if ENGINE == "postgresql":
        return late("tests.support.databases").PostgresDatabases(request.getfixturevalue("postgresql"), folder)
    return late("tests.support.databases").SQLiteDatabases(folder)


@pytest.fixture(scope="session")
def app(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application, made once, on a migrated database. To write anything ask for `database` or `client` as well."""
    application = late("tests.support.databases").make_app(databases.migrated(), tmp_path_factory.mktemp("data"))
    yield application
    late("tests.support.databases").dispose(application)


@pytest.fixture
def database(app: Any) -> Iterator[Any]:
    """`db`, inside an application context; whatever the test or its requests commit is rolled back at the end."""
    with late("tests.support.databases").rolled_back(app) as db:
        yield db


@pytest.fixture
def own_app(databases: Any, tmp_path: Path) -> Iterator[Any]:
    """An application on a database of this test alone, with real commits: for two writers at once, restarts, triggers."""
    application = late("tests.support.databases").make_app(databases.migrated(), tmp_path)
    yield application
    late("tests.support.databases").dispose(application)


@pytest.fixture(scope="session")
def settled(databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """`settled(build)`: an application and what `build()` made in its database, committed once for a whole module.

    A test reads and writes it inside `rolled_back(app)`, so that the next one finds it as it was made.
    """
    home = late("tests.support.databases")
    made = []

    def settle(build: Callable[[], Any]) -> tuple[Any, Any]:
        application = home.make_app(databases.migrated(), tmp_path_factory.mktemp("settled"))
        made.append(application)
        with application.app_context():
            return application, build()

    yield settle
    for application in made:
        home.dispose(application)


@pytest.fixture(scope="session")
def attached() -> Callable[[Any], Any]:
    """`attached(office)`: the office with its people read afresh in the present session."""
    database, inspect = late("gov_requests.records.base").db, late("sqlalchemy").inspect

    def attach(office: Any) -> Any:
        for name, value in list(vars(office).items()):
            found = inspect(value, raiseerr=False)
            if found is not None:
                setattr(office, name, database.session.get_one(type(value), found.identity[0]))
        return office

    return attach


@pytest.fixture
def client(app: Any, database: Any) -> Any:
    """A browser without a session: Flask's test client that looks every page over."""
    return app.test_client()


@pytest.fixture
def client_for(app: Any, database: Any) -> Callable[..., Any]:
    """`client_for("clerk")`: a client signed in as a new person of that role; keywords go to `factories.person`.

    The person is `client.person`.
    """
    factories = late("tests.factories")

    def signed_in(role: str, **details: Any) -> Any:
        client = app.test_client()
        client.person = factories.person(role=role, **details)
        factories.sign_in(client, client.person)
        return client

    return signed_in


@pytest.fixture
def today_is() -> Iterator[Callable[[str], None]]:
    """`today_is("2026-11-24")` or `today_is("2026-11-24T16:30")`, Beijing time: holds for the test and its requests."""
    with ExitStack() as until_the_end:

        def set_to(moment: str) -> None:
            until_the_end.enter_context(clock_set_to(datetime.fromisoformat(moment)))

        yield set_to
