"""A ledger between its check and its import (待导入的台账): sealed under a hidden folder of ``DATA_DIR``, for an hour at most."""

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app, session

from gov_requests.records.keys import keyring
from gov_requests.today import now

_KEY = "ledger"
_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A workbook that was checked and may be imported."""

    name: str
    content: bytes
    year_format: str


def put_by(name: str, content: bytes, year_format: str) -> None:
    """Keep a workbook for this session; one that was kept before is forgotten."""
    forget()
    _sweep()
    token = secrets.token_hex(16)
    place = _folder() / token
    place.touch(mode=0o600)
    place.write_text(keyring().seal(base64.b64encode(content).decode()), encoding="ascii")
    session[_KEY] = {"token": token, "name": name, "year_format": year_format}


def waiting() -> Waiting | None:
    """Return this session's workbook; None where there is none any more."""
    kept = session.get(_KEY)
    if kept is None:
        return None
    place = _folder() / kept["token"]
    if not place.is_file() or _age(place) > _LIFE:
        return None
    content = base64.b64decode(keyring().unseal(place.read_text(encoding="ascii")))
    return Waiting(kept["name"], content, kept["year_format"])


def forget() -> None:
    """Remove this session's workbook."""
    kept = session.pop(_KEY, None)
    if kept is not None:
        (_folder() / kept["token"]).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = current_app.config["DATA_DIR"] / ".ledgers"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sweep() -> None:
    for place in _folder().iterdir():
        if _age(place) > _LIFE:
            place.unlink(missing_ok=True)


def _age(place: Path) -> timedelta:
    return now() - datetime.fromtimestamp(place.stat().st_mtime, UTC)
