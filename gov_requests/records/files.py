"""Content under its hash: written, synced and renamed before the act that names it commits."""

import hashlib
import os
import secrets
from pathlib import Path

from flask import current_app

from gov_requests.refusals import NotFound

#: Ordinary papers; identity papers, which lie apart and are removed when their time has come; files of drafts, sealed.
PAPERS, IDENTITY, DRAFTS = "files", "identity", "drafts"


def keep(content: bytes, shelf: str = PAPERS) -> str:
    """Store ``content`` and return its SHA-256 (hex). The same content twice is one file; a damaged one is mended by it."""
    name = hashlib.sha256(content).hexdigest()
    place = place_of(name, shelf)
    if place.exists() and place.read_bytes() == content:
        return name
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{name}.{secrets.token_hex(4)}.part")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name


def read(name: str, shelf: str = PAPERS) -> bytes:
    """Return the content under a hash; raises ``NotFound`` when the file is gone or no longer has that hash."""
    try:
        content = place_of(name, shelf).read_bytes()
    except FileNotFoundError as gone:
        raise NotFound("文件不在存储区，请报系统管理员。") from gone
    if hashlib.sha256(content).hexdigest() != name:
        raise NotFound("文件内容与登记的哈希不符，已停止使用，请报系统管理员。")
    return content


def place_of(name: str, shelf: str = PAPERS) -> Path:
    """Return where the content under a hash lies."""
    data_dir: Path = current_app.config["DATA_DIR"]
    return data_dir / shelf / name[:2] / name
