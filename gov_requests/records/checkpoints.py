"""Checkpoints kept outside (检查点): whoever rewrites the whole journal, key in hand, is caught only by a line that lies elsewhere."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import db, one_act
from gov_requests.records.chain import Checkpoint, head
from gov_requests.records.journal import JournalRow
from gov_requests.records.outgoing_mail import MailNotSent, recipients, send
from gov_requests.records.settings import KeptCheckpoint
from gov_requests.today import now

#: Where a checkpoint may lie, as the record says it.
IN_FILE, IN_MAIL, ON_PAPER = "文件", "邮件", "纸面"


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that was put outside: the line, where it lies, and what did not work."""

    line: str
    places: tuple[str, ...]
    failures: tuple[str, ...] = ()
    #: The first of the rows that say so.
    row_id: int | None = None


def line_of(point: Checkpoint, at: datetime) -> str:
    """Return the line that people keep: when, and ``count:hash``."""
    return f"{at.isoformat()} {point}"


def keep(by: Any, *, file: Path | None = None, on_paper: bool = False, key: str | None = None) -> Kept:
    """Put the journal's present end outside, into a file, by mail, on paper; the act says where. Nowhere to put it: only the line."""
    point, at = head(), now()
    line = line_of(point, at)
    places, failures = [ON_PAPER] if on_paper else [], []
    if file is not None:
        try:
            _append(file, line)
            places.append(f"{IN_FILE} {file.name}")
        except OSError as failed:
            failures.append(f"检查点没有写进 {file.name}：{failed.strerror}。")
    to = recipients() if not on_paper else []
    if to:
        try:
            send(f"日志检查点 {point.count}", f"{line}\n", to, f"checkpoint-{point.count}-{point.hash[:16]}")
            places.append(f"{IN_MAIL} {'、'.join(to)}")
        except MailNotSent as failed:
            failures += failed.sentences
    row_id = _record(by, key, point, at, places) if places else None
    return Kept(line, tuple(places), tuple(failures), row_id)


def _record(by: Any, key: str | None, point: Checkpoint, at: datetime, places: list[str]) -> int:
    with one_act(by, key) as act:
        rows = [KeptCheckpoint(count=point.count, hash=point.hash, made_at=at, kept_in=place[:200]) for place in places]
        db.session.add_all(rows)
        act.note("checkpoint_kept", count=point.count, hash=point.hash, kept_in=places)
        db.session.flush()
        return rows[0].id


def kept_checkpoint(row_id: int) -> KeptCheckpoint | None:
    """Return a checkpoint that was put outside."""
    return db.session.get(KeptCheckpoint, row_id)


def kept_lately(most: int = 30) -> Sequence[KeptCheckpoint]:
    """Return the checkpoints that were put outside, the newest first."""
    return db.session.scalars(sa.select(KeptCheckpoint).order_by(KeptCheckpoint.id.desc()).limit(most)).all()


def keep_daily(by: str) -> Kept | None:
    """Put a checkpoint wherever the settings say, where they say so."""
    file: Path | None = current_app.config["CHECKPOINT_FILE"]
    return keep(by, file=file) if file is not None or recipients() else None


def _append(file: Path, line: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(handle, f"{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def compare(file: Path) -> Iterator[tuple[str, bool]]:
    """Yield each line of a file of checkpoints and whether the journal still has that very row. Raises ``ValueError`` for other lines."""
    for text in file.read_text(encoding="utf-8").splitlines():
        if text.strip():
            point = Checkpoint.read(text.split()[-1])
            yield text, point.count == 0 or _hash_at(point.count) == point.hash


def _hash_at(row: int) -> str | None:
    return db.session.scalar(sa.select(JournalRow.hash).where(JournalRow.id == row))
