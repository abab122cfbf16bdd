"""The exported journal is checked by a program that knows nothing of this system."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gov_requests.records.chain import head
from gov_requests.records.chain_export import lines
from tests import factories
from tools import verify_audit

VERIFIER = Path(verify_audit.__file__)


@pytest.fixture
def exported(database):
    factories.delivered(factories.Office(), "partly_disclosed")
    return list(lines(content=True))


def changed(exported: list[str], number: int, **values: object) -> list[str]:
    """Return the export with values changed in the object on a line (0: the heading)."""
    line = json.loads(exported[number])
    inner = line.get("journal") or line.get("row") or line
    inner.update(values)
    return [*exported[:number], json.dumps(line, ensure_ascii=False), *exported[number + 1 :]]


def test_the_verifier_runs_alone_and_prints_the_checkpoint(exported, tmp_path):
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(exported) + "\n", encoding="utf-8")
    alone = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(file), str(head())],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (alone.returncode, alone.stdout.strip()) == (0, str(head())), alone.stderr
    assert len(VERIFIER.read_text(encoding="utf-8").splitlines()) < 200


def test_digests_alone_suffice_and_show_no_name(exported):
    short = list(lines())
    assert verify_audit.verify(short) == verify_audit.verify(exported)
    records = [line for line in short if "record" in json.loads(line)]
    assert records
    assert all(set(json.loads(line)) == {"record", "digest"} for line in records)


def test_every_line_of_the_journal_that_is_changed_or_missing_is_found(exported):
    count = json.loads(exported[0])["count"]
    for number in range(1, count + 1):
        for broken in (changed(exported, number, signature="x"), exported[:number] + exported[number + 1 :]):
            with pytest.raises(verify_audit.Broken, match=f"第 {number} 行|缺失|链尾|第 {number + 1} 行"):
                verify_audit.verify(broken)


def test_every_record_that_is_changed_missing_or_slipped_in_is_found(exported):
    count = json.loads(exported[0])["count"]
    for number in range(count + 1, len(exported)):
        with pytest.raises(verify_audit.Broken, match="内容与日志记载不符"):
            verify_audit.verify(changed(exported, number, slipped_in="x"))
        with pytest.raises(verify_audit.Broken, match="已不在"):
            verify_audit.verify(exported[:number] + exported[number + 1 :])
    with pytest.raises(verify_audit.Broken, match="没有日志依据"):
        verify_audit.verify([*exported, '{"record":"cases:9999","row":{"id":9999}}'])


def test_a_journal_that_was_written_anew_does_not_meet_the_checkpoint(exported):
    end = json.loads(exported[0])["count"]
    with pytest.raises(verify_audit.Broken, match="与检查点不符"):
        verify_audit.verify(exported, [(end, "f" * 64)])
    with pytest.raises(verify_audit.Broken, match="少于检查点"):
        verify_audit.verify(exported, [(end + 1, "f" * 64)])


def test_exporting_is_an_act_and_never_writes_over_a_file(own_app, tmp_path):
    file = tmp_path / "export.jsonl"
    run = own_app.test_cli_runner().invoke
    first = run(args=["audit", "export", str(file)])
    assert first.exit_code == 0, first.output
    with file.open(encoding="utf-8") as written:
        count, hash_ = verify_audit.verify(written)
    assert first.output.strip() == f"{count}:{hash_}"
    assert "audit_exported" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    again = run(args=["audit", "export", str(file)])
    assert (again.exit_code, "已经存在" in again.output) == (1, True)


@pytest.mark.parametrize(
    "arguments", [("no-such-file",), ("{file}", "1"), ("{file}", "x:y"), ("{file}", f"1:{'0' * 64}"), ("{folder}",)]
)
def test_whoever_types_something_wrong_gets_a_sentence_not_a_trace(exported, tmp_path, arguments):
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(exported), encoding="utf-8")
    given = [argument.format(file=file, folder=tmp_path) for argument in arguments]
    alone = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *given], check=False, capture_output=True, text=True, cwd=tmp_path
    )
    assert alone.returncode == 1
    assert "Traceback" not in alone.stderr
    assert alone.stderr.strip()


def test_a_kept_line_is_taken_as_it_was_kept_and_two_that_differ_are_not_both_believed(exported):
    end = str(head())
    assert verify_audit.checkpoint(f"2026-11-24T08:00:00+00:00 {end}") == verify_audit.checkpoint(end)
    count, hash_ = verify_audit.checkpoint(end)
    with pytest.raises(verify_audit.Broken, match="哈希却不同"):
        verify_audit.verify(exported, [(count, "f" * 64), (count, hash_)])
