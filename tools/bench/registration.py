"""Registering a request (登记): its cost beside the disk's own, and 32 clients at once: none refused, no number twice, no gap."""

import os
import secrets
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app import create_app
from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan, NewPerson, add_organ, add_person
from gov_requests.intake.actions import Registration, register
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.people import Person
from gov_requests.today import today
from tools.bench.measure import Comparison, Way, measure
from tools.bench.report import table, time_text

BATCH = 20
PROCESSES, THREADS, EACH = 4, 8, 20
BLOCK = b"\0" * 4096


def registration() -> str:
    """One writer: the act beside as many forced writes of a block."""
    with prepared() as (app, home), app.app_context(), (home / "block").open("wb", buffering=0) as block:
        clerk = db.session.scalars(sa.select(Person)).one()
        comparison = Comparison(
            "Registering a request, one clerk",
            "request",
            BATCH,
            (
                Way(
                    "a block of 4 KiB written and forced to disk",
                    lambda: [_force(block.fileno()) for _ in range(BATCH)],
                ),
                Way(
                    "number, applicant, fact, journal, clock, receipt",
                    lambda: [register(entry(), [], by=clerk) for _ in range(BATCH)],
                ),
            ),
            "SQLite with every act forced to disk. What the disk costs alone stands first.",
            rounds=5,
        )
        return table(comparison, measure(comparison))


def contention() -> str:
    """32 clients in four processes on one SQLite file."""
    with prepared() as (_, home):
        start = time.perf_counter_ns()
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            waits = [wait for waited in pool.map(_clients, [str(home)] * PROCESSES) for wait in waited]
        took = time.perf_counter_ns() - start
        with application(home).app_context():
            serials = sorted(serial or 0 for serial in db.session.scalars(sa.select(Case.serial)))
            dispose()
    asked = PROCESSES * THREADS * EACH
    done = sorted(wait for wait in waits if wait)
    gaps = serials[-1] - len(set(serials)) if serials else 0
    rows = [
        f"| asked for | {asked} |",
        f"| refused | {asked - len(done)} |",
        f"| numbers twice | {len(serials) - len(set(serials))} |",
        f"| numbers left out | {gaps} |",
        f"| registered a second, start of the processes included | {asked / (took / 1e9):.0f} |",
        f"| one wait: median | {time_text(statistics.median(done))} |",
        f"| one wait: 99 of 100 | {time_text(done[int(len(done) * 0.99)])} |",
        f"| one wait: longest | {time_text(done[-1])} |",
    ]
    return "\n".join([f"### Registering, {PROCESSES * THREADS} clients at once", "", "| | |", "|---|---|", *rows])


def _clients(home: str) -> list[int]:
    """In a process of its own: threads that register; what each act took, 0 where it was refused."""
    app = application(Path(home))
    waits: list[int] = []
    threads = [threading.Thread(target=_client, args=(app, waits)) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        dispose()
    return waits


def _client(app: Flask, waits: list[int]) -> None:
    for _ in range(EACH):
        with app.app_context():
            clerk = db.session.scalars(sa.select(Person)).one()
            start = time.perf_counter_ns()
            try:
                register(entry(), [], by=clerk)
            except sa.exc.DBAPIError:
                waits.append(0)
            else:
                waits.append(time.perf_counter_ns() - start)


def entry() -> Registration:
    """What a clerk types."""
    return Registration(
        channel="in_person",
        arrived_on=today(),
        kind="natural_person",
        name="虚小明",
        id_type="居民身份证",
        id_number="990102198607210025",
        description="申请公开虚构里小区综合整治项目的实施方案批复文件。",
        medium="纸质",
        delivery="自行领取",
    )


@contextmanager
def prepared() -> Iterator[tuple[Flask, Path]]:
    """An office with one clerk, on a SQLite file in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="gov-requests-bench-") as folder:
        app = application(Path(folder))
        with app.app_context():
            flask_migrate.upgrade()
            organ = add_organ(
                NewOrgan(code="B1", name="虚构区测量局", reviewing_organ="虚构区人民政府", court="虚构区人民法院"),
                by="bench",
            )
            add_person(
                organ,
                NewPerson(
                    username="bench",
                    name="虚测量",
                    password=secrets.token_urlsafe(12),
                    roles=frozenset({Role.CLERK}),
                    password_may_stay=True,
                ),
                by="bench",
            )
        yield app, Path(folder)
        with app.app_context():
            dispose()


def application(home: Path) -> Flask:
    """The application on the database of a folder."""
    os.environ |= {"DATA_DIR": str(home), "DATABASE_URL": f"sqlite:///{home / 'bench.db'}"}
    return create_app("testing")


def dispose() -> None:
    """Close the connections of the current application."""
    db.session.remove()
    db.engine.dispose()


def _force(descriptor: int) -> int:
    written = os.write(descriptor, BLOCK)
    os.fdatasync(descriptor)
    return written
