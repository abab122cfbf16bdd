"""The swap of a restore. What comes in lies ready in ``DATA_DIR/.restoring`` before anything is touched; the database decides.

A restored database holds a journal row with the restore's key. Whoever finds ``.restoring`` after a power cut asks the database: with
the row the files are swapped to the end, without it what lies ready is thrown away. So the old state holds or the new, never a mix.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.backup import places
from gov_requests.records.base import db
from gov_requests.refusals import Refusal

_READY, _INCOMING, _OUTGOING = "ready.json", "in", "out"


class RestoreUnderWay(Refusal):
    """Another process restores a backup on this data."""


def staging() -> Path:
    """Return where a restore gets ready."""
    return places.data_dir() / ".restoring"


def incoming() -> Path:
    """Return where the files lie that come in."""
    return staging() / _INCOMING


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data against a second restore and against a start of the system. Raises ``RestoreUnderWay``."""
    places.data_dir().mkdir(parents=True, exist_ok=True)
    with (places.data_dir() / ".restoring.lock").open("wb") as gate:
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise RestoreUnderWay("正在恢复备份：请等它结束后再启动。") from held
        yield


def begin() -> None:
    """Make the place to get ready in."""
    shutil.rmtree(staging(), ignore_errors=True)
    (staging() / _OUTGOING).mkdir(parents=True)
    incoming().mkdir()
    staging().chmod(0o700)


def ready(key: str) -> None:
    """Say that everything lies ready, and which names are to be swapped, before the database is touched."""
    coming = {place.name for place in incoming().iterdir()}
    draft = staging() / f"{_READY}.part"
    draft.write_text(
        json.dumps({"key": key, "names": {name: name in coming for name in (*places.entries(), *coming)}}),
        encoding="utf-8",
    )
    os.sync()
    draft.rename(staging() / _READY)
    os.sync()


def settle() -> bool:
    """Bring a restore to its end, whichever the database says; return whether the new state holds. Safe to repeat."""
    said = _said()
    done = said is not None and _database_has(said["key"])
    if said is not None and done:
        for name, comes_in in said["names"].items():
            _swap(name, comes_in=comes_in)
        os.sync()
    (staging() / _READY).unlink(missing_ok=True)
    shutil.rmtree(staging(), ignore_errors=True)
    return done


def settle_what_was_cut_off() -> None:
    """At the start of the system: end a restore that was cut off. Raises ``RestoreUnderWay`` while one is running."""
    if not staging().exists():
        return
    with alone():
        done = settle()
    current_app.logger.warning("a restore was cut off; the %s state holds", "restored" if done else "former")


def _said() -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = json.loads((staging() / _READY).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return said


def _database_has(key: object) -> bool:
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("journal"):
            return False
        found = connection.execute(sa.text("SELECT 1 FROM journal WHERE key = :key"), {"key": key}).first()
    return found is not None


def _swap(name: str, *, comes_in: bool) -> None:
    """Exchange one name under ``DATA_DIR``; where that was done before, or half done, nothing is done twice."""
    here, new, old = places.data_dir() / name, incoming() / name, staging() / _OUTGOING / name
    if comes_in and not os.path.lexists(new):
        return
    if os.path.lexists(here) and not os.path.lexists(old):
        here.rename(old)
    if comes_in:
        new.rename(here)
