"""Checkpoints lie outside: in a file, in a mailbox, on paper; and a line that no longer holds is named."""

import socketserver
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.audit.views import picture
from gov_requests.commands.audit import checkpoint, verify
from gov_requests.oversight.actions import tick
from gov_requests.records.base import db
from gov_requests.records.chain import head
from gov_requests.records.journal import JournalRow
from gov_requests.records.settings import KeptCheckpoint
from gov_requests.today import now
from tests import factories
from tests.records.tampering import JOURNAL, LET_GO, rewritten, rows_of
from tests.support.network import free_port
from tests.support.typing_in import send, text


@pytest.fixture
def file(app, database, tmp_path, monkeypatch):
    factories.organ()
    place = tmp_path / "outside.txt"
    monkeypatch.setitem(app.config, "CHECKPOINT_FILE", place)
    return place


def run(app, command, *arguments):
    return app.test_cli_runner().invoke(command, [*map(str, arguments)])


def kept_in():
    return list(db.session.scalars(sa.select(KeptCheckpoint.kept_in).order_by(KeptCheckpoint.id)))


def test_the_command_prints_the_line_and_appends_it_to_the_file(app, file):
    point = str(head())
    done = run(app, checkpoint)
    assert done.exit_code == 0
    assert done.stdout.split()[-1] == point
    assert file.read_text() == done.stdout
    run(app, checkpoint, "--file", file)
    assert len(file.read_text().splitlines()) == 2
    assert kept_in() == ["文件 outside.txt"] * 2
    assert {row.kind for row in db.session.query(JournalRow).order_by(JournalRow.id.desc()).limit(2)} == {
        "checkpoint_kept"
    }


def test_without_a_place_outside_it_says_so_and_claims_nothing(app, file, monkeypatch):
    monkeypatch.setitem(app.config, "CHECKPOINT_FILE", None)
    done = run(app, checkpoint)
    assert done.exit_code == 0
    assert "没有存到别处" in done.stderr
    assert kept_in() == []


def test_a_place_that_cannot_be_written_is_said(app, file):
    done = run(app, checkpoint, "--file", file / "no" / "such.txt")
    assert done.exit_code == 1
    assert "检查点没有写进 such.txt" in done.stderr
    assert kept_in() == []


def test_the_scheduler_puts_one_outside_each_day(app, file, today_is):
    at = now()
    for _ in range(3):
        tick(at)
    assert len(file.read_text().splitlines()) == 1
    tomorrow = at + timedelta(days=1)
    today_is(tomorrow.isoformat())
    tick(tomorrow)
    assert len(file.read_text().splitlines()) == 2


def test_a_place_that_is_gone_does_not_stop_the_scheduler(app, file, monkeypatch):
    monkeypatch.setitem(app.config, "CHECKPOINT_FILE", file / "no" / "such.txt")
    assert tick(now())["requests_moved"] == 0


def test_every_line_of_the_file_is_compared_and_the_last_that_holds_is_named(app, file):
    for _ in range(3):
        factories.organ()
        run(app, checkpoint)
    assert run(app, verify, "--kept", file).exit_code == 0
    lines = file.read_text().splitlines()
    whole = file.read_text()
    file.write_text(whole.replace(lines[2], lines[2][:-1] + ("0" if lines[2][-1] != "0" else "1")))
    done = run(app, verify, "--kept", file)
    assert done.exit_code == 1
    assert "检查点不符" in done.stdout
    assert f"最后一个相符的检查点：{lines[1]}" in done.stdout
    file.write_text(whole + f"2026-11-24T00:00:00+00:00 99999:{'0' * 64}\n")
    assert run(app, verify, "--kept", file).exit_code == 1
    file.write_text("nonsense\n")
    done = run(app, verify, "--kept", file)
    assert done.exit_code == 1
    assert "不是检查点的行" in done.stdout


