"""Restoring: look the backup over, refuse what would lose something, get everything ready beside, then swap.

The web server and the scheduler are stopped meanwhile (the system does not start while a restore runs).
"""

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from gov_requests.backup import database, staging, verify
from gov_requests.backup.manifest import DATA, DATABASE, MANIFEST, DamagedBackup, Manifest, sha256_of
from gov_requests.records.base import bookkeeping, db, elsewhere, one_act
from gov_requests.records.chain import Checkpoint
from gov_requests.records.engine import sqlite
from gov_requests.records.keys import keyring
from gov_requests.records.sessions import WebSession
from gov_requests.refusals import Refusal
from gov_requests.today import now

LOSES = "如确要恢复，加 --allow-older；之前请先把现状另做一份备份。"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a person has said may be lost."""

    older: bool = False
    damaged: bool = False


@dataclass(slots=True)
class Restored:
    """What was restored: the manifest, and what people should know."""

    manifest: Manifest
    told: list[str] = field(default_factory=list)


def restore(folder: Path, allowed: Allowed, by: str) -> Restored:
    """Put a backup in the place of the present database and files; the journal names it. Raises ``Refusal`` and changes nothing."""
    manifest = Manifest.read(folder)
    done = Restored(manifest)
    with staging.alone():
        staging.settle()
        _look_over(folder, manifest, allowed, done)
        _require_key(manifest, done)
        former = _require_newer(folder, manifest, allowed)
        try:
            key = _get_ready(folder, manifest, by, former)
            _put_database()
        finally:
            swapped = staging.settle()
    if not swapped:
        raise Refusal(f"恢复没有完成，现有数据没有变动（{key}）。")
    return done


def _look_over(folder: Path, manifest: Manifest, allowed: Allowed, done: Restored) -> None:
    verify.require_known(folder, manifest)
    found = list(verify.faults(folder, manifest))
    if found and not allowed.damaged:
        raise DamagedBackup(*found, "备份不完整，没有恢复，现有数据没有变动。如确要恢复，加 --allow-damaged。")
    done.told += found


def _require_key(manifest: Manifest, done: Restored) -> None:
    if manifest.key_fingerprint is None:
        return
    place = Path(current_app.config["KEY_FILE"])
    if not place.exists():
        done.told.append(
            f"密钥文件还不在：请把指纹为 {manifest.key_fingerprint} 的密钥文件放到 KEY_FILE，否则证件号码读不出来。"
        )
    elif keyring().fingerprint != manifest.key_fingerprint:
        raise Refusal(
            f"这份备份用的密钥（指纹 {manifest.key_fingerprint}）不是现在的密钥（指纹 {keyring().fingerprint}）："
            "请先放回当时的密钥文件。没有恢复，现有数据没有变动。"
        )


def _require_newer(folder: Path, manifest: Manifest, allowed: Allowed) -> Checkpoint | None:
    """Return how far the present journal reaches (None: nothing is there); refuse a backup that would lose part of it."""
    try:
        former = _present()
    except sa.exc.DatabaseError as unreadable:
        if not allowed.older:
            raise Refusal(f"现有数据库读不出来（{unreadable.orig}），无法判断备份是否更旧。", LOSES) from unreadable
        _set_aside()
        return None
    if former is None or former.count == 0 or allowed.older:
        return former
    reached = manifest.reached
    if former.count > reached.count:
        raise Refusal(
            f"备份比现有数据旧：现有日志 {former.count} 行，备份只到 {reached.count} 行，"
            f"恢复会丢失其后 {former.count - reached.count} 项办理。",
            LOSES,
        )
    if _hash_in(folder, former.count) != former.hash:
        raise Refusal(f"备份不是从现有数据做的：两边日志的第 {former.count} 行不同。", LOSES)
    return former


def _present() -> Checkpoint | None:
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("chain_head"):
            return None
        row = connection.execute(sa.text("SELECT count, hash FROM chain_head")).mappings().one()
    return Checkpoint(row["count"], row["hash"])


def _hash_in(folder: Path, row: int) -> str | None:
    with database.file_engine(folder / DATABASE, reading=True).connect() as connection:
        found: str | None = connection.execute(
            sa.text("SELECT hash FROM journal WHERE id = :row"), {"row": row}
        ).scalar()
    return found


def _set_aside() -> None:
    """Keep a SQLite file that cannot be read, for whoever looks into it; a new one takes its place."""
    if db.engine.dialect.name != "sqlite":
        raise Refusal("现有数据库读不出来：请先修复或新建一个空的数据库，再恢复。")
    db.engine.dispose()
    place = Path(str(db.engine.url.database))
    for ending in ("-wal", "-shm", "-journal", ""):
        beside = place.with_name(place.name + ending)
        if beside.exists():
            beside.rename(f"{place}.damaged-{now():%Y%m%dT%H%M%S}{ending}")


def _get_ready(folder: Path, manifest: Manifest, by: str, former: Checkpoint | None) -> str:
    """Lay everything ready, the act of the restore already in the database that comes in; return the act's key."""
    staging.begin()
    for kept in manifest.files:
        source, target = folder / kept.path, _place_ready(kept.path)
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    key = f"restore-{secrets.token_hex(12)}"
    _write_act(folder, manifest, by, former, key)
    staging.ready(key)
    return key


def _place_ready(path: str) -> Path:
    if path == DATABASE:
        return staging.staging() / DATABASE
    target = (staging.incoming() / Path(path).relative_to(DATA)).resolve()
    if not target.is_relative_to(staging.incoming().resolve()):
        raise DamagedBackup(f"备份清单里的 {path} 指向备份之外，没有恢复。")
    return target


def _write_act(folder: Path, manifest: Manifest, by: str, former: Checkpoint | None, key: str) -> None:
    engine = database.file_engine(staging.staging() / DATABASE)
    with engine.begin() as connection:
        database.bring_to(connection, "head")
    with elsewhere(engine):
        with one_act(by, key) as act:
            act.note(
                "backup_restored",
                backup=folder.resolve().name,
                made_at=manifest.made_at,
                reached=manifest.checkpoint,
                manifest=sha256_of(folder / MANIFEST),
                replaced=None if former is None else str(former),
            )
        # Whoever signed out since the backup was made must not be signed in again.
        with bookkeeping() as session:
            session.execute(sa.delete(WebSession))
    engine.dispose()


def _put_database() -> None:
    source = staging.staging() / DATABASE
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as live:
            ready = sqlite.connect(source)
            # The online backup is one transaction of the file that it writes: a power cut leaves the old content.
            ready.backup(database.driver_of(live))
            ready.close()
    else:
        engine = database.file_engine(source, reading=True)
        with db.engine.begin() as live:
            database.put(engine, live)
        engine.dispose()
    db.engine.dispose()
