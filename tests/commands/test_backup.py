"""`backup create`, `backup verify`, `backup restore`: whole, under load, never half, never unasked an older one."""

import hashlib
import json
import shutil
import threading
import time

import pytest
import sqlalchemy as sa

from gov_requests.backup import staging
from gov_requests.backup.manifest import SEAL, Manifest, sha256_of
from gov_requests.commands.invariants import files_present, numbers_whole, states_present
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db
from gov_requests.records.chain import faults
from gov_requests.records.holdings import named_files
from gov_requests.records.journal import ChainHead, JournalRow
from gov_requests.records.people import Person
from gov_requests.records.sessions import WebSession
from tests import factories
from tests.support.databases import dispose, make_app


def an_office():
    """Who works in a new office. A command closes the session, so people are looked up again."""
    made = factories.Office("SJJ")
    return {"clerk": made.clerk.id}


@pytest.fixture
def office(own_app):
    with own_app.app_context():
        yield an_office()


def run(app, *command):
    return app.test_cli_runner().invoke(args=["backup", *map(str, command)])


def create(app, folder):
    done = run(app, "create", folder)
    assert done.exit_code == 0, done.output
    return folder


def register(office, number=1):
    clerk = db.session.get(Person, office["clerk"])
    for _ in range(number):
        factories.register(factories.registration(), [Upload("附图.pdf", factories.paper(9000))], by=clerk)


def state():
    """What an office has: every row of every table that is not bookkeeping, and the named files."""
    db.session.rollback()
    left_out = {"web_sessions", "throttles", "heartbeats"}
    rows = {
        table.name: sorted(map(repr, db.session.execute(sa.text(f"SELECT * FROM {table.name}"))))
        for table in db.metadata.sorted_tables
        if table.name not in left_out
    }
    db.session.rollback()
    return rows, sorted((file.place, files.place_of(file.sha256, file.shelf).exists()) for file in named_files())


def test_what_was_saved_comes_back_and_the_journal_names_the_backup(own_app, office, tmp_path_factory):
    register(office, 3)
    factories.sign_in(own_app.test_client(), db.session.get(Person, office["clerk"]))
    before = state()
    saved = create(own_app, tmp_path_factory.mktemp("backups") / "monday")
    made = Manifest.read(saved)
    register(office, 2)
    later = {file.place for file in named_files()}
    done = run(own_app, "restore", saved, "--allow-older")
    assert done.exit_code == 0, done.output
    row = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc())).first()
    assert (row.kind, row.data["backup"], row.data["reached"]) == ("backup_restored", "monday", made.checkpoint)
    after = state()
    for name, rows in before[0].items():
        expected = rows if name not in {"journal", "chain_head"} else []
        assert (
            set(rows) <= set(after[0][name])
            if name == "journal"
            else after[0][name] == expected or name == "chain_head"
        ), name
    assert after[1] == before[1]
    assert list(faults()) == []
    assert [*files_present(), *numbers_whole(), *states_present()] == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(WebSession)) == 0
    gone = later - {file.place for file in named_files()}
    assert gone
    assert not any((own_app.config["DATA_DIR"] / place).exists() for place in gone)
    register(office)  # Numbers and identities go on where the backup stood.
    assert [*numbers_whole(), *faults()] == []


def test_calendars_come_back_as_they_were(own_app, office, tmp_path_factory):
    shelf = own_app.config["DATA_DIR"] / "workdays"
    shelf.mkdir()
    (shelf / "2027-v001.json").write_text("one")
    saved = create(own_app, tmp_path_factory.mktemp("backups") / "one")
    (shelf / "2027-v001.json").write_text("another")
    (shelf / "2027-v002.json").write_text("two")
    assert run(own_app, "restore", saved).exit_code == 0
    assert {file.name: file.read_text() for file in shelf.iterdir()} == {"2027-v001.json": "one"}


