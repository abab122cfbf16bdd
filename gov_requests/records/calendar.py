"""The working calendar that this application runs on: loaded once, and again when an arrangement was imported."""

from pathlib import Path

from flask import current_app

from gov_requests import workdays
from gov_requests.workdays import WorkdayCalendar

_PLACE = "gov_requests.calendar"


def calendar() -> WorkdayCalendar:
    """Return the calendar in force. Another process may import an arrangement, so the folder's time stamp is looked at."""
    data_dir: Path = current_app.config["DATA_DIR"]
    stamp = _stamp(data_dir / "workdays")
    held = current_app.extensions.get(_PLACE)
    if held is None or held[0] != stamp:
        held = current_app.extensions[_PLACE] = (stamp, workdays.load(data_dir))
    found: WorkdayCalendar = held[1]
    return found


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
