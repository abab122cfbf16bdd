"""The health page: whether the system works, for a monitor; with details for administrators."""

import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from gov_requests.access import Action
from gov_requests.records.base import db
from gov_requests.records.sessions import SCHEDULER, Heartbeat
from gov_requests.records.standing_in import granted
from gov_requests.today import now

#: The scheduler beats every minute.
SILENT = timedelta(minutes=10)
_MB = 1 << 20
Part = dict[str, Any]


def health() -> tuple[dict[str, Any], int]:
    """Return ``ok`` or ``degraded``; 503 where the database does not answer. Only administrators are told which part."""
    parts = {name: look() for name, look in PARTS.items()}
    status = "ok" if all(part["ok"] for part in parts.values()) else "degraded"
    shown: dict[str, Any] = {"status": status}
    if parts["database"]["ok"] and current_user.is_authenticated and granted(current_user, Action.READINESS):
        shown |= parts
    return shown, 200 if parts["database"]["ok"] else 503


def _database() -> Part:
    began = time.perf_counter()
    try:
        db.session.execute(db.text("SELECT count FROM chain_head"))
    except SQLAlchemyError:
        return {"ok": False}
    return {"ok": True, "engine": db.engine.dialect.name, "ms": round((time.perf_counter() - began) * 1000, 1)}


def _scheduler() -> Part:
    try:
        beat = db.session.get(Heartbeat, SCHEDULER)
    except SQLAlchemyError:
        return {"ok": False, "beat_at": None}
    beat_at = None if beat is None else beat.beat_at
    return {
        "ok": beat_at is not None and beat_at + SILENT >= now(),
        "beat_at": None if beat_at is None else beat_at.isoformat(),
    }


def _disk() -> Part:
    try:
        free = shutil.disk_usage(current_app.config["DATA_DIR"]).free // _MB
    except OSError:
        return {"ok": False, "free_mb": None}
    return {"ok": free >= current_app.config["DISK_FREE_MB"], "free_mb": free}


PARTS: dict[str, Callable[[], Part]] = {"database": _database, "scheduler": _scheduler, "disk": _disk}
