"""``flask workdays``."""

import json

import pytest
from flask import Flask

from gov_requests.commands.workdays import REPROJECT, workdays
from tests.workdays.test_arrangements import NOTICE_2027


@pytest.fixture
def app(tmp_path):
    app = Flask("bare")
    app.config["DATA_DIR"] = tmp_path
    app.cli.add_command(workdays)
    return app


def run(app, *command):
    return app.test_cli_runner().invoke(args=["workdays", *map(str, command)])


@pytest.fixture
def notice(tmp_path):
    file = tmp_path / "notice.json"
    file.write_text(json.dumps(NOTICE_2027), encoding="utf-8")
    return file


def test_a_year_is_shown(app):
    shown = run(app, "show", 2026)
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["work"][0] == "2026-01-04"


def test_a_year_out_of_reach_is_refused(app):
    assert run(app, "show", 2101).exit_code == 2
    assert run(app, "show", "next").exit_code == 2


def test_importing_tells_what_it_moved(app, notice):
    app.extensions[REPROJECT] = lambda _held, _who: {"requests_moved": 3, "disputes_moved": 1}
    done = run(app, "import", notice)
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "已导入 2027-v001.json。\n")
    assert {key: told[key] for key in ("year", "requests_moved", "disputes_moved", "version")} == {
        "year": 2027,
        "requests_moved": 3,
        "disputes_moved": 1,
        "version": 1,
    }
    shown = json.loads(run(app, "show", 2027).stdout)
    assert shown["published"] is True
    assert shown["imported_by"]


def test_without_a_database_nothing_moves(app, notice):
    told = json.loads(run(app, "import", notice).stdout)
    assert (told["requests_moved"], told["disputes_moved"]) == (0, 0)


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_json_is_refused_in_a_sentence(app, notice, content):
    notice.write_bytes(content)
    done = run(app, "import", notice)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "不是 UTF-8 的 JSON 文件" in done.stderr


def test_an_arrangement_that_cannot_be_is_refused_in_a_sentence(app, notice):
    notice.write_text(json.dumps(NOTICE_2027 | {"work": ["2027-01-29"]}), encoding="utf-8")
    done = run(app, "import", notice)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "本来就是工作日" in done.stderr


def test_a_damaged_shelf_is_told_in_a_sentence(app, notice, tmp_path):
    run(app, "import", notice)
    (tmp_path / "workdays" / "2027-v001.json").write_text("{")
    for command in (("show", 2026), ("import", notice)):
        done = run(app, *command)
        assert done.exit_code == 1
        assert "2027-v001.json 无法使用" in done.stderr


def test_a_user_without_a_name_is_named_by_number(app, notice, monkeypatch):
    def nobody():
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    run(app, "import", notice)
    assert json.loads(run(app, "show", 2027).stdout)["imported_by"].startswith("uid ")
