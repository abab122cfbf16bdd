"""Arrangements (放假安排) as acts: the file, its journal row and the dates that it moves come to stand together, or none of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests import workdays
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.journal import JournalRow
from gov_requests.records.rebuild import refold_clocks
from gov_requests.records.referrals import refold_referrals

IMPORTED = "arrangement_imported"
NOTHING_MOVED = {"requests_moved": 0, "disputes_moved": 0}


def import_in(act: Act, data: Mapping[str, Any], *, by: str) -> dict[str, int]:
    """Put an arrangement on the shelf and project what it moves, inside ``one_act``; return how many dates moved.

    The file is written and synced before the act commits, and taken back where it does not. Raises ``ArrangementError``.
    """
    data_dir = _data_dir()
    stored = workdays.import_arrangement(data, data_dir, by=by, at=act.at)
    act.takes_back.append(partial(stored.unlink, missing_ok=True))
    return _note(act, workdays.show(data["year"], data_dir))


def imported(held: Mapping[str, Any], by: Any) -> dict[str, int]:
    """Journal that a version was just put on the shelf by the command, and project what it moves.

    Without a database nothing is there to move. Where the act does not come to stand the version is taken off again.
    """
    with _taken_back(held):
        if not sa.inspect(db.engine).has_table("journal"):
            return NOTHING_MOVED
        with one_act(by) as act:
            return _note(act, held)


@contextmanager
def _taken_back(held: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        workdays.take_back(held["year"], held["version"], _data_dir())
        raise


def _note(act: Act, held: Mapping[str, Any]) -> dict[str, int]:
    told = {name: held.get(name) for name in ("year", "version", "source", "notice", "sha256")}
    moved = refold_clocks(held["year"])
    refold_referrals()
    act.note(IMPORTED, **told, **moved)
    return moved


def _data_dir() -> Path:
    data_dir: Path = current_app.config["DATA_DIR"]
    return data_dir


def unaccounted() -> Iterator[str]:
    """Yield a sentence for each version on the shelf without its journal row, and for each journal row without its version."""
    query = sa.select(JournalRow.data).where(JournalRow.kind == IMPORTED)
    known = {(data["year"], data["version"]): data["sha256"] for data in db.session.scalars(query)}
    shelf = {
        (kept.year, kept.version): kept.sha256
        for versions in workdays.all_versions(_data_dir()).values()
        for kept in versions
        if kept.version
    }
    for year, version in sorted(shelf):
        if known.get((year, version)) != shelf[year, version]:
            yield f"{year} 年放假安排第 {version} 版没有导入的日志：请核对来源，移走该文件后重新导入。"
    for year, version in sorted(known.keys() - shelf.keys()):
        yield f"{year} 年放假安排第 {version} 版有导入的日志，文件却不在：请从备份恢复，或重新导入该通知。"
