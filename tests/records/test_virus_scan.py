"""The virus scanner: none set, clean, infected, silent, and one that says something else."""

import io
import socket
import struct
import threading

import pytest

from gov_requests.commands.fitness import advice
from gov_requests.records import virus_scan
from gov_requests.records.virus_scan import scan
from gov_requests.refusals import BadInput
from tests import factories

SIGNATURE = b"a test's own signature"
FIELDS = (
    *("channel", "kind", "name", "id_type", "id_number", "phone", "address", "postcode", "description", "medium"),
    "delivery",
)


class Scanner:
    """What clamd does with INSTREAM, for as many files as come."""

    def __init__(self, place, answers=None):
        self.answers, self.seen = answers, []
        self.line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.line.bind(str(place))
        self.line.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                line, _ = self.line.accept()
            except OSError:
                return
            with line, line.makefile("rb") as given:
                assert given.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", given.read(4))[0]:
                    content += given.read(length)
                self.seen.append(content)
                said = b"stream: Test.Sample FOUND" if SIGNATURE in content else b"stream: OK"
                if self.answers != b"":
                    line.sendall((self.answers or said) + b"\0")


@pytest.fixture
def scanner(app, database, tmp_path, monkeypatch):
    """Make a scanner; ``answers`` replaces what it would say, b"" makes it silent."""
    made = []

    def start(answers=None):
        place = tmp_path / "clamd.ctl"
        made.append(Scanner(place, answers))
        monkeypatch.setitem(app.config, "VIRUS_SCAN", f"unix:{place}")
        monkeypatch.setattr(virus_scan, "_PATIENCE", 0.5)
        return made[0]

    yield start
    for one in made:
        one.line.close()


def test_without_a_scanner_files_come_in_and_check_says_so(app, database, monkeypatch):
    scan("申请表.pdf", SIGNATURE)
    assert list(advice()) == []
    monkeypatch.setitem(app.config, "ENVIRONMENT", "production")
    assert "没有配置病毒查杀" in next(advice())
    monkeypatch.setitem(app.config, "VIRUS_SCAN", "tcp:127.0.0.1:3310")
    assert list(advice()) == []


def test_a_clean_file_comes_in_and_the_scanner_saw_all_of_it(scanner):
    content = b"x" * 300_000
    place = scanner()
    scan("申请表.pdf", content)
    assert place.seen == [content]


@pytest.mark.parametrize(
    ("answers", "content", "said"),
    [
        (None, SIGNATURE, "没有通过病毒查杀"),
        (b"", b"clean", "没有应答"),
        (b"INSTREAM size limit exceeded. ERROR", b"clean", "不能确认"),
        (b"stream: OK or so", b"clean", "不能确认"),
    ],
)
def test_what_is_not_called_clean_is_kept_out(scanner, answers, content, said):
    scanner(answers)
    with pytest.raises(BadInput) as refused:
        scan("申请表.pdf", content)
    assert said in str(refused.value)
    assert "没有保存" in str(refused.value)


@pytest.mark.parametrize(
    "place", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "tcp:127.0.0.1:x", "clamd", "tcp::3310"]
)
def test_a_scanner_that_is_set_and_not_there_keeps_files_out(app, database, monkeypatch, place):
    monkeypatch.setitem(app.config, "VIRUS_SCAN", place)
    with pytest.raises(BadInput, match="没有应答"):
        scan("申请表.pdf", b"clean")


def test_a_form_with_an_infected_file_registers_nothing_and_says_why(app, scanner):
    office = factories.Office()
    scanner()
    client = factories.sign_in(app.test_client(), office.clerk)
    page = client.get("/intake/new").get_data(as_text=True)
    values = {
        name: page.split(f'name="{name}"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
        for name in ("csrf_token", "act_key")
    }
    entry = factories.registration()
    data = {name: getattr(entry, name) for name in FIELDS}
    data |= values | {
        "arrived_on": entry.arrived_on.isoformat(),
        "files": (io.BytesIO(factories.PDF + SIGNATURE), "申请表.pdf"),
    }
    answer = client.post("/intake/new", data=data)
    assert answer.status_code == 422
    assert "没有通过病毒查杀" in answer.get_data(as_text=True)
