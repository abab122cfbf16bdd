"""Whatever is changed behind the journal's back is named, and the first place first: every cell, every row, the chain itself."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from gov_requests.records.base import db, one_act
from gov_requests.records.canonical import canonical, digest_of
from gov_requests.records.chain import Checkpoint, faults, head, recorded_tables
from gov_requests.records.people import Organ
from tests.records import tampering
from tests.records.tampering import HEAD, JOURNAL, another, behind_the_back, cells, put, raw, rewritten, rows_of
from tests.support.fixtures import late


@pytest.fixture(scope="module")
def app(databases, tmp_path_factory):
    """An application whose record has a row in every table; nobody here commits."""
    home = late("tests.support.databases")
    application = home.make_app(databases.migrated(), tmp_path_factory.mktemp("tampering"))
    with application.app_context():
        tampering.a_row_in_every_table()
        assert list(faults()) == []
    yield application
    home.dispose(application)


@pytest.fixture
def connection(app):
    with behind_the_back(app) as opened:
        yield opened


def first_fault(since=None):
    db.session.expire_all()
    return next(faults(since), None)


def changed(connection, statement):
    """Return the first fault after a statement, which is taken back; None where the database refuses it by itself."""
    step = connection.begin_nested()
    try:
        connection.execute(statement)
        return first_fault() or "nothing"
    except IntegrityError:
        return None
    finally:
        step.rollback()


def test_every_record_stands_in_the_untouched_database(connection):
    assert first_fault() is None
    assert {table.name for table in recorded_tables() if not rows_of(connection, table)} == set()


def test_every_cell_of_every_record_is_named_when_it_is_changed(connection):
    tried, refused, silent = 0, set(), []
    for table in recorded_tables():
        row = rows_of(connection, table)[-1]
        for column, value in cells(table, row):
            found = changed(connection, put(table, row["id"], **{column: value}))
            tried += 1
            if found is None:
                refused.add((table.name, column))
            elif not found.startswith(f"{table.name}:"):
                silent.append((table.name, column, value, found))
    print(f"{connection.dialect.name}: {tried} cells, {len(refused)} refused by the database, {len(silent)} unnoticed")  # noqa: T201 - `make deep`
    assert silent == []
    assert tried > 170
    # What the database refuses by itself: its own rules about who signs, decides and stands in, and that a merge is of two.
    # And: who approves rules, that what is unsound has a fault, that what is answered or done says how.
    ruled = {"letters", "proposals", "deputies", "notices", "office_texts", "rectifications", "applicant_merges"} | {
        *("secrecy_rules", "re_evaluations", "spot_checks", "referrals")
    }
    assert {table for table, _ in refused} <= ruled


def test_every_cell_of_the_journal_is_named_with_its_row_when_it_is_changed(connection):
    rows, silent = rows_of(connection, JOURNAL), []
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        for column, value in cells(JOURNAL, row):
            found = changed(connection, put(JOURNAL, row["id"], **{column: value}))
            # A number that another row has already, the database refuses by itself.
            if found is not None and f"日志第 {row['id']} 行" not in found:
                silent.append((row["id"], column, found))
    assert silent == []


def test_of_two_changes_the_first_is_named(connection):
    count = head().count
    for row_id in (count - 1, 2):
        connection.execute(put(JOURNAL, row_id, kind="invented"))
    assert first_fault() == "日志第 2 行内容与哈希不符。"


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_missing_row_is_named(connection, place):
    count = head().count
    row_id = {"first": 1, "middle": count // 2, "last": count}[place]
    connection.execute(sa.delete(JOURNAL).where(JOURNAL.c.id == row_id))
    told = f"日志第 {row_id} 行缺失" if row_id < count else f"链尾登记为第 {count} 行，日志实有 {count - 1} 行。"
    assert told in first_fault()


def test_two_rows_in_each_others_place_are_named(connection):
    for old, new in ((5, -1), (6, 5), (-1, 6)):
        connection.execute(put(JOURNAL, old, id=new))
    assert "日志第 5 行" in first_fault()


def test_a_row_pushed_in_behind_the_end_is_named(connection):
    row = rows_of(connection, JOURNAL)[-1]
    more = {**row, "id": row["id"] + 1, "key": None, "case_id": None, "case_seq": None}
    connection.execute(sa.insert(raw(JOURNAL)).values(more))
    assert f"日志第 {more['id']} 行" in first_fault()


def test_a_cut_off_end_is_named_and_one_with_its_head_only_by_a_checkpoint(connection):
    kept, rows = head(), rows_of(connection, JOURNAL)
    untouched = rows[:-1]
    rewritten(connection, untouched)
    found = list(faults())
    assert all("日志第" not in sentence for sentence in found)
    assert first_fault(kept) == f"日志只有 {len(untouched)} 行，检查点记有 {kept.count} 行。"


@pytest.mark.parametrize(
    "statement", [sa.delete(HEAD), sa.update(raw(HEAD)).values(count=3), sa.update(raw(HEAD)).values(hash="0" * 64)]
)
def test_a_head_that_is_gone_or_falsified_is_named(connection, statement):
    connection.execute(statement)
    assert first_fault().startswith("链尾登记为")


def test_a_record_without_a_journal_row_is_named(connection):
    pushed_in = 0
    for table in recorded_tables():
        row = rows_of(connection, table)[-1]
        unique = {column.name for column in table.columns if column.unique or column.name in ("number", "version")}
        more = {**row, **{name: another(table.c[name], row[name]) for name in unique}, "id": row["id"] + 100}
        found = changed(connection, sa.insert(raw(table)).values(more))
        if found is not None:
            pushed_in += 1
            assert found == f"{table.name}:{more['id']} 没有日志依据。"
    assert pushed_in > len(recorded_tables()) // 2


def test_a_record_that_is_gone_is_named(connection):
    for table in recorded_tables():
        row = rows_of(connection, table)[-1]
        found = changed(connection, sa.delete(table).where(table.c.id == row["id"]))
        assert found == f"{table.name}:{row['id']} 已不在库中。"


def test_whoever_rewrites_the_whole_chain_is_caught_by_a_checkpoint_kept_elsewhere(connection):
    """The twin shows why one is kept: without it the rewritten record looks whole."""
    kept = head()
    applicants = next(table for table in recorded_tables() if table.name == "applicants")
    connection.execute(sa.update(raw(applicants)).values(name="另一人"))
    forged = {f"applicants:{row['id']}": digest_of(row) for row in rows_of(connection, applicants)}
    rows, first = rows_of(connection, JOURNAL), None
    for row in rows:
        told = json.loads(row["digests"])
        if told.keys() & forged.keys():
            first = first or row["id"]
            row["digests"] = canonical({**told, **{key: forged[key] for key in told.keys() & forged.keys()}})
    rewritten(connection, rows)
    assert first_fault() is None
    assert first_fault(kept) == f"日志第 {kept.count} 行与检查点不符。"
    assert first_fault(Checkpoint(first - 1, rows[first - 2]["hash"])) is None


def test_an_earlier_state_of_a_record_put_back_is_named(connection):
    """Every cell of it was true once."""
    organs = next(table for table in recorded_tables() if table.name == "organs")
    before = rows_of(connection, organs)[0]
    with one_act("test") as act:
        db.session.get_one(Organ, before["id"]).court = "另一人民法院"
        act.note("organ_changed")
    assert first_fault() is None
    connection.execute(put(organs, **before, row_id=before["id"]))
    assert first_fault() == f"organs:{before['id']} 的内容与日志记载不符。"
