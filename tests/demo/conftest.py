"""The district, loaded once for all tests of this folder: on a day of its own, by the command that people use."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gov_requests.today import clock_set_to
from tests.support.fixtures import late

NOW = datetime.fromisoformat("2026-11-24T16:30")
PAST_REQUESTS = 2000


@dataclass(frozen=True)
class District:
    """An application with the district in its database, and what the command printed."""

    app: Flask
    accounts: list[dict[str, str]]
    output: Any

    @property
    def accounts_file(self) -> Path:
        return self.app.config["DATA_DIR"] / "demo-accounts.json"


@pytest.fixture(scope="package")
def loaded(databases, tmp_path_factory) -> Iterator[District]:
    support = late("tests.support.databases")
    app = support.make_app(databases.migrated(), tmp_path_factory.mktemp("district"))
    with clock_set_to(NOW):
        output = app.test_cli_runner().invoke(args=["demo", "load", "--requests", str(PAST_REQUESTS)])
    assert output.exit_code == 0, output.stderr
    yield District(app, json.loads(output.stdout), output)
    support.dispose(app)


@pytest.fixture
def district(loaded) -> Iterator[District]:
    """The loaded district, read in an application context on its own day."""
    with clock_set_to(NOW), loaded.app.app_context():
        yield loaded
