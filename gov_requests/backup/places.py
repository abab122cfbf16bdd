"""What lies under ``DATA_DIR`` and belongs in a backup: attachments, letters, identity papers, calendars. Not the keys."""

from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from gov_requests.records.base import db
from gov_requests.records.orphans import ASIDE, DRAFT

#: Passwords of practice accounts, which must not outlive the practice.
DEMO_ACCOUNTS = "demo-accounts.json"
#: What SQLite, and those who wait for their turn to write, lay beside a database.
_BESIDE_DATABASE = ("", "-wal", "-shm", "-journal", ".turn")


def data_dir() -> Path:
    """Return the running application's ``DATA_DIR``."""
    place: Path = current_app.config["DATA_DIR"]
    return place


def entries() -> list[str]:
    """Return the names right under ``DATA_DIR`` that belong in a backup, in order."""
    home = data_dir()
    if not home.is_dir():
        return []
    kept_out = _kept_out()
    return sorted(place.name for place in home.iterdir() if place not in kept_out and not _passing(place))


def files_of(name: str) -> Iterator[Path]:
    """Yield the files of one of the ``entries``, in order; drafts that are being written are left out."""
    place = data_dir() / name
    if place.is_file():
        yield place
        return
    for file in sorted(place.rglob("*")):
        if file.is_file() and not _draft(file):
            yield file


def _kept_out() -> set[Path]:
    named = [current_app.config["KEY_FILE"], current_app.config["CHECKPOINT_FILE"]]
    database = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    if database:
        named += [f"{database}{ending}" for ending in _BESIDE_DATABASE]
    return {data_dir() / DEMO_ACCOUNTS, *(Path(place).resolve() for place in named if place)}


def _passing(place: Path) -> bool:
    # Logs are written while a backup is made, and going back in time is not for them; hidden names are work under way.
    return place.name.startswith(".") or (place.suffix == ".log" and place.is_file())


def _draft(file: Path) -> bool:
    return file.name.startswith(".") or file.suffix in (DRAFT, ASIDE)
