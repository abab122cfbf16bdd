"""Reading one cell (单元格): text, a line, a day, a count, a word. Pure."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from gov_requests.ledger.columns import Column

_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})[日号]?|([0-9]{2})([0-9]{2}))"
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
#: What Excel shows for a formula that failed.
_FAILED = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#GETTING_DATA"})
#: A number in a cell keeps so many digits; the rest of an 18-digit identity number is lost.
_EXACT = 10**15
_DAYS_KEPT = 20_000
#: Left out unseen, as they come with what is copied from web pages.
_DROPPED = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD])
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


class CellFault(ValueError):
    """A cell that cannot be read: what is wrong, and what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(wrong)
        self.wrong, self.right = wrong, right


def text_of(value: Any) -> str:
    """Return what a cell shows, as text without blanks around it. Raises ``CellFault`` for a number that has lost its end."""
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, int | float) and abs(value) >= _EXACT:
        raise CellFault("以数值保存，第 15 位以后的数字已经丢失。", "应把单元格设为“文本”后重新填写。")
    return str(value)


def plain(text: str) -> str:
    """Return text as a cell can hold it: one kind of line break, nothing invisible, no blanks around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_DROPPED).strip()


def read(column: Column, value: Any) -> Any:
    """Return a cell's value: text ("" where empty), a date or None, an int or None. Raises ``CellFault``."""
    if isinstance(value, str) and value.strip().upper() in _FAILED:
        raise CellFault(f"是出错的公式（{value.strip()}）。", "应填写内容本身。")
    if column.kind == "day":
        return _day(value)
    text = text_of(value)
    if column.kind == "count":
        return _count(text)
    if column.kind == "line" and "\n" in text:
        text = " ".join(text.split())
    if len(text) > column.longest:
        raise CellFault(f"有 {len(text)} 字。", f"最多 {column.longest} 字。")
    return text


def _count(text: str) -> int | None:
    digits = unicodedata.normalize("NFKC", text)
    if not digits:
        return None
    if not re.fullmatch(r"-?[0-9]{1,4}", digits):
        raise CellFault(f"“{_shown(text)}”不是整数。", "应为工作日数，如 20。")
    return int(digits)


def _day(value: Any) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    return _day_of(text) if text else None


@lru_cache(maxsize=_DAYS_KEPT)
def _day_of(text: str) -> date:
    digits = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", text))
    found = _DAY.fullmatch("".join(digits.split()))
    if found is None:
        raise CellFault(f"“{_shown(text)}”不是日期。", "应写作 2026-11-16、2026/11/16 或 2026年11月16日。")
    year, _, *rest = found.groups()
    month, day = (int(part) for part in rest if part is not None)
    try:
        return date(int(year), month, day)
    except ValueError:
        raise CellFault(f"“{_shown(text)}”不存在。", "应为真实存在的日期，如 2026-11-16。") from None


def _shown(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"
