"""法定节假日: the days that 《全国年节及纪念日放假办法》 itself gives everybody, before any arrangement moves days about.

Lunar festivals and 清明 come from ``festivals.json`` (2000–2101), computed once with three independent almanacs that agreed on every
day; a test holds it against every year that chinese-calendar knows.
"""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FESTIVALS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "festivals.json").read_text(encoding="utf-8")
)
FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR = min(map(int, _FESTIVALS)), max(map(int, _FESTIVALS))


class Festival(NamedTuple):
    """A holiday of the act: ``day`` is MM-DD, or a column of the festivals' table; days ``first`` … ``last`` counted from it."""

    name: str
    day: str
    first: int
    last: int


class Act(NamedTuple):
    """One wording of 放假办法: the first calendar year it shapes, its decree, its holidays for everybody."""

    since: int
    decree: str
    festivals: tuple[Festival, ...]


ACTS = (
    Act(
        1949,
        "政务院1949年12月23日发布",
        (
            Festival("元旦", "01-01", 0, 0),
            Festival("春节", "spring", 0, 2),
            Festival("劳动节", "05-01", 0, 0),
            Festival("国庆节", "10-01", 0, 1),
        ),
    ),
    Act(
        2000,
        "国务院令第270号",
        (
            Festival("元旦", "01-01", 0, 0),
            Festival("春节", "spring", 0, 2),
            Festival("劳动节", "05-01", 0, 2),
            Festival("国庆节", "10-01", 0, 2),
        ),
    ),
    # 农历除夕、正月初一、初二; 清明, 端午, 中秋 become holidays, 劳动节 one day. [M]
    Act(
        2008,
        "国务院令第513号",
        (
            Festival("元旦", "01-01", 0, 0),
            Festival("春节", "spring", -1, 1),
            Festival("清明节", "qingming", 0, 0),
            Festival("劳动节", "05-01", 0, 0),
            Festival("端午节", "dragon_boat", 0, 0),
            Festival("中秋节", "mid_autumn", 0, 0),
            Festival("国庆节", "10-01", 0, 2),
        ),
    ),
    # 正月初一至初三: 除夕 is a working day unless arranged otherwise (2024-02-09 was one). [M]
    Act(
        2014,
        "国务院令第644号",
        (
            Festival("元旦", "01-01", 0, 0),
            Festival("春节", "spring", 0, 2),
            Festival("清明节", "qingming", 0, 0),
            Festival("劳动节", "05-01", 0, 0),
            Festival("端午节", "dragon_boat", 0, 0),
            Festival("中秋节", "mid_autumn", 0, 0),
            Festival("国庆节", "10-01", 0, 2),
        ),
    ),
    Act(
        2025,
        "国务院令第795号",
        (
            Festival("元旦", "01-01", 0, 0),
            Festival("春节", "spring", -1, 2),
            Festival("清明节", "qingming", 0, 0),
            Festival("劳动节", "05-01", 0, 1),
            Festival("端午节", "dragon_boat", 0, 0),
            Festival("中秋节", "mid_autumn", 0, 0),
            Festival("国庆节", "10-01", 0, 2),
        ),
    ),
)


def act_for(year: int) -> Act:
    """Return the wording of 放假办法 that shapes ``year``."""
    return max((act for act in ACTS if act.since <= year), default=ACTS[0])


@cache
def statutory_holidays(year: int) -> dict[date, str]:
    """Return the statutory holidays of ``year`` and their names. Outside the table's years the lunar ones are missing."""
    found: dict[date, str] = {}
    table = _FESTIVALS.get(str(year), {})
    for festival in act_for(year).festivals:
        day = table.get(festival.day, festival.day if festival.day[0].isdigit() else None)
        if day is None:
            continue
        first = date.fromisoformat(f"{year:04d}-{day}")
        for offset in range(festival.first, festival.last + 1):
            found.setdefault(first + timedelta(days=offset), festival.name)
    return found
