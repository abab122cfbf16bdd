"""``flask statute``: what other people's scripts rely on."""

import json
import random
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from gov_requests.commands import json_lines
from gov_requests.today import clock_set_to
from tests.exhaustive.random_lives import random_life
from tests.statute.examples import EXAMPLES
from tests.statute.plain_clock import plain_clock

RECEIVED = {"kind": "received", "on": "2026-03-02", "channel": "in_person"}
KEYS = [
    "id",
    "received_on",
    "due_on",
    "safe_due_on",
    "state",
    "provisional",
    "warnings",
    "on_time",
    "workdays_late",
    "remaining_workdays",
    "steps",
]


def test_a_line_is_answered_with_every_key(run_lines):
    example = next(example for example in EXAMPLES["clocks"] if example["id"] == "H18")
    code, (answer,), told = run_lines("statute", "clock", lines=[example])
    assert (code, told) == (0, "")
    assert list(answer) == KEYS
    steps = answer.pop("steps")
    assert answer == {
        "id": "H18",
        "received_on": "2026-03-02",
        "due_on": "2026-04-13",
        "safe_due_on": "2026-04-10",
        "state": "running",
        "provisional": False,
        "warnings": [],
        "on_time": None,
        "workdays_late": None,
        "remaining_workdays": -155,
    }
    assert all({"on", "rule", "article", "text"} <= set(step) for step in steps)


def test_explaining_adds_every_day(run_lines):
    _, (answer,), _ = run_lines("statute", "clock", "--explain", lines=[{"id": 1, "facts": [RECEIVED]}])
    assert list(answer) == [*KEYS, "days"]
    assert answer["days"][0] == {"on": "2026-03-03", "verdict": "counted", "n": 1}


def test_a_line_without_a_day_is_answered_for_today_in_china(run_lines):
    # 17:00 UTC on 29 March is 30 March in China.
    with clock_set_to(datetime(2026, 3, 29, 17, tzinfo=UTC)):
        _, answers, _ = run_lines(
            "statute", "clock", lines=[{"facts": [RECEIVED]}, {"facts": [RECEIVED], "as_of": None}]
        )
    assert [answer["remaining_workdays"] for answer in answers] == [0, 0]
    assert answers[0]["id"] is None


UNUSABLE = [
    (b"not json\n", None),
    (b"[1]\n", None),
    (b"3\n", None),
    (b"\xff\xfe\n", None),
    (b'{"id": NaN}\n', None),
    (b"[" * 100_000 + b"\n", None),
    ({"id": 7}, 7),
    ({"id": 7, "facts": {}}, 7),
    ({"id": "七", "facts": []}, "七"),
    ({"id": [1], "facts": ["received"]}, [1]),
    ({"id": 7, "facts": [RECEIVED], "as_of": "2026-02-30"}, 7),
    ({"id": 7, "facts": [RECEIVED], "as_of": 20260301}, 7),
    ({"id": 7, "facts": [RECEIVED | {"on": "1900-01-01"}]}, 7),
    (b'{"id": "\\ud800", "facts": []}\n', "\ud800"),
]


@pytest.mark.parametrize(("line", "identity"), UNUSABLE)
def test_a_line_that_cannot_be_used_is_answered_in_its_place(run_lines, line, identity):
    good = {"id": "good", "facts": [RECEIVED]}
    code, answers, told = run_lines("statute", "clock", lines=[good, line, good])
    assert code == 1
    assert [list(answer)[:2] for answer in answers] == [KEYS[:2], ["id", "error"], KEYS[:2]]
    assert answers[1]["id"] == identity
    assert answers[1]["error"].endswith("。")
    assert told == "1 行无法使用，原因见各行的 error。\n"


def test_a_blank_line_is_skipped(run_lines):
    code, answers, _ = run_lines("statute", "clock", lines=[b"\n", b"  \r\n", {"id": 1, "facts": [RECEIVED]}, b"\n"])
    assert (code, [answer["id"] for answer in answers]) == (0, [1])


def test_a_mark_at_the_beginning_and_windows_line_ends_are_no_error(run_lines):
    line = json.dumps({"id": 1, "facts": [RECEIVED]}).encode()
    code, answers, _ = run_lines("statute", "clock", lines=[b"\xef\xbb\xbf" + line + b"\r\n" + line])
    assert (code, [answer["id"] for answer in answers]) == (0, [1, 1])


def test_many_lines_are_answered_in_order_on_every_core(run_lines, monkeypatch):
    monkeypatch.setattr(json_lines, "_ALONE", 50)
    monkeypatch.setattr(json_lines, "_BLOCK", 20_000)
    rng = random.Random(42)
    lines = [random_life(rng, number) for number in range(1_500)]
    code, answers, _ = run_lines("statute", "clock", lines=lines)
    wanted = [plain_clock(line) for line in lines]
    assert code == 1
    assert [answer["id"] for answer in answers] == list(range(1_500))
    for answer, want in zip(answers, wanted, strict=True):
        assert ("error" in answer) == (want is None)
        assert want is None or {key: answer[key] for key in want} == want


