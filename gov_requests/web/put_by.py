"""What waits between two pages (暂存): sealed under a hidden folder of ``DATA_DIR``, for an hour at most, found by its token alone."""

import base64
import json
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flask import current_app

from gov_requests.records.keys import keyring
from gov_requests.today import now

_LIFE: Final = timedelta(hours=1)
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A content that waits, and what was told of it."""

    content: bytes
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of its own for what waits."""

    name: str

    def put_by(self, content: bytes, **told: Any) -> str:
        """Keep a content with what is told of it; return its token. What is older than an hour goes."""
        for place in self._folder().iterdir():
            if _age(place) > _LIFE:
                place.unlink(missing_ok=True)
        token = secrets.token_hex(16)
        place = self._folder() / token
        place.touch(mode=0o600)
        kept = json.dumps({"told": told, "content": base64.b64encode(content).decode()})
        place.write_text(keyring().seal(kept), encoding="ascii")
        return token

    def waiting(self, token: str) -> Waiting | None:
        """Return what waits under a token; None where nothing does any more."""
        place = self._folder() / token
        if not _TOKEN.fullmatch(token) or not place.is_file() or _age(place) > _LIFE:
            return None
        kept = json.loads(keyring().unseal(place.read_text(encoding="ascii")))
        return Waiting(base64.b64decode(kept["content"]), kept["told"])

    def forget(self, token: str) -> None:
        """Remove what waits under a token."""
        if _TOKEN.fullmatch(token):
            (self._folder() / token).unlink(missing_ok=True)

    def _folder(self) -> Path:
        folder: Path = current_app.config["DATA_DIR"] / f".{self.name}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


def _age(place: Path) -> timedelta:
    return now() - datetime.fromtimestamp(place.stat().st_mtime, UTC)
