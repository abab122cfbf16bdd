"""A notice's own words (国务院办公厅关于……年部分节假日安排的通知, 国办发明电) read into an arrangement, for pasting instead of typing.

Only what can be checked is believed: the weekday in brackets must be the day's, and 共…天 must be the number of days named.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gov_requests.workdays.arrangement import ArrangementError

_YEAR = re.compile(r"(\d{4})年(?:部分)?节假日安排")
_NUMBER = re.compile(r"国办发明电〔\d{4}〕\d+号")
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?")
_RANGE = re.compile(r"[至到—－-]")
_TOTAL = re.compile(r"共(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_WEEKDAYS = "一二三四五六日"
_ONE_DAY = timedelta(days=1)


def arrangement_from_text(text: str) -> dict[str, Any]:
    """Return the arrangement that a pasted notice gives, in the form of ``workdays import``; it still has to pass those checks.

    Raises ArrangementError with what could not be read.
    """
    year = _YEAR.search(text)
    if year is None:
        raise ArrangementError("没有找到年份：通知的标题应写明“关于……年部分节假日安排的通知”。")
    off: list[date] = []
    work: list[date] = []
    for sentence in re.split(r"[。；;\n]", text):
        if "放假" in sentence and _DAY.search(sentence):
            off += _days_off(sentence, int(year[1]))
        elif "上班" in sentence and _DAY.search(sentence):
            work += [day for day, _ in _named(sentence, int(year[1]))]
    if not off:
        raise ArrangementError("没有找到放假的日期：应有“1月1日（周五）至3日（周日）放假调休，共3天”这样的句子。")
    number = _NUMBER.search(text)
    return {
        "year": int(year[1]),
        "source": number[0] if number else "粘贴的通知文本",
        "notice": number[0] if number else "",
        "off": [day.isoformat() for day in sorted(set(off))],
        "work": [day.isoformat() for day in sorted(set(work))],
    }


def _named(sentence: str, year: int) -> Iterator[tuple[date, re.Match[str]]]:
    """Yield the days a sentence names; a day without a month or year has those of the day before it."""
    month = 0
    for found in _DAY.finditer(sentence):
        year, month = int(found[1] or year), int(found[2] or month)
        try:
            day = date(year, month, int(found[3]))
        except ValueError:
            raise ArrangementError(f"“{found[0]}”不是真实存在的日期：请核对通知原文。") from None
        told = _WEEKDAY.search(found[4] or "")
        if told and _WEEKDAYS.index(told[1].replace("天", "日")) != day.weekday():
            raise ArrangementError(
                f"“{found[0]}”的星期不对：{day} 是星期{_WEEKDAYS[day.weekday()]}，请核对年份和日期。"
            )
        yield day, found


def _days_off(sentence: str, year: int) -> list[date]:
    days: list[date] = []
    end_before = None
    for day, found in _named(sentence, year):
        between = "" if end_before is None else sentence[end_before : found.start()]
        if _RANGE.fullmatch(between.strip()):
            while days[-1] < day:
                days.append(days[-1] + _ONE_DAY)
        else:
            days.append(day)
        end_before = found.end()
    total = _TOTAL.search(sentence)
    if total and int(total[1]) != len(days):
        raise ArrangementError(f"“{sentence.strip()}”列出的是{len(days)}天，写的是共{total[1]}天：请核对通知原文。")
    return days
