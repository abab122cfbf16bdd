"""The last safe days (最后安全日) for telling an extension, posting the reply, telling a correction, in words."""

from collections.abc import Iterable
from datetime import date

from gov_requests.records.calendar import calendar
from gov_requests.statute.facts import Fact
from gov_requests.statute.last_days import last_days
from gov_requests.web.filters import month_day


def last_rows(facts: Iterable[Fact], day: date) -> list[tuple[str, str]]:
    """Return (act, last day in words) as of a day; 「暂定」 where the day hangs on a notice not yet published."""
    found = last_days(facts, calendar(), day)
    return [
        ("最迟告知延期", _words(found.extension_notice, day)),
        ("最迟交邮答复", _words(found.reply, day)),
        ("最迟告知补正", _words(found.correction_notice, day)),
    ]


def _words(pair: tuple[date | None, date | None], day: date) -> str:
    last = pair[1] or pair[0]
    if last is None:
        return "—"
    if last < day:
        return f"已过（{month_day(last)}）"
    return month_day(last) + ("" if calendar().all_settled(day, last) else "（暂定）")
