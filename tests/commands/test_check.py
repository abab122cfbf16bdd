"""`check` refuses what is not fit for real work; each fault is made on purpose and named."""

import hashlib
import json
import os
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.commands import fitness
from gov_requests.commands.check import check
from gov_requests.commands.fitness import FITNESS
from gov_requests.commands.invariants import files_present, numbers_whole
from gov_requests.oversight.actions import tick
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db
from gov_requests.records.holdings import NamedFile
from gov_requests.records.keys import keyring
from gov_requests.records.orphans import GRACE, sweep
from gov_requests.today import now
from tests import factories
from tests.support.fixtures import ENGINE


@pytest.fixture
def real(app, database, monkeypatch, tmp_path):
    """The application as it should be set for real work; a fault is one change away."""
    fit = {
        "ENVIRONMENT": "production",
        "TESTING": False,
        "SESSION_COOKIE_SECURE": True,
        "KEY_FILE": tmp_path / "keys" / "keys.json",
        "CHECKPOINT_FILE": tmp_path / "checkpoints.txt",
    }
    for name, value in fit.items():
        monkeypatch.setitem(app.config, name, value)
    monkeypatch.setitem(app.config, "SECRET_KEY", None)
    monkeypatch.setattr(
        fitness, "SAFE_SETTINGS", {}
    )  # The cluster of the tests forgets on purpose, which has its own test.
    app.extensions.pop("gov_requests.keyring", None)
    assert keyring().cookies
    yield app
    app.extensions.pop("gov_requests.keyring", None)


def found():
    return [sentence for test in FITNESS for sentence in test()]


def test_what_is_fit_is_not_refused(real):
    factories.organ()
    assert found() == []


SETTINGS = {
    "debugging": ("DEBUG", True, "调试"),
    "texts of exceptions in the log": ("LOG_DETAIL", True, "调试"),
    "cookies without TLS": ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE"),
    "a key beside the key file": ("SECRET_KEY", "dev", "SECRET_KEY"),
}


@pytest.mark.parametrize("fault", SETTINGS)
def test_a_setting_that_is_not_fit_is_named(real, monkeypatch, fault):
    name, value, said = SETTINGS[fault]
    monkeypatch.setitem(real.config, name, value)
    assert [said in sentence for sentence in found()] == [True]


@pytest.mark.parametrize("name", ["KEY_FILE", "CHECKPOINT_FILE"])
def test_what_belongs_outside_the_data_is_named_where_it_lies_inside(real, monkeypatch, name):
    monkeypatch.setitem(real.config, name, real.config["DATA_DIR"] / "deep" / ".." / "inside")
    assert [name in sentence and "之内" in sentence for sentence in found()] == [True]


STRONG = {"cookies": os.urandom(32).hex(), "personal_data": os.urandom(32).hex(), "blind_index": os.urandom(32).hex()}
KEYS = {
    "short": STRONG | {"cookies": "secret"},
    "the default of a tutorial": STRONG | {"cookies": "changeme" * 8},
    "all the same letter": STRONG | {"personal_data": "0" * 64},
    "one twice": STRONG | {"blind_index": STRONG["cookies"]},
    "one missing": {name: key for name, key in STRONG.items() if name != "blind_index"},
}


@pytest.mark.parametrize("fault", KEYS)
def test_a_key_that_others_could_know_is_named(real, fault):
    real.config["KEY_FILE"].write_text(json.dumps(KEYS[fault]))
    assert ["密钥文件" in sentence for sentence in found()] == [True]


def test_a_key_file_that_others_may_read_is_named(real):
    real.config["KEY_FILE"].chmod(0o644)
    assert ["0600" in sentence for sentence in found()] == [True]


def test_practice_may_be_as_it_likes(real, monkeypatch):
    monkeypatch.setitem(real.config, "ENVIRONMENT", "demo")
    monkeypatch.setitem(real.config, "SESSION_COOKIE_SECURE", False)
    assert found() == []


