"""The server of the journeys is the real one: gunicorn, a database of its own, commands on the same data, gone afterwards."""

import json
import urllib.request
from urllib.error import URLError

import pytest

from tests.support.live_server import running_server

# It needs no browser, but belongs to the journeys: whole programs start here, which takes seconds.
pytestmark = pytest.mark.browser


def test_a_live_server_answers_takes_commands_and_ends(tmp_path):
    with running_server(tmp_path, [("db", "upgrade")]) as server:
        with urllib.request.urlopen(f"{server.url}/health") as answer:
            assert answer.status == 200
        server.flask("organs", "add", "--code", "A1", "--name", "虚构区第一局")
        assert [organ["code"] for organ in json.loads(server.flask("organs", "list", "--json"))] == ["A1"]
    with pytest.raises(URLError):
        urllib.request.urlopen(f"{server.url}/health")


def test_a_command_that_fails_says_why(tmp_path):
    with pytest.raises(AssertionError, match="No such command"), running_server(tmp_path, [("nobody", "knows")]):
        pass
