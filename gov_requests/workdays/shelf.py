"""The shelf of arrangements: the shipped base and, over it, the imported versions under ``DATA_DIR/workdays/``."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import Any

from gov_requests.workdays.arrangement import Arrangement, ArrangementError, arrangement_from, content_hash
from gov_requests.workdays.calendar import WorkdayCalendar
from gov_requests.workdays.published import base_arrangements
from gov_requests.workdays.statutory import act_for, statutory_holidays

_Stamp = tuple[tuple[str, int, int], ...]
_loaded: dict[Path | None, tuple[_Stamp, WorkdayCalendar]] = {}


def _folder(data_dir: Path) -> Path:
    return data_dir / "workdays"


def _files(data_dir: Path | None) -> list[Path]:
    return [] if data_dir is None else sorted(_folder(data_dir).glob("[0-9]*.json"))


def load(data_dir: Path | None = None) -> WorkdayCalendar:
    """Return the calendar that holds now: the base and every imported version. Built again only when a file came or went.

    Raises ArrangementError where an imported file has been damaged.
    """
    files = _files(data_dir)
    stamp = tuple((file.name, (told := file.stat()).st_mtime_ns, told.st_size) for file in files)
    kept = _loaded.get(data_dir)
    if kept is None or kept[0] != stamp:
        kept = stamp, WorkdayCalendar(_holding(files))
        _loaded[data_dir] = kept
    return kept[1]


def _holding(files: list[Path]) -> dict[int, Arrangement]:
    held = dict(base_arrangements())
    for arrangement in map(_read, files):
        if arrangement.version > held.get(arrangement.year, arrangement).version or arrangement.year not in held:
            held[arrangement.year] = arrangement
    return held


def _read(file: Path) -> Arrangement:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        found = replace(
            arrangement_from(data),
            version=int(data["version"]),
            imported_by=str(data.get("imported_by", "")),
            imported_at=str(data.get("imported_at", "")),
            sha256=str(data.get("sha256", "")),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise ArrangementError(
            f"放假安排文件 {file.name} 无法使用（{wrong}）：请从备份恢复，或移走后重新导入。"
        ) from wrong
    if found.sha256 != content_hash(found):
        raise ArrangementError(f"放假安排文件 {file.name} 的内容与导入时的校验值不符：请从备份恢复，或移走后重新导入。")
    return found


def versions(year: int, data_dir: Path | None = None) -> list[Arrangement]:
    """Return every version of ``year`` that is kept, the one that holds last."""
    return all_versions(data_dir).get(year, [])


def all_versions(data_dir: Path | None = None) -> dict[int, list[Arrangement]]:
    """Return every version that is kept, by year; of each year the one that holds last."""
    found = {year: [base] for year, base in base_arrangements().items()}
    for arrangement in sorted(map(_read, _files(data_dir)), key=lambda kept: (kept.year, kept.version)):
        found.setdefault(arrangement.year, []).append(arrangement)
    return found


def show(year: int, data_dir: Path | None = None) -> dict[str, Any]:
    """Return the arrangement of ``year`` in the form of ``workdays show``; an unpublished year shows its statutory holidays."""
    held = load(data_dir).arrangements.get(year)
    if held is not None:
        return held.as_dict()
    return {
        "year": year,
        "published": False,
        "source": f"《全国年节及纪念日放假办法》（{act_for(year).decree}）",
        "version": None,
        "off": [day.isoformat() for day in sorted(statutory_holidays(year))],
        "work": [],
    }


def import_arrangement(data: Mapping[str, Any], data_dir: Path, *, by: str, at: datetime) -> Path:
    """Check an arrangement and put it on the shelf as the newest version of its year. Returns the file.

    ``by`` who imports it, ``at`` when (aware). The file appears whole or not at all; two importers get two versions.
    Raises ArrangementError.
    """
    checked = replace(arrangement_from(data), imported_by=by, imported_at=at.astimezone(UTC).isoformat())
    checked = replace(checked, sha256=content_hash(checked))
    folder = _folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    version = max((kept.version for kept in versions(checked.year, data_dir)), default=0) + 1
    while True:
        try:
            return _put(replace(checked, version=version), folder)
        except FileExistsError:
            version += 1


def _put(arrangement: Arrangement, folder: Path) -> Path:
    target = folder / _name(arrangement.year, arrangement.version)
    draft = folder / f".{target.name}.{os.getpid()}.{get_ident()}"
    with draft.open("w", encoding="utf-8") as out:
        json.dump(arrangement.as_dict(), out, ensure_ascii=False, indent=1)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        # A hard link fails where the version is taken; a rename would silently replace it.
        os.link(draft, target)
    finally:
        draft.unlink()
    _sync(folder)
    return target


def _name(year: int, version: int) -> str:
    return f"{year}-v{version:03d}.json"


def _sync(folder: Path) -> None:
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def take_back(year: int, version: int, data_dir: Path) -> None:
    """Take a version off the shelf whose import did not come to stand; nothing happens where it is not there."""
    (_folder(data_dir) / _name(year, version)).unlink(missing_ok=True)
