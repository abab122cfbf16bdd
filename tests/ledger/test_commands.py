"""``cases import``, ``cases export``, ``cases template``: all or nothing, said as JSON, journalled under the operating system's user."""

import json
import stat

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gov_requests.ledger.columns import DISPUTES, REQUESTS
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.journal import JournalRow
from tests import factories
from tests.ledger.ledgers import cells, dispute, replied, request, workbook

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def organ():
    return factories.organ("XFJ")


@pytest.fixture
def run(app, organ, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def command(*words):
        done = app.test_cli_runner().invoke(args=["cases", *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done

    return command


def written(tmp_path, name, *sheets):
    (tmp_path / name).write_bytes(workbook(*sheets))
    return name


def journal(kind):
    return db.session.scalars(sa.select(JournalRow).where(JournalRow.kind == kind)).all()


def count():
    return db.session.scalar(sa.select(sa.func.count()).select_from(Case))


def test_a_ledger_is_brought_in_under_the_name_of_the_servers_user(run, tmp_path):
    done = run("import", written(tmp_path, "a.xlsx", [replied(), request("旧-2")], [dispute()]), "--organ", "XFJ")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("organ", "stored", "rows", "requests", "open", "closed", "disputes")} == {
        "organ": "XFJ",
        "stored": True,
        "rows": 3,
        "requests": 2,
        "open": 1,
        "closed": 1,
        "disputes": 1,
    }
    assert told["errors"] == []
    (row,) = journal("ledger_imported")
    assert (row.recorded_by, row.signature[:3], row.data["requests"]) == (None, "os:", 2)


def test_a_dry_run_says_the_same_and_stores_nothing(run, tmp_path):
    done = run("import", written(tmp_path, "a.xlsx", [replied()]), "--organ", "XFJ", "--dry-run")
    assert done.exit_code == 0
    assert "可以导入 1 件申请" in done.stderr
    assert (json.loads(done.stdout)["stored"], count()) == (False, 0)


def test_one_malformed_row_keeps_everything_out_and_is_named_and_marked(run, tmp_path):
    name = written(tmp_path, "a.xlsx", [replied(), request("旧-2", 收到方式="微信")])
    done = run("import", name, "--organ", "XFJ", "--marked", "marked.xlsx")
    assert done.exit_code == 1
    (fault,) = json.loads(done.stdout)["errors"]
    assert (fault["sheet"], fault["row"], fault["column"]) == ("申请", 3, "收到方式")
    assert "微信" in fault["wrong"]
    assert "当面" in fault["right"]
    assert fault["sentence"] in done.stderr
    assert count() == 0
    assert "微信" in cells((tmp_path / "marked.xlsx").read_bytes())["申请"][2][-2]


def test_the_year_format_decides_what_a_row_name_means(run, tmp_path):
    name = written(tmp_path, "a.xlsx", [request(收到日期="2019-06-03", 答复类型="其他处理", 答复日期="2019-06-10")])
    assert run("import", name, "--organ", "XFJ").exit_code == 1
    assert run("import", name, "--organ", "XFJ", "--year-format", "2019").exit_code == 0


def test_what_goes_out_is_masked_and_is_refused_when_it_comes_back(run, tmp_path):
    run(
        "import",
        written(tmp_path, "a.xlsx", [replied(申请人="虚小明", 证件号码="990102198607210025")]),
        "--organ",
        "XFJ",
    )
    assert run("export", "out.xlsx", "--organ", "XFJ").exit_code == 0
    row = cells((tmp_path / "out.xlsx").read_bytes())["申请"][1]
    assert row[5:7] == ("虚**", "990102********0025")
    assert journal("ledger_exported") == []
    done = run("import", "out.xlsx", "--organ", "XFJ")
    assert done.exit_code == 1
    assert "脱敏" in done.stderr


def test_the_full_ledger_wants_a_reason_is_journalled_and_comes_back_with_the_same_cells(run, tmp_path):
    factories.organ("QFJ")
    rows = [replied(申请人="虚小明", 证件号码="990102198607210025"), request("旧-2", 收到日期="2024-05-06")]
    run("import", written(tmp_path, "a.xlsx", rows, [dispute(关联登记编号="旧-2")]), "--organ", "XFJ")
    assert run("export", "out.xlsx", "--organ", "XFJ", "--full").exit_code == 1
    assert not (tmp_path / "out.xlsx").exists()
    assert run("export", "out.xlsx", "--organ", "XFJ", "--full", "--reason", "移交").exit_code == 0
    assert stat.S_IMODE((tmp_path / "out.xlsx").stat().st_mode) == 0o600
    (row,) = journal("ledger_exported")
    assert (row.data["organ"], row.data["reason"], row.data["rows"]) == ("XFJ", "移交", 2)
    assert run("import", "out.xlsx", "--organ", "QFJ").exit_code == 0
    run("export", "again.xlsx", "--organ", "QFJ", "--full", "--reason", "移交")
    assert cells((tmp_path / "again.xlsx").read_bytes()) == cells((tmp_path / "out.xlsx").read_bytes())
    run("export", "year.xlsx", "--organ", "QFJ", "--full", "--reason", "移交", "--year", "2025")
    assert [len(sheet) for sheet in cells((tmp_path / "year.xlsx").read_bytes()).values()] == [2, 1]


def test_the_template_has_every_column_lists_to_choose_from_and_help_and_comes_in_empty(run, tmp_path):
    assert run("template", "t.xlsx").exit_code == 0
    book = load_workbook(tmp_path / "t.xlsx")
    for title, columns in (("申请", REQUESTS), ("复议诉讼", DISPUTES)):
        assert [cell.value for cell in book[title][1]] == [column.heading for column in columns]
        listed = {
            str(range_) for chosen in book[title].data_validations.dataValidation for range_ in chosen.sqref.ranges
        }
        assert len(listed) == sum(bool(column.words) for column in columns)
    assert "必填" in "".join(str(row[0]) for row in book["填写说明"].iter_rows(values_only=True))
    assert run("import", "t.xlsx", "--organ", "XFJ").exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["import", "none.xlsx", "--organ", "XFJ"], "none.xlsx"),
        (["import", "text.xlsx", "--organ", "XFJ"], "xlsx"),
        (["export", "out.xlsx", "--organ", "NONE"], "没有代码为“NONE”的单位"),
        (["export", "no/such/folder.xlsx", "--organ", "XFJ"], "不能写入"),
        (["export", "out.xlsx", "--organ", "XFJ", "--reason", "x"], "--full"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, tmp_path, words, told):
    (tmp_path / "text.xlsx").write_text("登记编号,收到方式", encoding="utf-8")
    done = run(*words)
    assert done.exit_code != 0
    assert told in done.stderr
    assert "Traceback" not in done.output
