"""Looking a backup over: every file's hash, the database's own soundness, the chain, and that every named file is there."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from gov_requests.backup import database
from gov_requests.backup.create import lacking
from gov_requests.backup.manifest import DATABASE, DamagedBackup, Manifest, sha256_of
from gov_requests.records.base import elsewhere
from gov_requests.records.chain import faults as chain_faults
from gov_requests.records.chain import head
from gov_requests.today import day_of


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield a sentence for each thing that is wrong with a backup; nothing yielded: it can be restored in full."""
    broken = list(_file_faults(folder, manifest))
    yield from broken
    if any(DATABASE in sentence for sentence in broken):
        return
    yield from manifest.missing
    try:
        yield from _database_faults(folder, manifest)
    except sa.exc.DatabaseError as unreadable:
        yield f"备份里的数据库读不出来：{unreadable.orig}"


def require_known(folder: Path, manifest: Manifest) -> None:
    """Raise ``DamagedBackup`` where the backup's database cannot even be opened by this program."""
    try:
        with database.file_engine(folder / DATABASE, reading=True).connect() as connection:
            revision = database.revision_of(connection)
    except sa.exc.DatabaseError as unreadable:
        raise DamagedBackup(f"备份里的数据库读不出来：{unreadable.orig}") from unreadable
    if revision is None or not database.known_form(revision):
        raise DamagedBackup(
            f"备份里的数据库结构是 {manifest.revision}，本版本不认识：请用做这份备份的版本或更新的版本。"
        )


def _file_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    for kept in manifest.files:
        file = folder / kept.path
        if not file.is_file():
            yield f"备份缺少 {kept.path}。"
        elif file.stat().st_size != kept.size or sha256_of(file) != kept.sha256:
            yield f"备份中的 {kept.path} 与清单不符：被改动、截断或损坏。"


def _database_faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    require_known(folder, manifest)
    with database.in_present_form(folder / DATABASE) as kept:
        with kept.connect() as connection:
            for sentence in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
                if sentence != "ok":
                    yield f"备份里的数据库已损坏：{sentence}"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                yield f"备份里的数据库缺少被引用的记录：{row[0]}:{row[1]}"
        with elsewhere(kept):
            yield from chain_faults()
            if str(head()) != manifest.checkpoint:
                yield f"备份里的日志到 {head()}，清单记的是 {manifest.checkpoint}。"
            made_on = day_of(datetime.fromisoformat(manifest.made_at)).isoformat()
            yield from lacking({file.path: file.sha256 for file in manifest.files}, made_on)
