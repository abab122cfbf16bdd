"""The command line over the law alone: an application that has a DATA_DIR and no database."""

import json

import pytest
from flask import Flask

from gov_requests.commands.statute import statute
from gov_requests.commands.workdays import workdays


@pytest.fixture
def bare_app(tmp_path):
    app = Flask("bare")
    app.config["DATA_DIR"] = tmp_path
    app.cli.add_command(statute)
    app.cli.add_command(workdays)
    return app


@pytest.fixture
def run_lines(bare_app):
    """Runs a command over lines (bytes, or what JSON can say) and returns (exit code, answers, what was told to people)."""

    def run(*command, lines=()):
        told = b"".join(
            line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines
        )
        result = bare_app.test_cli_runner().invoke(args=command, input=told)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, answers, result.stderr

    return run