PRAGMAS = ("synchronous=OFF", "synchronous=NORMAL", "journal_mode=MEMORY", "mmap_size=1000000", "foreign_keys=OFF")


@pytest.mark.parametrize("pragma", PRAGMAS if ENGINE == "sqlite" else ("",))
def test_a_mode_of_sqlite_that_loses_or_breaks_something_is_named(own_app, pragma):
    with own_app.app_context():
        assert list(fitness.database_keeps()) == []
        if pragma:
            sa.event.listen(db.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA {pragma}").close())
        db.session.remove()
        db.engine.dispose()
        assert len(list(fitness.database_keeps())) == (1 if pragma else 0)


def test_a_setting_of_postgresql_that_loses_something_is_named(app, database, monkeypatch):
    monkeypatch.setitem(app.config, "ENVIRONMENT", "production")
    named = {name for name in fitness.SAFE_SETTINGS for sentence in fitness.database_keeps() if name in sentence}
    # The cluster of the tests forgets on purpose.
    assert named == (set(fitness.SAFE_SETTINGS) if ENGINE == "postgresql" else set())


def test_a_clock_that_was_set_back_is_named(real, today_is):
    today_is("2026-11-24T09:00")
    factories.organ()
    tick(now())
    today_is("2026-11-24T08:59")
    assert ["拨" in sentence for sentence in found()] == [True, True]
    today_is("2026-11-24T09:00")
    assert found() == []


def test_a_clock_that_stands_before_this_version_is_named(real, today_is):
    today_is("2020-01-01T00:00")
    assert ["早于本版本" in sentence for sentence in found()] == [True]


@pytest.fixture
def attached(own_app):
    with own_app.app_context():
        clerk = factories.person("clerk")
        factories.register(factories.registration(), [Upload("附图.pdf", factories.PDF)], by=clerk)
        yield NamedFile(files.PAPERS, hashlib.sha256(factories.PDF).hexdigest())


def test_a_file_that_is_missing_is_named(attached):
    place = files.place_of(attached.sha256)
    content = place.read_bytes()
    place.unlink()
    assert [attached.sha256 in sentence and "缺少" in sentence for sentence in files_present()] == [True]
    place.write_bytes(content)
    assert list(files_present()) == []


def test_a_file_that_no_record_names_is_named_after_a_day_and_cleared_away_after_another(attached, today_is):
    left = files.place_of(files.keep(b"a form that was refused"))
    assert list(files_present()) == []
    later = now() + GRACE + timedelta(minutes=1)
    today_is(later.isoformat())
    assert [left.name in sentence for sentence in files_present()] == [True]
    assert sweep(later) == 0
    assert list(files_present()) == []
    assert not left.exists()
    assert sweep(later + GRACE + timedelta(minutes=1)) == 1
    assert list(left.parent.iterdir()) == []
    assert files.place_of(attached.sha256).exists()


def test_what_has_been_named_since_it_was_set_aside_comes_back(attached):
    place = files.place_of(attached.sha256)
    place.rename(place.with_suffix(".unnamed"))
    sweep(now())
    assert place.exists()


def test_a_gap_in_the_numbers_is_named(own_app):
    with own_app.app_context():
        factories.registered(factories.Office())
        assert list(numbers_whole()) == []
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE counters SET value = value + 1 WHERE series = 'case'")
        db.session.rollback()
        assert ["不连续" in sentence for sentence in numbers_whole()] == [True]


def test_the_command_says_what_is_wrong_and_ends_with_one(real, monkeypatch):
    monkeypatch.setitem(real.config, "SESSION_COOKIE_SECURE", False)
    done = real.test_cli_runner().invoke(check, ["--settings"])
    assert done.exit_code == 1
    assert "SESSION_COOKIE_SECURE" in done.output
    monkeypatch.setitem(real.config, "SESSION_COOKIE_SECURE", True)
    assert real.test_cli_runner().invoke(check, ["--settings"]).exit_code == 0
