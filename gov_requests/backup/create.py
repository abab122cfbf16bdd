"""Making a backup while people work: first the database at one instant, then the files, which are only added to."""

import hashlib
from pathlib import Path

from flask import current_app

from gov_requests.backup import database, places
from gov_requests.backup.manifest import DATA, DATABASE, Kept, Manifest, pieces, sha256_of
from gov_requests.records.base import db, elsewhere
from gov_requests.records.chain import head
from gov_requests.records.holdings import named_files
from gov_requests.records.keys import keyring
from gov_requests.refusals import BadInput, Refusal
from gov_requests.today import day_of, now


def create(folder: Path) -> Manifest:
    """Write a backup into a new or empty folder and return its manifest; ``missing`` in it says what was not there to be saved.

    Raises ``Refusal`` where there is nothing to save or the folder is in use.
    """
    _refuse_used(folder)
    _refuse_unprepared()
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made_at = now()
    database.take(folder / DATABASE)
    files = [Kept(DATABASE, (folder / DATABASE).stat().st_size, sha256_of(folder / DATABASE)), *_copy_data(folder)]
    with database.in_present_form(folder / DATABASE) as kept, elsewhere(kept):
        reached = head()
        missing = lacking({file.path: file.sha256 for file in files}, day_of(made_at).isoformat())
    with database.file_engine(folder / DATABASE, reading=True).connect() as connection:
        revision = database.revision_of(connection) or ""
    manifest = Manifest(
        made_at=made_at.isoformat(),
        engine=db.engine.dialect.name,
        revision=revision,
        checkpoint=str(reached),
        key_fingerprint=keyring().fingerprint if Path(current_app.config["KEY_FILE"]).exists() else None,
        files=tuple(files),
        missing=tuple(missing),
    )
    manifest.write(folder)
    return manifest


def lacking(kept: dict[str, str], on: str) -> list[str]:
    """Return a sentence for each file that the records name and ``kept`` (path → SHA-256) does not hold whole, ``on`` an ISO day.

    An identity paper that may have been removed by then (its time had come) is not missed.
    """
    found = []
    for file in named_files():
        path = f"{DATA}/{file.place}"
        if path not in kept and (file.expires_on is None or file.expires_on.isoformat() >= on):
            found.append(f"记录中登记的文件 {file.place} 不在备份里。")
        elif path in kept and kept[path] != file.sha256:
            found.append(f"文件 {file.place} 的内容与登记的哈希不符。")
    return found


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} 里已有内容：请给出新的或空的文件夹，一份备份一个文件夹。")
    if folder.resolve().is_relative_to(places.data_dir().resolve()):
        raise BadInput("备份不能放在数据目录之内：请给出数据目录之外的文件夹，最好在另一块盘上。")


def _refuse_unprepared() -> None:
    with db.engine.connect() as connection:
        revision = database.revision_of(connection)
    if revision is None:
        raise Refusal("数据库还没有结构，没有可备份的内容：请先运行 flask --app app db upgrade。")
    if not database.known_form(revision):
        raise Refusal(f"数据库结构 {revision} 比本版本新：请用与数据库相应的版本备份。")


def _copy_data(folder: Path) -> list[Kept]:
    home, copied = places.data_dir(), []
    for name in places.entries():
        for file in places.files_of(name):
            path = f"{DATA}/{file.relative_to(home).as_posix()}"
            kept = _copy(file, folder / path)
            if kept is not None:
                copied.append(Kept(path, *kept))
    return copied


def _copy(file: Path, target: Path) -> tuple[int, str] | None:
    """Copy a file and hash what was copied; None where it went away meanwhile (an identity paper whose time came)."""
    digest, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as out:
            for piece in pieces(file):
                out.write(piece)
                digest.update(piece)
                size += len(piece)
    except FileNotFoundError:
        target.unlink()
        return None
    return size, digest.hexdigest()
