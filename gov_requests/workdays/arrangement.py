"""放假安排: one year's arrangement, its JSON form, and the checks that an imported one must pass."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gov_requests.workdays.statutory import act_for, statutory_holidays

FIRST_YEAR, LAST_YEAR = 1949, 2100
_SATURDAY = 5
#: An arrangement may reach over the year's edges: 29–31 December before it, 1–3 January after it.
_EDGE_DAYS = 3


class ArrangementError(ValueError):
    """An arrangement that cannot be used. The sentence (Chinese) says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What one notice (国办发明电) fixes for ``year``: days off and make-up working days, days of its edges included.

    ``version`` 0 is the shipped base; imported ones count from 1. ``off`` and ``work`` map days to the festival's name ("" if not told).
    """

    year: int
    source: str
    version: int
    off: Mapping[date, str]
    work: Mapping[date, str]
    notice: str = ""
    imported_by: str = ""
    imported_at: str = ""
    sha256: str = field(default="")

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form of ``workdays show``."""
        found: dict[str, Any] = {
            "year": self.year,
            "published": True,
            "source": self.source,
            "version": self.version,
            "off": [day.isoformat() for day in sorted(self.off)],
            "work": [day.isoformat() for day in sorted(self.work)],
        }
        if self.version:
            found |= {"notice": self.notice, "imported_by": self.imported_by, "imported_at": self.imported_at}
            found["sha256"] = self.sha256
        return found


def content_hash(arrangement: Arrangement) -> str:
    """Return the SHA-256 of what the arrangement fixes and where it stands written (not of who imported it)."""
    told = arrangement.as_dict()
    content = {key: told[key] for key in ("year", "source", "off", "work")} | {"notice": arrangement.notice}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def arrangement_from(data: Any) -> Arrangement:
    """Read and check an arrangement in the form of ``workdays show``. Raises ArrangementError."""
    if not isinstance(data, Mapping):
        raise ArrangementError('文件内容不是一个年度安排：应为 {"year": 2027, "source": …, "off": […], "work": […]}。')
    year = data.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ArrangementError(f"year “{year}”不是可用的年份：应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数。")
    if data.get("published") is False:
        raise ArrangementError(f"{year} 年标为尚未公布（published 为 false）：只能导入国务院办公厅已经公布的安排。")
    found = Arrangement(
        year=year,
        source=_text(data, "source", "导入的放假安排"),
        version=0,
        off=_days(data, "off", year, required=True),
        work=_days(data, "work", year, required=False),
        notice=_text(data, "notice", ""),
    )
    check(found)
    return found


def _text(data: Mapping[str, Any], key: str, default: str) -> str:
    value = data.get(key)
    if value is None:
        return default
    if not isinstance(value, str):
        raise ArrangementError(f"{key} 应为文字，如通知的文号或网址。")
    return value


def _days(data: Mapping[str, Any], key: str, year: int, *, required: bool) -> dict[date, str]:
    listed = data.get(key)
    if listed is None and not required:
        return {}
    if not isinstance(listed, list):
        raise ArrangementError(f'{year} 年的 {key} 缺失或不是列表：应为日期列表，如 ["{year}-01-01"]。')
    return dict.fromkeys((_day(text, key) for text in listed), "")


def _day(text: Any, key: str) -> date:
    if isinstance(text, str) and len(text) == len("2027-01-01") and text[4] == "-" == text[7]:
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ArrangementError(f"{key} 中的“{text}”不是真实存在的日期：应写作 YYYY-MM-DD，如 2027-01-01。")


def check(arrangement: Arrangement) -> None:
    """Refuse an arrangement that no notice can have meant. Raises ArrangementError with what would be right."""
    year = arrangement.year
    first, last = date(year - 1, 12, 32 - _EDGE_DAYS), date(year + 1, 1, _EDGE_DAYS)
    for day in (*arrangement.off, *arrangement.work):
        if not first <= day <= last:
            raise ArrangementError(f"{day} 不属于 {year} 年的安排：日期应在 {first} 至 {last} 之间。")
    both = sorted(set(arrangement.off) & set(arrangement.work))
    if both:
        raise ArrangementError(f"{both[0]} 既列为放假又列为上班：每一天只能列入 off 或 work 之一。")
    for day in sorted(arrangement.work):
        if day.weekday() < _SATURDAY:
            raise ArrangementError(
                f"{day} 是星期{'一二三四五'[day.weekday()]}，本来就是工作日：work 只列调休上班的星期六、星期日。"
            )
    missing = sorted(set(statutory_holidays(year)) - set(arrangement.off))
    if missing:
        name = statutory_holidays(year)[missing[0]]
        decree = act_for(year).decree
        raise ArrangementError(
            f"{missing[0]}（{name}）是《全国年节及纪念日放假办法》（{decree}）规定的法定节假日，没有列入 off：法定节假日应全部放假。"
        )
