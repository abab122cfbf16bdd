"""Whether this installation is fit for real work: settings, keys, the modes of the database, the clock.

Each test yields a sentence for each thing that is wrong. They are quick, so that a service can ask before it starts
(``check --settings``).
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import db
from gov_requests.records.engine import WAL_IS_SAFE_FROM, sqlite
from gov_requests.records.journal import JournalRow
from gov_requests.records.sessions import SCHEDULER, Heartbeat
from gov_requests.today import now, today

#: The keys that a key file holds, each 32 random bytes in hex.
KEYS = ("cookies", "personal_data", "blind_index")
_HEX_DIGITS, _DISTINCT = 64, 12
#: No machine that runs this version can live before it.
RELEASED = date(2026, 11, 1)
#: Journal mode → the least ``synchronous`` with which a power cut loses nothing (2 FULL, 3 EXTRA).
SAFE_MODES = {"wal": 2, "delete": 3}
#: What PostgreSQL must be set to.
SAFE_SETTINGS = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
}


def _production() -> bool:
    return bool(current_app.config["ENVIRONMENT"] == "production")


def settings_fit() -> Iterator[str]:
    """Production keeps keys and checkpoints outside the data, and never debugs."""
    config = current_app.config
    if not _production():
        return
    if config["DEBUG"] or config["TESTING"] or config["LOG_DETAIL"]:
        yield "正式环境不得开启调试。"
    data_dir = Path(config["DATA_DIR"]).resolve()
    if Path(config["KEY_FILE"]).resolve().is_relative_to(data_dir):
        yield f"KEY_FILE 在数据目录 {data_dir.name} 之内：请移到数据目录和备份之外，并设置 KEY_FILE。"
    if config["CHECKPOINT_FILE"] and Path(config["CHECKPOINT_FILE"]).resolve().is_relative_to(data_dir):
        yield "CHECKPOINT_FILE 在数据目录之内：改得了数据的人也改得了它，请放到别处。"
    if not config["SESSION_COOKIE_SECURE"]:
        yield "SESSION_COOKIE_SECURE 未开启：由代理提供 TLS 时请设为 1。"


def keys_strong() -> Iterator[str]:
    """The keys are this installation's own random ones, and nobody else's to read."""
    place = Path(current_app.config["KEY_FILE"])
    if not _production() or not place.exists():
        return
    if place.stat().st_mode & 0o077:
        yield "密钥文件可被他人读取：请设为仅属主可读写（0600）。"
    try:
        held = json.loads(place.read_text(encoding="utf-8"))
        keys = [str(held[name]) for name in KEYS]
    except (ValueError, KeyError, TypeError):
        yield "密钥文件不完整：请放回原来的密钥文件。"
        return
    if len(set(keys)) < len(keys) or any(_weak(key) for key in keys):
        yield "密钥文件里有默认的、重复的或过短的密钥：请换上系统生成的随机密钥（移走文件后重新启动会生成）。"
    secret = current_app.config["SECRET_KEY"]
    if secret is not None and secret != held["cookies"]:
        yield "SECRET_KEY 不是密钥文件给出的：请不要另设。"


def _weak(key: str) -> bool:
    spread = len({key[place : place + 2] for place in range(0, len(key), 2)})
    return len(key) < _HEX_DIGITS or spread < _DISTINCT


def database_keeps() -> Iterator[str]:
    """The database runs in a mode in which what was acknowledged survives a power cut."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        yield from _sqlite_faults(connection)
    elif _production():
        for name, fit in SAFE_SETTINGS.items():
            value = connection.exec_driver_sql(f"SHOW {name}").scalar()
            if value not in fit:
                yield f"PostgreSQL 的 {name} 是 {value}：断电会丢失已经办理的事项，请设为 {fit[0]}。"


def _sqlite_faults(connection: sa.Connection) -> Iterator[str]:
    mode, synchronous, mapped, enforced = (
        connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        for name in ("journal_mode", "synchronous", "mmap_size", "foreign_keys")
    )
    if mode == "wal" and sqlite.sqlite_version_info < WAL_IS_SAFE_FROM:
        yield f"SQLite {sqlite.sqlite_version} 的 WAL 模式可能损坏文件，请升级或改用回滚日志。"
    if mode not in SAFE_MODES or (synchronous or 0) < SAFE_MODES[mode]:
        yield f"SQLite 的 journal_mode={mode}、synchronous={synchronous}：断电会丢失已经办理的事项。"
    if mapped:
        yield "SQLite 开启了 mmap：文件可能损坏，请关闭。"
    if not enforced:
        yield "SQLite 没有开启外键约束。"


def clock_right() -> Iterator[str]:
    """The machine's clock is not behind what has been recorded."""
    if today() < RELEASED and _production():
        yield f"系统时间是 {today()}，早于本版本发布的日子：请校准时钟，否则期限全错。"
    newest = db.session.scalar(sa.select(sa.func.max(JournalRow.recorded_at)))
    if newest is not None and newest > now():
        yield f"系统时间（{now().isoformat()}）早于日志最后的记录（{newest.isoformat()}）：时钟被拨回过，请校准后再办理。"
    beat = db.session.get(Heartbeat, SCHEDULER)
    if beat is not None and beat.beat_at > now():
        yield f"调度进程最后一次运行的时间（{beat.beat_at.isoformat()}）在将来：时钟被拨动过，请校准。"


FITNESS: tuple[Callable[[], Iterator[str]], ...] = (settings_fit, keys_strong, database_keeps, clock_right)


def advice() -> Iterator[str]:
    """Yield what should be done and keeps nobody from working."""
    if _production() and not current_app.config["VIRUS_SCAN"]:
        yield "没有配置病毒查杀（VIRUS_SCAN）：上传的材料只做结构检查，请接入本单位的查杀服务。"
