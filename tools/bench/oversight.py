"""The board and the annual report over many requests, and a tick with 30,000 open ones, on SQLite.

The readings look at one table only, so that table is filled by itself: rows as the fold leaves them, spread over eight years and sixteen
organs, 3 in 100 of them open. The tick reads journals too; its requests are written whole.
"""

import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan, NewPerson, add_organ, add_person
from gov_requests.demo.writer import Writer
from gov_requests.lights import Thresholds
from gov_requests.records.annual import table_three
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.board import closed_by_month, criteria, due_by_day, open_counts, received_by_month
from gov_requests.records.bulk import Signed
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import NEVER, CaseState
from gov_requests.records.people import Person
from gov_requests.records.projection import Entry, fold, month_of
from gov_requests.records.reminders import Reminder
from gov_requests.records.sessions import Heartbeat
from gov_requests.statute.annual_report import APPLICANTS, LEAVES
from gov_requests.today import today
from tools.bench.registration import application, dispose

SIZES = (10_000, 100_000, 1_000_000)
ORGANS, YEARS, OPEN_ONES = 16, 8, 30_000
_ROUNDS = 7
_INDEXES = sa.text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL ORDER BY rowid"
)
_KILOBYTE = 1024
_TICK = """
import time
from app import create_app
from gov_requests.oversight.actions import tick
from gov_requests.today import now
app = create_app("testing")
with app.app_context():
    start = time.perf_counter()
    tick(now())
    seconds = time.perf_counter() - start
# Not ru_maxrss: that is handed down from whoever starts a process.
print(seconds, next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def oversight() -> str:
    """Measure each reading at each size, then the tick."""
    names: list[str] = []
    columns: list[list[float]] = []
    with _prepared() as person:
        handler_id, organ_id = person.id, person.organ_id
        for size in SIZES:
            _fill(size, handler_id)
            readings = _readings(organ_id)
            names = list(readings)
            columns.append([_took(work) for work in readings.values()])
    rows = [
        f"| {name} | {' | '.join(f'{column[place]:.1f} ms' for column in columns)} |"
        for place, name in enumerate(names)
    ]
    head = [
        "### The board and the annual report",
        "",
        f"| at so many requests | {' | '.join(f'{size:,}' for size in SIZES)} |",
    ]
    return "\n".join([*head, "|---" * (len(SIZES) + 1) + "|", *rows, "", *_ticks()])


@contextmanager
def _prepared() -> Iterator[Person]:
    with tempfile.TemporaryDirectory(prefix="gov-requests-bench-") as folder:
        app = application(Path(folder))
        with app.app_context():
            flask_migrate.upgrade()
            for number in range(ORGANS):
                organ = add_organ(
                    NewOrgan(code=f"B{number}", name=f"虚构区第{number}局", short=f"虚{number}"), by="bench"
                )
            roles = frozenset({Role.DISCLOSURE_HEAD, Role.CLERK})
            new = NewPerson(
                username="bench", name="虚测量", password=secrets.token_urlsafe(12), roles=roles, password_may_stay=True
            )
            yield add_person(organ, new, by="bench")
            dispose()


def _fill(size: int, handler_id: int) -> None:
    """Fill ``case_states`` alone, up to a size; whom its rows are about does not matter to what is measured.

    The first rows are drawn, the rest are copies of them under other ids: each value keeps its share. Indexes are made afterwards, in
    one go, which is many times faster and leaves them as a rebuild would.
    """
    db.session.remove()
    table: Any = CaseState.__table__
    names = [column.name for column in table.columns]
    with db.engine.connect() as connection:
        # Before the transaction begins: inside one SQLite does not listen.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        # As the migrations made them and in their order, on which SQLite's choice rests where it has no statistics.
        made = connection.execute(_INDEXES, {"table": table.name}).all()
        for name, _sql in made:
            driver.execute(f"DROP INDEX {name}")
        held: int = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        if not held:
            held = SIZES[0]
            chance, first = random.Random(1), today() - timedelta(days=YEARS * 365)  # noqa: S311 - the same rows at every run
            connection.execute(sa.insert(table), [_row(number, chance, first, handler_id) for number in range(held)])
        while held < size:
            more = min(held, size - held)
            copied = [table.c.case_id + held if name == "case_id" else table.c[name] for name in names]
            rows = sa.select(*copied).where(table.c.case_id <= more)
            connection.execute(sa.insert(table).from_select(names, rows))
            held += more
        for _name, sql in made:
            connection.exec_driver_sql(sql)
        connection.commit()


def _row(number: int, chance: random.Random, first: date, handler_id: int) -> dict[str, Any]:
    is_open = chance.random() < OPEN_ONES / 1_000_000
    received = (
        today() - timedelta(days=chance.randrange(40))
        if is_open
        else first + timedelta(days=chance.randrange(YEARS * 365 - 60))
    )
    due = received + timedelta(days=28)
    closed = None if is_open else received + timedelta(days=chance.randrange(1, 36))
    return {
        "case_id": number + 1,
        "organ_id": chance.randrange(ORGANS) + 1,
        "version": 3,
        "stage": "searching" if is_open else "closed",
        "section_id": None,
        "handler_id": handler_id,
        "channel": "online",
        "received_on": received,
        "due_on": due,
        "safe_due_on": due,
        "provisional": False,
        "clock_state": "running" if is_open else "replied",
        "sort_on": due if is_open else NEVER,
        "closed_on": closed,
        "reply_kind": None if is_open else "disclosed",
        "on_time": None if closed is None else closed <= due,
        "workdays_late": None,
        "projected_on": today(),
        "applicant_kind": chance.choice(list(APPLICANTS)),
        "received_month": month_of(received),
        "closed_month": None if closed is None else month_of(closed),
        "report_row": None if is_open else chance.choice(LEAVES),
        "wait_ends_on": None,
        "unconfirmed": False,
    }


def _readings(organ_id: int) -> dict[str, Callable[[], object]]:
    everybody, day = sa.true(), today()
    first, last = month_of(day.replace(day=1) - timedelta(days=330)), month_of(day)
    counted = criteria(day, Thresholds())
    return {
        "all counts of the district's board": lambda: open_counts(everybody, counted),
        "due in the next ten working days": lambda: due_by_day(everybody, day, calendar().add(day, 10)),
        "closed in a year, by month and organ": lambda: closed_by_month(everybody, first, last),
        "received in a year, by month and organ": lambda: received_by_month(everybody, first, last),
        "annual table three of the district": lambda: table_three(None, day.year - 1),
        "annual table three of an organ": lambda: table_three(organ_id, day.year - 1),
    }


def _took(work: Callable[[], object]) -> float:
    """Return the median of several runs in milliseconds."""
    times = []
    for _ in range(_ROUNDS):
        db.session.rollback()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _ticks() -> list[str]:
    """Measure ticks, each in a process of its own, so that its memory is its own: with nothing open, and with many."""
    told = ["### A tick", "", "| in a process of its own | time | memory at its height |", "|---|---|---|"]
    with _prepared() as person:
        told.append(_ticked("nothing open"))
        with bookkeeping() as session:  # The day is begun anew: reminders are made for what is written now.
            session.execute(sa.delete(Heartbeat))
        _open_lives(person)
        told += [_ticked(f"{name}, {OPEN_ONES:,} open") for name in ("the first of a day", "a minute later")]
    return told


def _ticked(name: str) -> str:
    db.session.rollback()
    start = time.perf_counter()
    command = [sys.executable, "-c", _TICK]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    whole = time.perf_counter() - start
    made = db.session.scalar(sa.select(sa.func.count()).select_from(Reminder))
    taken = f"{float(said[0]):.1f} s, with the start {whole:.1f} s"
    return f"| {name}; {made:,} reminders in all | {taken} | {int(said[1]) / _KILOBYTE:.0f} MB |"


def _open_lives(person: Person) -> None:
    """Write open requests whole, with their journals, projected yesterday so that the tick projects them anew."""
    writer, by, days = Writer(), Signed(person.id, person.username), calendar()
    blank = dict.fromkeys(("id_type", "id_number", "id_index", "legal_representative"))
    empty = dict.fromkeys(("document_hint", "contact", "phone", "address", "postcode", "email", "redo_of_id"))
    for number in range(OPEN_ONES):
        received = today() - timedelta(days=number % 40 + 1)
        at = datetime(received.year, received.month, received.day, 2, tzinfo=UTC)
        applicant = writer.record("applicants", organ_id=person.organ_id, kind="other", name=f"虚构{number}", **blank)
        own = {"organ_id": person.organ_id, "number": f"B-{number}", "year": received.year, "serial": None}
        case_id = writer.record(
            "cases", **own, applicant_id=applicant, title="虚构事项", description="虚构事项", medium="纸质", delivery="邮寄",
            registered_at=at, **empty,
        )  # fmt: skip
        data = {"fact": {"channel": "in_person"}}
        writer.act("received", data, case_id=case_id, case_seq=1, on=received, at=at, by=by)
        columns = fold([Entry(1, "received", received, data, by.id)], days, today() - timedelta(days=1))
        writer.project("case_states", case_id=case_id, organ_id=person.organ_id, applicant_kind="other", **columns)
        writer.project("case_parties", case_id=case_id, person_id=by.id)
        if number % 5000 == 0:
            writer.flush()
    writer.close()
