"""Lights (红黄绿灯): how near a request is to its safe date (安全期限), in one colour, one shape, a few words.

Pure: no calendar, no clock on the wall. The days come from ``statute.clock`` and speak of the safe date, the one that nobody
can dispute (``safe_due_on``); on-time closing speaks of the statutory date (``due_on``). Thresholds are settings of the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Colour(StrEnum):
    """The css class of a light; its shape hangs on it, so that a black and white print still tells the six apart."""

    GREEN = "g"  # ● more days than the yellow threshold
    YELLOW = "y"  # ▲ up to the yellow threshold
    RED = "r"  # ■ outlined: up to the red threshold, or today
    OVERDUE = "x"  # ■ filled: the safe date has passed
    STOPPED = "p"  # ‖ the clock is stopped (停计)
    CLOSED = "d"  # ○ closed (办结)


@dataclass(frozen=True, slots=True)
class Light:
    """One light: ``word`` says which (绿灯, 停计, 超期 …), ``rest`` the days or the reason (may be empty)."""

    colour: Colour
    word: str
    rest: str = ""

    @property
    def css(self) -> str:
        """The css class: g y r x p d."""
        return self.colour.value

    @property
    def label(self) -> str:
        """The whole wording, e.g. 「黄灯 剩4日」."""
        return f"{self.word} {self.rest}" if self.rest else self.word


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Up to how many working days a light is yellow or red (ui: yellow 3–5, red 0–2). ``0 <= red < yellow``, else ValueError."""

    yellow: int = 5
    red: int = 2

    def __post_init__(self) -> None:
        if not 0 <= self.red < self.yellow:
            raise ValueError(f"红灯的天数须小于黄灯的天数：red={self.red}, yellow={self.yellow}")


#: What each way of ending a request (``state`` of the clock) is called; a reply is judged by its day.
ENDINGS = {"withdrawn": "已撤回", "abandoned": "视为放弃"}
#: What each stop waits for; the case may say it more closely (征求第三方意见).
STOPS = {"paused": "征求意见", "awaiting_correction": "待补正", "awaiting_fee": "待缴费"}


def light_of(
    *,
    state: str,
    remaining: int | None,
    on_time: bool | None = None,
    workdays_late: int | None = None,
    closed: bool = False,
    paused_for: str | None = None,
    thresholds: Thresholds | None = None,
) -> Light:
    """The light of one request.

    state: of the statutory clock (running, paused, awaiting_correction, awaiting_fee, replied, withdrawn, abandoned).
    remaining: working days to the safe date, 0 = it is today, negative = past; None where there is no such date.
    on_time, workdays_late: whether the reply met the statutory date (第三十三条); read where the request was replied to.
    closed: the request is closed although its clock was not ended by one of the three facts (e.g. a transferred record).
    paused_for: words for the reason of a stop, in place of 「征求意见」.

    A stopped clock shows grey, but not once the safe date has passed: the safe reading may not accept the stop
    (a letter without proof of delivery, a late correction notice), and the office must see that.
    """
    if state == "replied":
        return _answered(on_time=on_time, workdays_late=workdays_late)
    if closed or state in ENDINGS:
        return Light(Colour.CLOSED, ENDINGS.get(state, "已办结"))
    if remaining is not None and remaining < 0:
        return Light(Colour.OVERDUE, "超期", f"{-remaining}日")
    if state in STOPS:
        return Light(Colour.STOPPED, "停计", paused_for or STOPS[state])
    if remaining is None:
        return Light(Colour.STOPPED, "期限未定")
    return _running(remaining, thresholds or Thresholds())


def confirmation_light(arrived: date | None, day: date) -> Light | None:
    """The light of a receipt that both sides have yet to confirm (第三十一条): yellow on the day of arrival, red once that day is over.

    arrived: the day of arrival of what nobody has confirmed; None where nothing is to be confirmed.
    """
    if arrived is None:
        return None
    return (
        Light(Colour.YELLOW, "待确认", "今日")
        if arrived >= day
        else Light(Colour.RED, "未确认", f"{(day - arrived).days}日")
    )


def referral_light(what: str, remaining: int | None, thresholds: Thresholds | None = None) -> Light | None:
    """The light of what was referred (报送确定): ``what`` is waited for, in so many working days; None where there is no term."""
    if remaining is None:
        return None
    if remaining < 0:
        return Light(Colour.OVERDUE, f"{what}超期", f"{-remaining}日")
    return Light(
        _running(remaining, thresholds or Thresholds()).colour, what, f"剩{remaining}日" if remaining else "今日"
    )


def _answered(*, on_time: bool | None, workdays_late: int | None) -> Light:
    if on_time is None and workdays_late is not None:
        on_time = workdays_late <= 0
    word = {True: "按期办结", False: "逾期办结", None: "已办结"}[on_time]
    return Light(Colour.CLOSED, word)


def _running(remaining: int, thresholds: Thresholds) -> Light:
    if remaining == 0:
        return Light(Colour.RED, "红灯", "今日")
    rest = f"剩{remaining}日"
    if remaining <= thresholds.red:
        return Light(Colour.RED, "红灯", rest)
    if remaining <= thresholds.yellow:
        return Light(Colour.YELLOW, "黄灯", rest)
    return Light(Colour.GREEN, "绿灯", rest)
