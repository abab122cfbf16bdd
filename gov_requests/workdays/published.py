"""The base: what the installed chinese-calendar knows, year by year (年 of the notice, not of the day). Its only importer."""

from datetime import date
from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from gov_requests.workdays.arrangement import Arrangement
from gov_requests.workdays.statutory import statutory_holidays

#: The library shortens what the act calls 清明节, 端午节, 中秋节.
_SHORT = {"清明", "端午", "中秋"}
_NAMES = {row.value: row.chinese + ("节" if row.chinese in _SHORT else "") for row in Holiday}
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
    for year, days in off.items():
        # The library leaves out a statutory holiday that falls on a Saturday inside its break: 端午, 2012-06-23.
        off[year] = statutory_holidays(year) | days
    source = f"chinese-calendar {version('chinesecalendar')}"
    return {
        year: Arrangement(year=year, source=source, version=0, off=off[year], work=work.get(year, {}))
        for year in sorted(off)
    }
