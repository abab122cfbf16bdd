"""Files that no record names: what a form left that was refused, or an act that was cut off. They are removed, but never at once.

A file is first set aside under another name and removed a day later; where an act has named it meanwhile it comes back.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from gov_requests.records.files import DRAFTS, IDENTITY, PAPERS
from gov_requests.records.holdings import named_files

#: An act takes seconds; what has lain unnamed for a day belongs to none.
GRACE = timedelta(days=1)
ASIDE, DRAFT = ".unnamed", ".part"


def unnamed(at: datetime) -> Iterator[Path]:
    """Yield the files that have lain for longer than ``GRACE`` before an instant without any record that names them."""
    named = _named()
    yield from (file for file in _files() if not file.suffix and _name(file) not in named and _age(file, at) > GRACE)


def sweep(at: datetime) -> int:
    """Set unnamed files aside, remove those that were set aside before, bring back what has been named since. Return how many went."""
    named, removed = _named(), 0
    for file in list(_files()):
        if file.suffix == ASIDE and _name(file) in named:
            file.rename(file.with_suffix(""))
        elif file.suffix and _age(file, at) > GRACE:
            file.unlink()
            removed += 1
        elif not file.suffix and _name(file) not in named and _age(file, at) > GRACE:
            # From now on the content, when it comes in again, is a new file.
            aside = file.rename(file.with_suffix(ASIDE))
            os.utime(aside, (at.timestamp(), at.timestamp()))
    return removed


def _named() -> set[tuple[str, str]]:
    return {(file.shelf, file.sha256) for file in named_files()}


def _files() -> Iterator[Path]:
    home: Path = current_app.config["DATA_DIR"]
    for shelf in (PAPERS, IDENTITY, DRAFTS):
        yield from sorted((home / shelf).glob("??/*"))


def _name(file: Path) -> tuple[str, str]:
    return file.parent.parent.name, file.stem.partition(".")[0]


def _age(file: Path, at: datetime) -> timedelta:
    return at - datetime.fromtimestamp(file.stat().st_mtime, UTC)
