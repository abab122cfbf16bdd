"""The base: what the installed chinese-calendar knows, year by year (年 of the notice, not of the day). Its only importer."""

from datetime import date
from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from gov_requests.workdays.arrangement import Arrangement

_NAMES = {row.value: row.chinese for row in Holiday}
_NEW_YEAR = Holiday.new_years_day.value
_DECEMBER = 12


def _year_of_notice(day: date, name: str) -> int:
    # 2011-12-31 was worked for 元旦 of 2012: the notice for 2012 says so.
    return day.year + 1 if day.month == _DECEMBER and name == _NEW_YEAR else day.year


@cache
def base_arrangements() -> dict[int, Arrangement]:
    """Return the shipped arrangements by year."""
    off: dict[int, dict[date, str]] = {}
    work: dict[int, dict[date, str]] = {}
    for days, table in ((holidays, off), (workdays, work)):
        for day, name in days.items():
            table.setdefault(_year_of_notice(day, name), {})[day] = _NAMES[name]
    source = f"chinese-calendar {version('chinesecalendar')}"
    return {
        year: Arrangement(year=year, source=source, version=0, off=off[year], work=work.get(year, {}))
        for year in sorted(off)
    }