def test_neither_the_keys_nor_the_practice_accounts_are_in_a_backup(own_app, office, tmp_path_factory):
    register(office)
    home = own_app.config["DATA_DIR"]
    (home / "demo-accounts.json").write_text("[]")
    saved = create(own_app, tmp_path_factory.mktemp("backups") / "one")
    names = {file.name for file in saved.rglob("*") if file.is_file()}
    assert (home / "keys.json").exists()
    assert not names & {"keys.json", "demo-accounts.json", "gov_requests.db"}
    secrets_ = json.loads((home / "keys.json").read_text()).values()
    assert not any(
        secret.encode() in file.read_bytes() for file in saved.rglob("*") if file.is_file() for secret in secrets_
    )
    assert len(Manifest.read(saved).key_fingerprint) == 16
    assert run(own_app, "restore", saved).exit_code == 0
    assert (home / "keys.json").exists()


def _wait_until_more_is_recorded(app, count):
    with app.app_context():
        while db.session.scalar(sa.select(ChainHead.count)) <= count:
            db.session.rollback()
            time.sleep(0.01)


def test_a_backup_made_while_people_work_is_one_instant_with_all_its_files(own_app, office, tmp_path_factory):
    register(office)
    stop, lost = threading.Event(), []

    def work():
        with own_app.app_context():
            while not stop.is_set():
                try:
                    register(office)
                except sa.exc.DBAPIError as error:
                    lost.append(error)

    people = [threading.Thread(target=work) for _ in range(4)]
    for person in people:
        person.start()
    folder, reached = tmp_path_factory.mktemp("backups"), []
    try:
        for number in range(3):
            saved = create(own_app, folder / str(number))
            reached.append(Manifest.read(saved).reached.count)
            _wait_until_more_is_recorded(own_app, reached[-1])
    finally:
        stop.set()
        for person in people:
            person.join()
    assert lost == []
    assert reached == sorted(set(reached))
    for number in range(3):
        assert run(own_app, "verify", folder / str(number)).exit_code == 0


@pytest.fixture
def saved(own_app, office, tmp_path_factory):
    register(office, 2)
    return create(own_app, tmp_path_factory.mktemp("backups") / "whole")


@pytest.fixture(scope="module")
def standing(databases, tmp_path_factory):
    """A house that no test changes, with a backup of it: the application and the folder."""
    app = make_app(databases.migrated(), tmp_path_factory.mktemp("standing"))
    with app.app_context():
        register(an_office(), 2)
        yield app, create(app, tmp_path_factory.mktemp("backups") / "whole")
    dispose(app)


@pytest.fixture
def copied(standing, tmp_path):
    """The standing house and a copy of its backup, to be damaged."""
    return standing[0], shutil.copytree(standing[1], tmp_path / "copy")


def seal_again(folder):
    text = (folder / "manifest.json").read_bytes()
    (folder / SEAL).write_text(f"{hashlib.sha256(text).hexdigest()}  manifest.json\n")


def flip(file, at=-1):
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


