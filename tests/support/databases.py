"""Databases for tests, on SQLite or PostgreSQL: empty ones, and ones that the migrations have brought up to date."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import pytest
from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app import create_app
from gov_requests.records.base import db
from tests.support.inspector import InspectingClient
from tests.support.postgres import Cluster


class Databases(Protocol):
    """Where a test gets databases from. Each call makes one that nobody else uses."""

    def empty(self) -> str:
        """Return the address of a database without tables."""

    def migrated(self) -> str:
        """Return the address of a database as `flask db upgrade` leaves it."""


class SQLiteDatabases:
    """Files in one folder; the migrated ones are copies of a first one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template: Path | None = None

    def empty(self) -> str:
        """Return the address of a file that does not exist yet."""
        return f"sqlite:///{self.folder / f'{secrets.token_hex(6)}.db'}"

    def migrated(self) -> str:
        """Return the address of a fresh copy."""
        if self.template is None:
            url = self.empty()
            migrate(url, self.folder)
            self.template = Path(url.removeprefix("sqlite:///"))
        copy = self.empty()
        shutil.copyfile(self.template, copy.removeprefix("sqlite:///"))
        return copy


class PostgresDatabases:
    """Databases of one cluster; the migrated ones are copies of a first one."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.template: str | None = None

    def empty(self) -> str:
        """Return the address of a database without tables."""
        return self.cluster.create()

    def migrated(self) -> str:
        """Return the address of a fresh copy."""
        if self.template is None:
            url = self.cluster.create()
            migrate(url, self.folder)
            self.template = url.rpartition("/")[2]
        return self.cluster.create(template=self.template)


class HouseClient(InspectingClient):
    """After each request the test's own session reads afresh what the request has changed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request, look the answer over, forget what was read before it."""
        if has_app_context():
            # On the one connection a request's savepoints would lie inside that of a reading test, and be undone with it.
            db.session.commit()
        response = super().open(*args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        return response


def make_app(database_url: str, data_dir: Path) -> Flask:
    """Build the application on a database and a data folder of the test's own; its test client is an inspector."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", database_url)
        patch.setenv("DATA_DIR", str(data_dir))
        patch.delenv("KEY_FILE", raising=False)
        app = create_app("testing")
    app.test_client_class = HouseClient
    return app


def migrate(database_url: str, data_dir: Path) -> None:
    """Do what `flask db upgrade` does."""
    app = make_app(database_url, data_dir)
    with app.app_context():
        flask_migrate.upgrade()
    dispose(app)


def dispose(app: Flask) -> None:
    """Close every connection of the application, so that its files can be copied and its databases dropped."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@contextmanager
def rolled_back(app: Flask) -> Iterator[SQLAlchemy]:
    """Give `db` inside an application context, on one connection with an open transaction; undo everything at the end.

    The application's engine gives way to the connection, so that a commit, also that of a request, releases a savepoint only.
    """
    with app.app_context():
        engine = db.engine
        # `writes` takes the lock at once, as the one transaction does: SQLite may refuse a reader that turns writer.
        with engine.connect().execution_options(writes=True) as connection:
            transaction = connection.begin()
            engines: dict[str | None, object] = db.engines  # type: ignore[assignment]
            engines[None] = connection
            try:
                yield db
            finally:
                db.session.remove()
                engines[None] = engine
                transaction.rollback()
