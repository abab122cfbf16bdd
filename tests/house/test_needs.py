"""What the suite promises: nothing is skipped where all must run, nobody reaches another machine, a warning is an error."""

import os
import socket
import subprocess
import sys

import pytest

from tests.support.network import ForeignHostError, free_port
from tests.support.sources import ROOT

SKIPPED = """
import pytest
from tests.support.needs import missing

@pytest.fixture(scope="session")
def postgresql():
    missing("no PostgreSQL here")

def test_on_postgresql(postgresql):
    pass

def test_elsewhere():
    pytest.skip("not today")
"""


def run(folder, source, **environment):
    (folder / "test_inner.py").write_text(source)
    # Outside the project its conftest does not hold; the plugin is named instead.
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        os.devnull,
        "-p",
        "tests.support.needs",
        "-p",
        "no:cacheprovider",
        str(folder),
    )
    inherited = {name: value for name, value in os.environ.items() if name != "REQUIRE_ALL"}
    return subprocess.run(
        command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False
    ).stdout


def test_a_test_without_its_database_is_skipped_at_a_desk(tmp_path):
    assert "2 skipped" in run(tmp_path, SKIPPED)


def test_a_test_without_its_database_fails_where_all_must_run(tmp_path):
    said = run(tmp_path, SKIPPED, REQUIRE_ALL="1")
    assert "1 skipped" in said
    assert "1 failed" in said or "1 error" in said
    assert "no PostgreSQL here" in said


def test_another_machine_is_out_of_reach():
    with pytest.raises(ForeignHostError), socket.socket() as reaching:
        reaching.connect(("192.0.2.1", 80))
    with pytest.raises(ForeignHostError):
        socket.create_connection(("example.invalid", 80))


def test_this_machine_is_within_reach():
    with socket.create_server(("127.0.0.1", free_port())) as server, socket.create_connection(server.getsockname()):
        pass
