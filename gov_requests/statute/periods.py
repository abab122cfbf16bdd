"""Every other period (其他期限): when does it end?

The first day is never counted. Periods of 3, 5, 7 and 10 days of the reconsideration law are working days (第八十八条); the others of that
law and of litigation are natural days, whose last day rolls off a holiday (《民事诉讼法》第八十五条). A make-up Saturday is no holiday.
A period that began before 2019-05-15 is answered by the values of that day; the older law is the clock's business.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gov_requests.statute.calendar import Calendar, OutOfCalendarError
from gov_requests.statute.provisions import (
    CO_PRODUCER,
    CORRECTION_NOTICE_WORKDAYS,
    DIRECT_SUIT_MONTHS,
    FEE_PAYMENT_WORKDAYS,
    LITIGATION_LAW,
    NEW_IN_FORCE,
    OPINION_WORKDAYS,
    RECONSIDERATION_FILING_DAYS,
    RECONSIDERATION_LAW,
    REPLY_WORKDAYS,
    SUIT_AFTER_RECONSIDERATION_DAYS,
    THIRD_PARTY,
    Article,
    Provision,
    article,
)

Unit = Literal["working_day", "natural_day", "month"]
_MONTHS_A_YEAR = 12


class PeriodError(ValueError):
    """A period that is not in the table. The sentence says which are."""


@dataclass(frozen=True, slots=True)
class Period:
    """A row: how long, in ``unit``, by which article, through time."""

    name: str
    title: str
    unit: Unit
    terms: Provision[int | None]


@dataclass(frozen=True, slots=True)
class PeriodDue:
    """Where a period ends. ``provisional``: a day that decides it is not settled yet (暂定)."""

    due_on: date
    provisional: bool
    article: str
    unit: Unit


def _term(name: str, title: str, unit: Unit, length: int, cited: Article, since: date = NEW_IN_FORCE) -> Period:
    return Period(name, title, unit, Provision(title, ((since, cited, length),)))


def _reconsideration(number: int, paragraph: int | None = None) -> Article:
    return Article(RECONSIDERATION_LAW, number, paragraph)


def _litigation(number: int, paragraph: int | None = None) -> Article:
    return Article(LITIGATION_LAW, number, paragraph)


_ROWS = (
    Period("correction_notice", "补正告知", "working_day", CORRECTION_NOTICE_WORKDAYS),
    Period("reply", "答复", "working_day", REPLY_WORKDAYS),
    Period("third_party_opinion", "第三方提出意见", "working_day", OPINION_WORKDAYS[THIRD_PARTY]),
    Period("co_producer_opinion", "共同制作机关提出意见", "working_day", OPINION_WORKDAYS[CO_PRODUCER]),
    Period("fee_payment", "缴纳信息处理费", "working_day", FEE_PAYMENT_WORKDAYS),
    _term("proactive_publication", "主动公开", "working_day", 20, article(26)),
    _term("respondent_answer", "被申请人答复（普通程序）", "working_day", 10, _reconsideration(48)),
    _term("respondent_answer_simplified", "被申请人答复（简易程序）", "working_day", 5, _reconsideration(54, 1)),
    Period("reconsideration_filing", "申请行政复议", "natural_day", RECONSIDERATION_FILING_DAYS),
    Period("suit_after_reconsideration", "复议后起诉", "natural_day", SUIT_AFTER_RECONSIDERATION_DAYS),
    _term("court_answer", "应诉答辩", "natural_day", 15, _litigation(67, 1)),
    _term("appeal_judgment", "对判决上诉", "natural_day", 15, _litigation(85)),
    _term("appeal_ruling", "对裁定上诉", "natural_day", 10, _litigation(85)),
    _term("reconsideration_decision", "复议决定（普通程序）", "natural_day", 60, _reconsideration(62, 1)),
    _term("reconsideration_decision_simplified", "复议决定（简易程序）", "natural_day", 30, _reconsideration(62, 2)),
    Period("direct_suit", "直接起诉", "month", DIRECT_SUIT_MONTHS),
    _term("first_instance_judgment", "一审判决", "month", 6, _litigation(81)),
    _term("first_instance_judgment_simplified", "一审判决（简易程序）", "natural_day", 45, _litigation(83)),
    _term("second_instance_judgment", "二审判决", "month", 3, _litigation(88)),
)
PERIODS: dict[str, Period] = {row.name: row for row in _ROWS}


def period_due(name: str, start_on: date, calendar: Calendar) -> PeriodDue:
    """Return where period ``name`` that begins with ``start_on`` ends. Raises PeriodError, OutOfCalendarError."""
    period = PERIODS.get(name)
    if period is None:
        raise PeriodError(f"期限 period “{name}”无法识别：应为 {'、'.join(PERIODS)} 之一。")
    day = max(start_on, NEW_IN_FORCE)
    length = period.terms.on(day)
    assert length is not None  # noqa: S101 — every period of the table has a length since 2019
    if period.unit == "working_day":
        due = calendar.add(start_on, length)
        settled = calendar.all_settled(start_on, due)
    else:
        last = _last_day(period.unit, length, start_on)
        due = last if calendar.is_workday(last) else calendar.add(last, 1)
        settled = calendar.is_settled(last) and calendar.all_settled(last, due)
    return PeriodDue(due, not settled, period.terms.article_on(day).text, period.unit)


def _last_day(unit: Unit, length: int, start_on: date) -> date:
    """Return the last day before any roll; where a month has no such day, its last."""
    if unit == "natural_day":
        try:
            return start_on + timedelta(days=length)
        except OverflowError:
            raise OutOfCalendarError(f"{start_on} 之后{length}日超出日历。") from None
    years, month = divmod(start_on.month - 1 + length, _MONTHS_A_YEAR)
    year = start_on.year + years
    if year > date.max.year:
        raise OutOfCalendarError(f"{start_on} 之后{length}个月超出日历。")
    return date(year, month + 1, min(start_on.day, monthrange(year, month + 1)[1]))
