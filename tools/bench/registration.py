"""Registering a request (登记): its cost beside the disk's own."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from app import create_app
from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan, NewPerson, add_organ, add_person
from gov_requests.intake.actions import Registration, register
from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.today import today
from tools.bench.measure import Comparison, Way, measure
from tools.bench.report import table

BATCH = 20
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
            found_office()
        yield app, Path(folder)
        with app.app_context():
            dispose()


def found_office() -> None:
    """Make an office with one clerk."""
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


def application(home: Path, url: str | None = None) -> Flask:
    """The application on the database of a folder, or on another one."""
    os.environ |= {"DATA_DIR": str(home), "DATABASE_URL": url or f"sqlite:///{home / 'bench.db'}"}
    return create_app("testing")


def dispose() -> None:
    """Close the connections of the current application."""
    db.session.remove()
    db.engine.dispose()


def _force(descriptor: int) -> int:
    written = os.write(descriptor, BLOCK)
    os.fdatasync(descriptor)
    return written