DAMAGE = {
    "an attachment with another bit": lambda home: flip(next((home / "data/files").rglob("*/*"))),
    "an attachment cut short": lambda home: next((home / "data/files").rglob("*/*")).write_bytes(b""),
    "an attachment that is gone": lambda home: next((home / "data/files").rglob("*/*")).unlink(),
    "a database with another bit": lambda home: flip(home / "database.sqlite", 5000),
    "a database cut short": lambda home: (home / "database.sqlite").write_bytes(
        (home / "database.sqlite").read_bytes()[:9000]
    ),
    "a database that is gone": lambda home: (home / "database.sqlite").unlink(),
    "a manifest with another bit": lambda home: flip(home / "manifest.json"),
    "a manifest that is gone": lambda home: (home / "manifest.json").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused_and_nothing_changes(copied, damage):
    app, backup = copied
    before = state()
    DAMAGE[damage](backup)
    verified = run(app, "verify", backup)
    assert verified.exit_code == 1
    assert "Traceback" not in verified.output
    restored = run(app, "restore", backup, "--allow-older")
    assert restored.exit_code == 1
    assert any(word in restored.output for word in ("没有", "不符", "读不出来"))
    assert state() == before
    assert not staging.staging().exists()


def test_a_record_edited_in_the_backup_is_named_even_where_every_hash_was_mended(copied):
    app, backup = copied
    engine = sa.create_engine(f"sqlite:///{backup / 'database.sqlite'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET title = '另一件事' WHERE id = 1")
    engine.dispose()
    said = json.loads((backup / "manifest.json").read_text())
    for kept in said["files"]:
        if kept["path"] == "database.sqlite":
            kept |= {
                "sha256": sha256_of(backup / "database.sqlite"),
                "size": (backup / "database.sqlite").stat().st_size,
            }
    (backup / "manifest.json").write_text(json.dumps(said))
    seal_again(backup)
    verified = run(app, "verify", backup)
    assert verified.exit_code == 1
    assert "cases:1 的内容与日志记载不符" in verified.output


def test_what_is_left_of_a_damaged_backup_comes_back_if_told_so(own_app, office, saved):
    lost = next((saved / "data/files").rglob("*/*"))
    lost.unlink()
    done = run(own_app, "restore", saved, "--allow-damaged")
    assert done.exit_code == 0, done.output
    assert lost.name in done.output
    assert [lost.name in sentence for sentence in files_present()] == [True]


def test_an_older_backup_is_refused_unless_told_so(own_app, office, saved):
    register(office)
    before = state()
    refused = run(own_app, "restore", saved)
    assert refused.exit_code == 1
    assert "备份比现有数据旧" in refused.output
    assert state() == before
    assert run(own_app, "restore", saved, "--allow-older").exit_code == 0


@pytest.fixture
def other_house(standing, databases, tmp_path):
    """Another installation that has been given the same key."""
    shutil.copy(standing[0].config["DATA_DIR"] / "keys.json", tmp_path)
    app = make_app(databases.migrated(), tmp_path)
    with app.app_context():
        yield app
    dispose(app)


def test_a_backup_of_another_house_is_refused_unless_told_so(standing, other_house):
    factories.organ()
    refused = run(other_house, "restore", standing[1])
    assert refused.exit_code == 1
    assert "不是从现有数据做的" in refused.output
    assert run(other_house, "restore", standing[1], "--allow-older").exit_code == 0


def test_a_backup_moves_the_house_to_an_empty_database(standing, databases, tmp_path):
    before = state()
    new = make_app(databases.empty(), tmp_path / "new")
    with new.app_context():
        done = run(new, "restore", standing[1])
        assert done.exit_code == 0, done.output
        assert "密钥文件还不在" in done.output
        shutil.copy(standing[0].config["DATA_DIR"] / "keys.json", tmp_path / "new/keys.json")
        after = state()
        assert after[1] == before[1]
        assert after[0]["cases"] == before[0]["cases"]
        assert list(faults()) == []
    dispose(new)


def test_a_backup_under_another_key_is_refused(standing, other_house):
    (other_house.config["DATA_DIR"] / "keys.json").write_text(
        json.dumps({"cookies": "a1" * 32, "personal_data": "b2" * 32, "blind_index": "c3" * 32})
    )
    refused = run(other_house, "restore", standing[1], "--allow-older")
    assert refused.exit_code == 1
    assert "不是现在的密钥" in refused.output


def test_a_folder_in_use_or_under_the_data_takes_no_backup(standing):
    app, backup = standing
    assert run(app, "create", backup).exit_code == 1
    assert run(app, "create", app.config["DATA_DIR"] / "backup").exit_code == 1


def test_a_file_that_is_missing_is_said_and_the_rest_is_saved(own_app, office, tmp_path_factory):
    register(office, 2)
    gone = min(named_files(), key=lambda file: file.sha256)
    files.place_of(gone.sha256, gone.shelf).unlink()
    done = run(own_app, "create", tmp_path_factory.mktemp("backups") / "one")
    assert done.exit_code == 1
    assert gone.sha256 in done.output
    assert run(own_app, "verify", tmp_path_factory.getbasetemp()).exit_code == 1
