"""A restore that is cut off at any step leaves the old state or the new, and the next start of the system says which."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from gov_requests.backup import restore as restoring
from gov_requests.backup import staging
from gov_requests.backup.create import create
from gov_requests.backup.restore import Allowed, restore
from gov_requests.commands.invariants import files_present
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from tests import factories
from tests.support.databases import dispose, make_app


class PowerCutError(BaseException):
    """The machine stops here."""


@pytest.fixture
def house(own_app, tmp_path_factory):
    """An office that has gone on after its backup; its application, the backup, and how far the backup reaches."""
    with own_app.app_context():
        clerk_id = factories.Office().clerk.id
        _register(clerk_id)
        (own_app.config["DATA_DIR"] / "kept").mkdir()
        (own_app.config["DATA_DIR"] / "kept/text").write_text("old")
        backup = tmp_path_factory.mktemp("backups") / "one"
        reached = create(backup).reached.count
        (own_app.config["DATA_DIR"] / "kept/text").write_text("new")
        (own_app.config["DATA_DIR"] / "later").mkdir()
        _register(clerk_id)
    return own_app, backup, reached


def _register(clerk_id):
    clerk = db.session.get(Person, clerk_id)
    factories.register(factories.registration(), [Upload("附图.pdf", factories.paper(900))], by=clerk)


def cut_off_at(monkeypatch, step):
    """Stop before the step-th of the acts by which a restore changes something; what would tidy up does not run either."""
    count = 0

    def counted(do):
        def act(*given, **more):
            nonlocal count
            count += 1
            if count > step:
                raise PowerCutError
            return do(*given, **more)

        return act

    monkeypatch.setattr(Path, "rename", counted(Path.rename))
    monkeypatch.setattr(shutil, "copyfile", counted(shutil.copyfile))
    monkeypatch.setattr(shutil, "rmtree", counted(shutil.rmtree))
    monkeypatch.setattr(restoring, "_write_act", counted(restoring._write_act))
    monkeypatch.setattr(restoring, "_put_database", counted(restoring._put_database))


def state_of(app, reached):
    """`old` or `new`, as the next start finds it; anything between fails."""
    home = app.config["DATA_DIR"]
    again = make_app(app.config["DATABASE_URL"], home)
    try:
        with again.app_context():
            assert list(faults()) == []
            assert list(files_present()) == []
            kinds = list(db.session.scalars(sa.select(JournalRow.kind).where(JournalRow.id > reached)))
    finally:
        dispose(again)
    assert not (home / ".restoring").exists()
    kept, later = (home / "kept/text").read_text(), (home / "later").exists()
    found = {("old", False): "new", ("new", True): "old"}[kept, later]
    assert (kinds == ["backup_restored"]) == (found == "new")
    return found


def test_a_restore_cut_off_at_any_step_is_the_old_state_or_the_new(house):
    app, backup, reached = house
    found = []
    with app.app_context():
        for step in range(60):
            with pytest.MonkeyPatch.context() as patch:
                cut_off_at(patch, step)
                try:
                    restore(backup, Allowed(older=True), by="test")
                    finished = True
                except PowerCutError:
                    finished = False
            db.session.remove()
            found.append(state_of(app, reached))
            if finished or found[-1] == "new":
                break
    assert found[-1] == "new"
    assert set(found[:-1]) == {"old"}
    assert len(found) > 5


@pytest.mark.parametrize("renamed", range(5))
def test_between_the_database_and_the_last_file_the_next_start_goes_on_to_the_end(house, renamed):
    app, backup, reached = house
    left = [renamed]
    rename = Path.rename

    def rename_until(place, target):
        if staging.staging() in {*place.parents, *Path(target).parents} and place.suffix != ".part":
            if not left[0]:
                raise PowerCutError
            left[0] -= 1
        return rename(place, target)

    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", rename_until)
        try:
            restore(backup, Allowed(older=True), by="test")
        except PowerCutError:
            assert renamed < 5
    assert state_of(app, reached) == "new"


def test_a_start_that_does_not_ask_the_database_would_be_caught(house):
    app, backup, reached = house
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "_swap", _cut)
        with pytest.raises(PowerCutError):
            restore(backup, Allowed(older=True), by="test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "_database_has", _no)
        with pytest.raises((AssertionError, KeyError)):
            state_of(app, reached)


def _cut(name, *, comes_in):
    raise PowerCutError


def _no(_key):
    return False


def test_the_system_does_not_start_while_a_restore_runs(house):
    app, _, _ = house
    with app.app_context():
        staging.begin()
        with staging.alone(), pytest.raises(staging.RestoreUnderWay):
            make_app(app.config["DATABASE_URL"], app.config["DATA_DIR"])