def test_one_core_answers_the_same(run_lines, monkeypatch):
    monkeypatch.setattr(json_lines, "_ALONE", 2)
    lines = [{"id": number, "facts": [RECEIVED], "as_of": "2026-03-02"} for number in range(9)]
    _, on_all, _ = run_lines("statute", "clock", lines=lines)
    monkeypatch.setattr(json_lines, "cores", lambda: 1)
    _, on_one, _ = run_lines("statute", "clock", lines=lines)
    assert on_one == on_all


def test_periods(run_lines):
    lines = [
        {"id": "a", "period": "direct_suit", "start_on": "2025-08-31"},
        {"period": "reply", "start_on": "2026-12-14"},
    ]
    code, answers, _ = run_lines("statute", "period", lines=lines)
    assert code == 0
    assert answers == [
        {
            "id": "a",
            "due_on": "2026-02-28",
            "provisional": False,
            "article": "《中华人民共和国行政诉讼法》第四十六条第一款",
            "unit": "month",
        },
        {"due_on": "2027-01-12", "provisional": True, "article": "第三十三条第二款", "unit": "working_day"},
    ]


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1},
        {"id": 1, "period": ["reply"], "start_on": "2026-03-02"},
        {"id": 1, "period": "reply_soon", "start_on": "2026-03-02"},
        {"id": 1, "period": "reply"},
        {"id": 1, "period": "reply", "start_on": "2026-02-29"},
        {"id": 1, "period": "direct_suit", "start_on": "9999-12-31"},
    ],
)
def test_a_period_that_cannot_be_used_is_told(run_lines, line):
    code, (answer,), _ = run_lines("statute", "period", lines=[line])
    assert (code, answer["id"], answer["error"][-1]) == (1, 1, "。")


def test_fees(run_lines):
    lines = [{"scale": "by_piece", "pieces": 12}, {"id": 2, "scale": "by_page", "pages": 68}]
    assert run_lines("statute", "fee", lines=lines) == (0, [{"yuan": 200}, {"id": 2, "yuan": 380}], "")


@pytest.mark.parametrize(
    "line",
    [
        {"id": 1},
        {"id": 1, "scale": ["by_piece"], "pieces": 1},
        {"id": 1, "scale": "by_weight", "pieces": 1},
        {"id": 1, "scale": "by_piece", "pages": 1},
        {"id": 1, "scale": "by_page", "pages": -1},
        {"id": 1, "scale": "by_page", "pages": "1"},
    ],
)
def test_a_fee_that_cannot_be_computed_is_told(run_lines, line):
    code, (answer,), _ = run_lines("statute", "fee", lines=[line])
    assert (code, answer["id"], answer["error"][-1]) == (1, 1, "。")


def test_a_damaged_arrangement_is_told_in_a_sentence(run_lines, bare_app):
    folder = bare_app.config["DATA_DIR"] / "workdays"
    folder.mkdir()
    (folder / "2027-v001.json").write_text("{")
    code, answers, told = run_lines("statute", "clock", lines=[{"facts": [RECEIVED]}])
    assert (code, answers) == (1, [])
    assert "2027-v001.json 无法使用" in told


PROGRAM = """
import sys
from datetime import date
from gov_requests import workdays
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received
clock = read_clock([Received(date(2026, 3, 2), "in_person")], workdays.load(None), date(2026, 3, 10))
print(clock.as_dict())
"""


def test_the_same_answers_wherever_the_machine_stands():
    told = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={"TZ": zone, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC", "Asia/Shanghai", "America/Los_Angeles")
    }
    assert len(told) == 1


def test_the_statute_needs_the_standard_library_alone():
    program = (
        "import sys; before = set(sys.modules); import gov_requests.statute.clock, gov_requests.statute.objections; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["gov_requests"]


def test_explained_a_provisional_date_tells_the_range_in_which_it_can_move(run_lines):
    lines = [
        {"id": 1, "as_of": "2026-12-20", "facts": [{"kind": "received", "on": "2026-12-14", "channel": "in_person"}]},
        {"id": 2, "as_of": "2026-12-20", "facts": [{"kind": "received", "on": "2026-06-01", "channel": "in_person"}]},
    ]
    _, (moving, settled), _ = run_lines("statute", "clock", "--explain", lines=lines)
    assert moving["range"] == {"due_on": ["2027-01-12", "2027-01-13"], "safe_due_on": ["2027-01-12", "2027-01-13"]}
    assert "range" not in settled
