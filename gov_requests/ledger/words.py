"""Kinds of reply as ledgers write them: by name, by code, or by their row in the annual report that they were written for.

Sources: the forms of the annual report, 国办公开办函〔2021〕30号 and, before it, 〔2019〕60号.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from gov_requests.statute.reply_kinds import REPLY_KINDS

#: Names of rows of the report's table three, with the kind of reply that a request of that row had.
_ROWS_OF_BOTH: Final = {
    "部分公开（区分处理的，只计这一情形，不计其他情形）": "partly_disclosed",
    "本机关不掌握相关政府信息": "not_held",
    "无法提供：本机关不掌握相关政府信息": "not_held",
    "没有现成信息需要另行制作": "needs_making",
    "补正后申请内容仍不明确": "still_unclear",
}
_GROUPS: Final = {
    "不予公开": ("deny_",),
    "无法提供": ("unable_",),
    "不予处理": ("noproc_",),
    "其他处理": ("other_",),
}
_ROWS: Final[dict[str, dict[str, str]]] = {
    "2021": {
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "abandoned_uncorrected",
        "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "abandoned_unpaid",
        "其他处理：其他": "withdrawn",
        "其他": "withdrawn",
    },
    "2019": {"其他处理": "withdrawn"},
}
YEAR_FORMATS: Final = tuple(_ROWS)
_NUMBERING = re.compile(r"^[一二三四五六七]、|\([一二三四五六七]\)|(?<![A-Za-z_])\d{1,2}[.、]")
_LIGHT = re.compile(r"[\s“”\"'‘’「」:,，、。.()·;；\-—]")


def _key(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).strip()
    return _LIGHT.sub("", _NUMBERING.sub("", plain))


@lru_cache
def _reply_words(year_format: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, kind in REPLY_KINDS.items():
        found[_key(code)] = found[_key(kind.title)] = code
        for group, rows in _GROUPS.items():
            if kind.report_row.startswith(rows):
                found.setdefault(_key(f"{group}{kind.title}"), code)
    for word, code in (_ROWS_OF_BOTH | _ROWS[year_format]).items():
        found[_key(word)] = code
    return found


def reply_kind_of(word: str, year_format: str) -> str | None:
    """Return the code of a kind of reply: its name, its code, or its row in the report of ``year_format``; None: unknown."""
    return _reply_words(year_format).get(_key(word))
