"""Every other period (其他期限): when does it end?

The first day is never counted. Periods of 3, 5, 7 and 10 days of the reconsideration law are working days (第八十八条); the others of that
law and of litigation are natural days, whose last day rolls off a holiday (《民事诉讼法》第八十五条). A make-up Saturday is no holiday.
The table holds the law in force now; the reply period of an older request is the clock's business.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gov_requests.statute.calendar import Calendar, OutOfCalendarError
from gov_requests.statute.provisions import FEE_ARTICLE, LITIGATION_LAW, RECONSIDERATION_LAW, Article, article

Unit = Literal["working_day", "natural_day", "month"]
_MONTHS_A_YEAR = 12


class PeriodError(ValueError):
    """A period that is not in the table. The sentence says which are."""


@dataclass(frozen=True, slots=True)
class Period:
    """A row: ``length`` in ``unit``, and the article that gives it."""

    name: str
    title: str
    length: int
    unit: Unit
    article: Article


@dataclass(frozen=True, slots=True)
class PeriodDue:
    """Where a period ends. ``provisional``: a day that decides it is not settled yet (暂定)."""

    due_on: date
    provisional: bool
    article: str
    unit: Unit


_ROWS = (
    Period("correction_notice", "补正告知", 7, "working_day", article(30)),
    Period("reply", "答复", 20, "working_day", article(33, 2)),
    Period("third_party_opinion", "第三方提出意见", 15, "working_day", article(32)),
    Period("co_producer_opinion", "共同制作机关提出意见", 15, "working_day", article(34)),
    Period("fee_payment", "缴纳信息处理费", 20, "working_day", FEE_ARTICLE),
    Period("proactive_publication", "主动公开", 20, "working_day", article(26)),
    Period("respondent_answer", "被申请人答复（普通程序）", 10, "working_day", Article(RECONSIDERATION_LAW, 48)),
    Period(
        "respondent_answer_simplified",
        "被申请人答复（简易程序）",
        5,
        "working_day",
        Article(RECONSIDERATION_LAW, 54, 1),
    ),
    Period("reconsideration_filing", "申请行政复议", 60, "natural_day", Article(RECONSIDERATION_LAW, 20, 1)),
    Period("suit_after_reconsideration", "复议后起诉", 15, "natural_day", Article(LITIGATION_LAW, 45)),
    Period("court_answer", "应诉答辩", 15, "natural_day", Article(LITIGATION_LAW, 67, 1)),
    Period("appeal_judgment", "对判决上诉", 15, "natural_day", Article(LITIGATION_LAW, 85)),
    Period("appeal_ruling", "对裁定上诉", 10, "natural_day", Article(LITIGATION_LAW, 85)),
    Period("reconsideration_decision", "复议决定（普通程序）", 60, "natural_day", Article(RECONSIDERATION_LAW, 62, 1)),
    Period(
        "reconsideration_decision_simplified",
        "复议决定（简易程序）",
        30,
        "natural_day",
        Article(RECONSIDERATION_LAW, 62, 2),
    ),
    Period("direct_suit", "直接起诉", 6, "month", Article(LITIGATION_LAW, 46, 1)),
)
PERIODS: dict[str, Period] = {row.name: row for row in _ROWS}


def period_due(name: str, start_on: date, calendar: Calendar) -> PeriodDue:
    """Return where period ``name`` that begins with ``start_on`` ends. Raises PeriodError, OutOfCalendarError."""
    period = PERIODS.get(name)
    if period is None:
        raise PeriodError(f"期限 period “{name}”无法识别：应为 {'、'.join(PERIODS)} 之一。")
    if period.unit == "working_day":
        due = calendar.add(start_on, period.length)
        settled = calendar.all_settled(start_on, due)
    else:
        last = _last_day(period, start_on)
        due = last if calendar.is_workday(last) else calendar.add(last, 1)
        settled = calendar.is_settled(last) and calendar.all_settled(last, due)
    return PeriodDue(due, not settled, period.article.text, period.unit)


def _last_day(period: Period, start_on: date) -> date:
    """Return the last day before any roll; where a month has no such day, its last."""
    if period.unit == "natural_day":
        try:
            return start_on + timedelta(days=period.length)
        except OverflowError:
            raise OutOfCalendarError(f"{start_on} 之后{period.length}日超出日历。") from None
    years, month = divmod(start_on.month - 1 + period.length, _MONTHS_A_YEAR)
    year = start_on.year + years
    if year > date.max.year:
        raise OutOfCalendarError(f"{start_on} 之后{period.length}个月超出日历。")
    return date(year, month + 1, min(start_on.day, monthrange(year, month + 1)[1]))
