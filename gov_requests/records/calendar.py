"""The working calendar that this application runs on: loaded once, and again when an arrangement was imported."""

from datetime import date
from pathlib import Path

from flask import current_app

from gov_requests import workdays
from gov_requests.workdays import WorkdayCalendar

#: The notices for 2024, 2025 and 2026 came on 25 October, 12 November and 4 November: from this month on a missing one is looked for.
NEEDED_FROM_MONTH = 11
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


def missing_notice(day: date) -> int | None:
    """Return the year whose notice (放假安排) is missing and is needed by ``day``: this year's always, next year's from November on."""
    years = [day.year] if day.month < NEEDED_FROM_MONTH else [day.year, day.year + 1]
    return next((year for year in years if not calendar().published(year)), None)


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