@pytest.fixture
def written_anew(app, database, tmp_path):
    """The file of a checkpoint that was put outside before somebody put other words into the journal and reckoned every hash anew."""
    outside = tmp_path / "kept.txt"
    factories.organ()
    assert run(app, checkpoint, "--file", outside).exit_code == 0
    connection = db.session.connection()
    for statement in LET_GO[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    rows = rows_of(connection, JOURNAL)
    rows[0]["signature"] = "os:somebody"
    rewritten(connection, rows)
    db.session.commit()
    return outside


def test_a_journal_written_anew_does_not_meet_the_line_outside(app, written_anew):
    done = run(app, verify, "--kept", written_anew)
    assert done.exit_code == 1
    assert "检查点不符" in done.stdout


@pytest.mark.usefixtures("written_anew")
def test_a_look_without_the_line_outside_takes_the_journal_written_anew(app):
    """The broken twin: from inside the same journal looks whole."""
    assert db.session.get_one(JournalRow, 1).signature == "os:somebody"
    assert run(app, verify).exit_code == 0


class MailServer(socketserver.ThreadingTCPServer):
    """As much of SMTP as one message needs; `kept` is what came in."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        self.kept = []
        super().__init__(("127.0.0.1", free_port()), MailHandler)


class MailHandler(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                message = b""
                while not message.endswith(b"\r\n.\r\n"):
                    message += self.rfile.readline()
                self.server.kept.append(message.decode())
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def mailbox(app, file, monkeypatch):
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        sent = {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": server.server_address[1],
            "SMTP_FROM": "gov@example.cn",
            "CHECKPOINT_MAIL_TO": ["audit@example.cn"],
        }
        for name, value in sent.items():
            monkeypatch.setitem(app.config, name, value)
        yield server
        server.shutdown()
        thread.join()


def test_where_a_mail_server_is_set_it_goes_there_too(app, mailbox):
    point = str(head())
    assert run(app, checkpoint).exit_code == 0
    assert len(mailbox.kept) == 1
    assert point in mailbox.kept[0]
    assert kept_in() == ["文件 outside.txt", "邮件 audit@example.cn"]


def test_a_mail_server_that_is_gone_is_said_and_the_file_is_written_all_the_same(app, file, mailbox, monkeypatch):
    monkeypatch.setitem(app.config, "SMTP_PORT", free_port())
    done = run(app, checkpoint)
    assert done.exit_code == 1
    assert "邮件没有发出" in done.stderr
    assert kept_in() == ["文件 outside.txt"]


def test_the_auditor_prints_a_sheet_with_the_line_and_its_code(app, database):
    office = factories.Office()
    client = factories.sign_in(app.test_client(), office.audit_admin)
    point = head()
    sheet = client.get(send(client, "/audit/checkpoint").headers["Location"])
    row = db.session.scalars(sa.select(KeptCheckpoint)).one()
    assert (row.count, row.hash, row.kept_in) == (point.count, point.hash, "纸面")
    line = f"{row.made_at.isoformat()} {point}"
    assert line in text(sheet)
    assert picture(line)[1] in text(sheet)
    assert f"{point.count}" in text(client.get("/audit/checkpoint"))
    assert client.get("/audit/checkpoint/999").status_code == 404


def test_pressing_twice_keeps_it_once(app, database):
    client = factories.sign_in(app.test_client(), factories.Office().audit_admin)
    page = text(client.get("/audit/checkpoint"))
    form = {
        name: page.split(f'name="{name}"')[1].split('value="')[1].split('"')[0] for name in ("csrf_token", "act_key")
    }
    for _ in range(2):
        assert client.post("/audit/checkpoint", data=form).status_code == 302
    assert len(kept_in()) == 1


@pytest.mark.parametrize("number", ["2147483648", "9" * 40])
def test_a_number_that_no_row_can_have_is_a_page_that_is_not_there(app, database, number):
    client = factories.sign_in(app.test_client(), factories.Office().audit_admin)
    assert client.get(f"/audit/checkpoint/{number}").status_code == 404
