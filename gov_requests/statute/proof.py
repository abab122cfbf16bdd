"""The proof (证明): each rule that was applied, in Chinese, with its article, enough to recount by hand.

One entry a rule: ``on`` the day it speaks of, ``rule`` its code (a warning keeps its warning code), ``article``, ``text``, ``reading``
(``statutory`` 法定期限 or ``safe`` 安全期限). The statutory reading is told in full; of the safe one, where there is another, what
differs. Built only when asked for.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from gov_requests.statute import provisions
from gov_requests.statute.facts import CorrectionRequested, OpinionSought, Received, Replied
from gov_requests.statute.judgments import judgment
from gov_requests.statute.provisions import Regulations
from gov_requests.statute.reading import Entry, Reading, Span
from gov_requests.statute.wording import CHANNEL_TITLES, SOURCE_TITLES, day_text

Step = dict[str, Any]
Judged = tuple[Reading, Sequence[Entry], date | None]
_ONE_DAY = timedelta(days=1)
_HOLIDAY_ACT = "《全国年节及纪念日放假办法》"


def _step(reading: Reading, on: date, rule: str, article: str, text: str) -> Step:
    told = "safe" if reading.safe else "statutory"
    return {"on": on.isoformat(), "rule": rule, "article": article, "text": text, "reading": told}


def prove(
    received: Received, statutory: Judged, safe: Judged | None, as_of: date, provisional_on: date | None
) -> list[Step]:
    """Return the steps of the readings, each given as (reading, what it judged, its own due day).

    ``safe`` is None where no doubt arose; ``provisional_on`` is the later due day where it is not settled.
    """
    reading, log, due = statutory
    steps = [_receipt(received, reading), _period(reading)]
    steps += _judged(reading, log)
    if reading.letters:
        steps += _pauses(reading, due, as_of)
    steps.append(_due(reading, due, as_of))
    if safe is not None:
        steps += _differing(received, statutory, safe, as_of)
    if provisional_on is not None:
        steps.append(_provisional(reading, provisional_on))
    return steps


def _differing(received: Received, statutory: Judged, safe: Judged, as_of: date) -> Iterator[Step]:
    """Yield what the safe reading sees otherwise, its due day, and which of the two days holds."""
    reading, log, due = safe
    if reading.receipt != statutory[0].receipt:
        yield _receipt(received, reading)
    told = {(rule, id(fact)) for rule, fact, _ in statutory[1]}
    yield from _judged(reading, [entry for entry in log if (entry[0], id(entry[1])) not in told])
    if reading.letters:
        yield from _pauses(reading, due, as_of)
    yield _due(reading, due, as_of)
    dues = [day for day in (statutory[2], due) if day is not None]
    if dues:
        text = f"安全期限取两种算法中已确定的较早者：{day_text(min(dues))}。"
        yield _step(reading, min(dues), "safe_due", reading.regulations.reply_article.text, text)


def _receipt(received: Received, reading: Reading) -> Step:
    article, by_confirmation = provisions.RECEIPT[received.channel]
    channel = CHANNEL_TITLES[received.channel]
    arrival = day_text(received.on)
    if reading.safe:
        text = f"安全期限：不论收到方式（{channel}），以到达之日{arrival}为收到申请之日。"
    elif not by_confirmation:
        text = f"{arrival}收到申请（{channel}），当日为收到申请之日。"
    elif received.confirmed_on is None:
        text = f"{arrival}收到申请（{channel}），没有双方确认的记录，以到达之日为收到申请之日。"
    else:
        confirmed = day_text(received.confirmed_on)
        text = f"{arrival}收到申请（{channel}），{confirmed}与申请人确认，以确认之日为收到申请之日。"
    return _step(reading, reading.receipt, "receipt", article.text, text)


def _period(reading: Reading) -> Step:
    regulations = reading.regulations
    return _step(reading, reading.receipt, "period", regulations.reply_article.text, _period_text(regulations.since))


@lru_cache(maxsize=8)
def _period_text(since: date) -> str:
    regulations: Regulations = provisions.regulations_on(since)
    return (
        f"适用{day_text(since)}起施行的《{regulations.reply_article.law.title}》：自收到申请之日起{regulations.reply_workdays}个工作日内答复，"
        "收到当日不计入，调休上班的周末计入。"
    )


def _judged(reading: Reading, log: Sequence[Entry]) -> Iterator[Step]:
    for rule, fact, values in log:
        article, text = judgment(rule, fact, values, reading.regulations)
        yield _step(reading, fact.on, rule, article, text)


def _pauses(reading: Reading, due: date | None, as_of: date) -> Iterator[Step]:
    """Yield one step a letter, with the working days that it alone covers (overlaps are united)."""
    covered = reading.start
    paused: list[tuple[OpinionSought, Span]] = []
    for letter in reading.letters:
        span = reading.span(letter, None, reading.pauses_end(as_of))
        if span is None:
            yield _pause(reading, letter, "pause_without_effect", "没有送达日，不扣除")
        elif due is not None and span[0] >= due:
            yield _pause(reading, letter, "pause_without_effect", f"期间开始时届满日{day_text(due)}已到，不影响期限")
        else:
            paused.append((letter, span))
    for letter, (begin, end) in sorted(paused, key=_beginning):
        first = max(begin, covered)
        days = 0 if end is None or end <= first else reading.calendar.count(first, end)
        covered = covered if end is None else max(covered, end)
        yield _pause(reading, letter, "pause", _covers(reading, letter, (begin, end), days))


def _beginning(paused: tuple[OpinionSought, Span]) -> date:
    return paused[1][0]


def _pause(reading: Reading, letter: OpinionSought, rule: str, what: str) -> Step:
    delivered = f"，{day_text(letter.delivered_on)}送达" if letter.delivered_on else ""
    doubt = "安全期限：" if reading.safe else ""
    text = f"{doubt}{day_text(letter.on)}向{SOURCE_TITLES[letter.source]}发出征求意见函（{letter.ref}）{delivered}；{what}。"
    return _step(reading, letter.on, rule, reading.regulations.pause_article.text, text) | {"ref": letter.ref}


def _covers(reading: Reading, letter: OpinionSought, span: Span, days: int) -> str:
    begin, end = span
    ended = _ended_by(reading, letter, end)
    if end is None:
        return f"{ended}，{day_text(begin + _ONE_DAY)}起不计入期限"
    if end <= begin:
        return f"{ended}，没有可扣除的日子"
    return f"{ended}，{day_text(begin + _ONE_DAY)}至{day_text(end)}不计入期限，扣除工作日{days}个（起算前和重叠的不重复扣除）"


def _ended_by(reading: Reading, letter: OpinionSought, end: date | None) -> str:
    if end is None:
        return "尚未收到意见，也没有法定的终止日"
    answer = (reading.answers or {}).get(letter.ref)
    if answer is not None and answer <= end:
        return f"{day_text(answer)}收到意见"
    closed = reading.closed_by
    if closed is not None and closed.on == end:
        return f"{day_text(end)}{closed.title}，期间至当日终止"
    limit, delivered = reading.limit(letter.source), letter.delivered_on
    if delivered is not None and limit is not None and reading.calendar.add(delivered, limit) == end:
        return f"送达后第{limit}个工作日{day_text(end)}期满"
    return f"尚未收到意见，视为{day_text(end)}已收到"


def _due(reading: Reading, due: date | None, as_of: date) -> Step:
    article = reading.regulations.reply_article.text
    title = "安全期限" if reading.safe else "法定期限"
    if due is None:
        text = f"{title}：{_why_unknown(reading)}，答复期限届满日现在不能确定。"
        return _step(reading, as_of, "due_unknown", article, text)
    need = reading.workdays
    total = reading.calendar.count(reading.start, due) if reading.letters else need
    start, end = day_text(reading.start), day_text(due)
    extended = (
        f"（{reading.regulations.reply_workdays}＋延长{reading.extension.workdays}）" if reading.extension else ""
    )
    lifted = reading.awaiting is not None and isinstance(reading.closed_by, Replied)
    despite = "等待期间已答复，视为未要求补正或缴费；" if lifted else ""
    paused = f"，扣除征求意见期间{total - need}个，计{need}个" if total > need else ""
    text = f"{title}：{despite}{start}之后至{end}共有工作日{total}个{paused}{extended}，{end}为答复期限届满日。"
    return _step(reading, due, "due", article, text)


def _why_unknown(reading: Reading) -> str:
    if reading.awaiting is None:
        return "征求意见期间尚未终止"
    waits = "补正" if isinstance(reading.awaiting, CorrectionRequested) else "缴费"
    return f"{day_text(reading.awaiting.on)}起等待申请人{waits}，期限停止计算"


def _provisional(reading: Reading, latest: date) -> Step:
    text = f"至{day_text(latest)}的日子中有国务院尚未公布放假安排的，按法定节假日暂定，安排公布后重新计算。"
    return _step(reading, latest, "provisional", _HOLIDAY_ACT, text)
