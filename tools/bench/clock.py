"""The deadline call and the statutory clock, each against the least work that gives the same date."""

import json
import os
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar

from gov_requests import workdays
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import fact_from
from tools.bench.measure import Comparison, Way

ROOT = Path(__file__).resolve().parents[2]
TERM = 20
#: From here on the command has to keep to its limit.
LINES = 200_000
ECHO = "import json, sys\nfor line in sys.stdin:\n    print(json.dumps(json.loads(line), ensure_ascii=False))"
STARTS = [date(2019, 5, 15) + timedelta(days=number) for number in range(2_700)]


def deadline() -> Comparison:
    """「第20个工作日」 of 2,700 receipt days."""
    calendar = workdays.load(None)
    first, last = date(2019, 1, 1), date(2027, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    working = [day for day in days if calendar.is_workday(day)]
    counts = [bisect_right(working, day) for day in days]
    origin = first.toordinal()

    def floor() -> list[date]:
        return [working[counts[start.toordinal() - origin] + TERM - 1] for start in STARTS]

    def ours() -> list[date]:
        return [calendar.add(start, TERM) for start in STARTS]

    def bisected() -> list[date]:
        return [working[bisect_right(working, start) + TERM - 1] for start in STARTS]

    if not floor() == ours() == bisected():
        raise ValueError("the ways do not agree")
    return Comparison(
        "The 20th working day after a day",
        "date",
        len(STARTS),
        (
            Way("two list look-ups, inline", floor),
            Way("`calendar.add(day, 20)`", ours),
            Way("sorted list and bisect", bisected),
        ),
        "Every receipt day from 2019-05-15 on. The floor is the two look-ups written into the loop, without a call.",
        rounds=15,
    )


def deadline_by_library() -> Comparison:
    """The same by chinese-calendar, on few days: it is slow."""
    calendar = workdays.load(None)
    starts = STARTS[::20]
    return Comparison(
        "The same date as chinese-calendar gives it",
        "date",
        len(starts),
        (
            Way("`calendar.add(day, 20)`", lambda: [calendar.add(start, TERM) for start in starts]),
            Way("`chinese_calendar.find_workday`", lambda: [_by_library(start) for start in starts]),
        ),
        "The library looks its holidays through at every call; the prefix tables are built from it once.",
    )


def _by_library(start: date) -> date:
    found: date = chinese_calendar.find_workday(TERM - 1, start + timedelta(days=1))
    return found


def lives(number: int) -> Iterator[dict[str, Any]]:
    """Requests as an office has them: one in two plain, one in four asks a third party, one in eight is extended or corrected."""
    for index in range(number):
        start = STARTS[index * 7 % 2_500]
        facts: list[dict[str, Any]] = [{"kind": "received", "on": f"{start}", "channel": "in_person"}]
        if index % 4 == 1:
            facts += [
                {"kind": "opinion_sought", "ref": "A", "from": "third_party", "on": f"{start + timedelta(3)}",
                 "delivered_on": f"{start + timedelta(4)}"},
                {"kind": "opinion_received", "ref": "A", "on": f"{start + timedelta(12)}"},
            ]  # fmt: skip
        if index % 8 == 2:
            facts += [
                {"kind": "correction_requested", "on": f"{start + timedelta(2)}"},
                {"kind": "corrected", "on": f"{start + timedelta(9)}"},
            ]
        if index % 8 == 3:
            facts.append(
                {
                    "kind": "extended",
                    "on": f"{start + timedelta(8)}",
                    "approved_on": f"{start + timedelta(7)}",
                    "workdays": 20,
                }
            )
        if index % 3:
            facts.append({"kind": "replied", "on": f"{start + timedelta(25)}"})
        yield {"id": str(index), "as_of": "2026-11-24", "facts": facts}


def clock() -> Comparison:
    """The whole clock over 4,000 lives, as objects and as lines of JSON."""
    calendar = workdays.load(None)
    as_of = date(2026, 11, 24)
    asked = list(lives(4_000))
    lines = [json.dumps(life, ensure_ascii=False) for life in asked]
    folded = [[fact_from(fact) for fact in life["facts"]] for life in asked]

    def floor() -> list[date]:
        # Of each life the receipt and the term alone: what any clock has to do.
        return [calendar.add(facts[0].on, TERM) for facts in folded]

    def parsed() -> list[Any]:
        return [json.loads(line) for line in lines]

    def line_by_line() -> list[str]:
        return [_answer(line, calendar, as_of) for line in lines]

    return Comparison(
        "The statutory clock over a request's facts",
        "request",
        len(asked),
        (
            Way("receipt and term alone", floor),
            Way(
                "`read_clock(…, proof=False)`, both readings",
                lambda: [read_clock(facts, calendar, as_of, proof=False) for facts in folded],
            ),
            Way("`read_clock(…)` with its proof", lambda: [read_clock(facts, calendar, as_of) for facts in folded]),
            Way("a line parsed as JSON", parsed),
            Way("a line of `statute clock`: parsed, read, proved, written", line_by_line),
        ),
        "4,000 lives: half of them plain, the others with an opinion, a correction or an extension; two in three replied.",
    )


def _answer(line: str, calendar: workdays.WorkdayCalendar, as_of: date) -> str:
    life = json.loads(line)
    read = read_clock([fact_from(fact) for fact in life["facts"]], calendar, as_of)
    return json.dumps({"id": life["id"], **read.as_dict()}, ensure_ascii=False)


def command() -> Comparison:
    """`flask statute clock` on an archive, its start included."""
    lines = "".join(f"{json.dumps(life, ensure_ascii=False)}\n" for life in lives(LINES)).encode()
    flask = (Path(sys.executable).with_name("flask"), "--app", "app", "statute", "clock")
    return Comparison(
        "`statute clock` as a command, 200,000 lines",
        "line",
        LINES,
        (
            Way("a program that reads and writes the JSON", lambda: _piped((sys.executable, "-c", ECHO), lines)),
            Way("`flask --app app statute clock`", lambda: _piped(flask, lines)),
        ),
        rounds=2,
    )


def _piped(program: tuple[str | Path, ...], lines: bytes) -> int:
    environment = {**os.environ, "GOV_REQUESTS_ENV": "testing"}
    done = subprocess.run(program, input=lines, cwd=ROOT, env=environment, capture_output=True, check=True)
    return len(done.stdout)
