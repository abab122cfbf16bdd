"""The counter under 32 clients at once, on both databases: every form sent twice, none refused, no request twice, no number left out."""

import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from gov_requests.documents.pdf import press_with
from gov_requests.intake.actions import register
from gov_requests.records.base import db, new_key
from gov_requests.records.cases import Case
from gov_requests.records.people import Person
from gov_requests.refusals import AlreadyDone
from tests.support.postgres import binaries, running_cluster
from tools.bench.registration import application, dispose, entry, found_office
from tools.bench.report import time_text

PROCESSES, THREADS, EACH = 4, 8, 15
#: What a durable PostgreSQL is started with.
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c listen_addresses=127.0.0.1"
TITLE = f"### The counter, {PROCESSES * THREADS} clients at once"
NOTE = (
    "Each client registers without a pause, in one of four processes, and sends every form twice (a double click): number, applicant,\n"
    "fact, journal, clock and receipt as PDF, in one act forced to disk. The longest wait is what the last clerk in the queue sees."
)


class Came(NamedTuple):
    """What came of a process: what each form took, how many failed, and from when to when (nanoseconds of one clock)."""

    waits: list[int]
    failed: int
    began: int
    ended: int


def counter() -> str:
    """Return the section of the document: one column a database."""
    columns = {}
    for name, place in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with place() as url:
            if url:
                columns[name] = _measured(url)
    rows = [f"| {label} | {' | '.join(column[n] for column in columns.values())} |" for n, label in enumerate(LABELS)]
    return "\n".join([TITLE, "", NOTE, "", f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}", *rows])


LABELS = (
    "forms, each sent twice",
    "failed",
    "requests twice",
    "numbers twice",
    "numbers left out",
    "registered a second",
    "one wait: median",
    "one wait: 99 of 100",
    "one wait: longest",
)


def _measured(url: str) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="gov-requests-bench-") as folder:
        home = Path(folder)
        with application(home, url).app_context():
            flask_migrate.upgrade()
            found_office()
            dispose()
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            came = list(pool.map(_clients, [str(home)] * PROCESSES, [url] * PROCESSES))
        with application(home, url).app_context():
            serials = [serial or 0 for serial in db.session.scalars(sa.select(Case.serial))]
            dispose()
    waits = sorted(wait for one in came for wait in one.waits)
    took = max(one.ended for one in came) - min(one.began for one in came)
    asked = PROCESSES * THREADS * EACH
    return [
        f"{asked}",
        f"{sum(one.failed for one in came)}",
        f"{max(0, len(serials) - asked)}",
        f"{len(serials) - len(set(serials))}",
        f"{max(serials, default=0) - len(set(serials))}",
        f"{asked / (took / 1e9):.0f}",
        time_text(statistics.median(waits)),
        time_text(waits[int(len(waits) * 0.99)]),
        time_text(waits[-1]),
    ]


@contextmanager
def _sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="gov-requests-bench-") as folder:
        yield f"sqlite:///{folder}/bench.db"


@contextmanager
def _postgresql() -> Iterator[str]:
    """An address in a cluster of our own; empty where Debian's PostgreSQL is not installed."""
    found = binaries()
    if found is None:
        yield ""
        return
    with running_cluster(found, DURABLE) as cluster:
        yield cluster.create()


def _clients(home: str, url: str) -> Came:
    """In a process of its own: its threads are its clients."""
    app = application(Path(home), url)
    press_with()  # The first letter of a process makes its press: that is no part of a clerk's wait.
    began = time.perf_counter_ns()
    waits: list[int] = []
    failed: list[BaseException] = []
    threads = [threading.Thread(target=_client, args=(app, waits, failed)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = time.perf_counter_ns()
    with app.app_context():
        dispose()
    return Came(waits, len(failed), began, ended)


def _client(app: Flask, waits: list[int], failed: list[BaseException]) -> None:
    for _ in range(EACH):
        with app.app_context():
            clerk, key = db.session.scalars(sa.select(Person)).one(), new_key()
            start = time.perf_counter_ns()
            try:
                register(entry(), [], by=clerk, key=key)
                waits.append(time.perf_counter_ns() - start)
                register(entry(), [], by=clerk, key=key)
            except AlreadyDone:
                continue
            except sa.exc.DBAPIError as refused:
                failed.append(refused)
            finally:
                db.session.remove()
