"""What a backup says of itself: when it was made, how far the journal reached, which key it needs, and the hash of every file."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from gov_requests.records.chain import Checkpoint
from gov_requests.refusals import Refusal

MANIFEST = "manifest.json"
#: In the form of sha256sum, so that ``sha256sum -c`` reads it.
SEAL = "manifest.json.sha256"
DATABASE = "database.sqlite"
#: The folder that holds what lay under ``DATA_DIR``.
DATA = "data"
#: The form of backups that this program writes and reads.
FORM = 1
_PIECE = 1 << 20


class DamagedBackup(Refusal):
    """What was made as a backup, or should be one, is not whole."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a backup: where it lies in it, how long it is, and its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's account of itself. ``missing``: what the records name and was not there when the backup was made."""

    made_at: str
    engine: str
    revision: str
    checkpoint: str
    key_fingerprint: str | None
    files: tuple[Kept, ...]
    missing: tuple[str, ...] = ()
    form: int = FORM

    @property
    def reached(self) -> Checkpoint:
        """How far the journal reached."""
        return Checkpoint.read(self.checkpoint)

    def write(self, folder: Path) -> None:
        """Write it as the last thing: a folder without it is no backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"
        (folder / SEAL).write_text(f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n", encoding="ascii")
        (folder / MANIFEST).write_bytes(text)
        os.sync()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a backup. Raises ``DamagedBackup``."""
        try:
            text, seal = (folder / MANIFEST).read_bytes(), (folder / SEAL).read_text(encoding="ascii")
        except FileNotFoundError as gone:
            raise DamagedBackup(
                f"{folder} 不是完整的备份：没有 {Path(gone.filename).name}（备份没有做完，或放错了位置）。"
            ) from gone
        except (OSError, UnicodeDecodeError) as broken:
            raise DamagedBackup(f"{folder} 的清单读不出来：{broken}") from broken
        if seal != f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n":
            raise DamagedBackup("备份清单 manifest.json 与其校验值不符：清单被改动或损坏。")
        return cls.from_dict(json.loads(text))

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> Self:
        """Return the manifest that was written as ``said``. Raises ``DamagedBackup`` for another form."""
        if said.get("form") != FORM:
            raise DamagedBackup(f"备份的格式是 {said.get('form')}，本版本只认 {FORM}：请用做这份备份的版本恢复。")
        return cls(**said | {"files": tuple(Kept(**kept) for kept in said["files"]), "missing": tuple(said["missing"])})


def pieces(file: Path) -> Iterator[bytes]:
    """Yield a file's content, a piece at a time."""
    with file.open("rb") as content:
        while piece := content.read(_PIECE):
            yield piece


def sha256_of(file: Path) -> str:
    """Return a file's SHA-256 (hex), in flat memory."""
    digest = hashlib.sha256()
    for piece in pieces(file):
        digest.update(piece)
    return digest.hexdigest()
