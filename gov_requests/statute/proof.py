"""The proof (证明): each rule that was applied, in Chinese, with its article, enough to recount by hand.

One entry a rule: ``on`` the day it speaks of, ``rule`` its code (a warning keeps its warning code), ``article``, ``text``, ``reading``
(``statutory`` 法定口径 or ``safe`` 保守口径). Built only when asked for.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from gov_requests.statute import provisions
from gov_requests.statute.facts import CorrectionRequested, OpinionSought, Received, Replied
from gov_requests.statute.judgments import judgment
from gov_requests.statute.reading import Entry, Reading, Span
from gov_requests.statute.wording import CHANNEL_TITLES, SOURCE_TITLES, day_text

Step = dict[str, Any]
_ONE_DAY = timedelta(days=1)
_READINGS = {False: "statutory", True: "safe"}
_TITLES = {False: "法定口径", True: "保守口径"}


def _step(reading: Reading, on: date, rule: str, article: str, text: str, **more: Any) -> Step:
    return {
        "on": on.isoformat(),
        "rule": rule,
        "article": article,
        "text": text,
        "reading": _READINGS[reading.safe],
        **more,
    }


def prove(
    received: Received, readings: Sequence[tuple[Reading, Sequence[Entry], date | None]], as_of: date
) -> list[Step]:
    """Return the steps of one or two readings, each given as (reading, what it judged, its own due day).

    Two where the safe reading differs; one where no doubt arose.
    """
    steps = []
    for reading, log, due in readings:
        steps.append(_receipt(received, reading))
        steps.append(_period(received, reading))
        steps.extend(_judged(reading, log))
        steps.extend(_pauses(reading, due, as_of))
        steps.append(_due(reading, due, as_of))
    steps.append(_conclusion(readings))
    provisional = _provisional(readings)
    if provisional is not None:
        steps.append(provisional)
    return steps


def _receipt(received: Received, reading: Reading) -> Step:
    article, by_confirmation = provisions.RECEIPT[received.channel]
    channel = CHANNEL_TITLES[received.channel]
    arrival = day_text(received.on)
    if reading.safe:
        text = f"保守口径：不论收到方式（{channel}），以到达之日{arrival}为收到申请之日。"
    elif not by_confirmation:
        text = f"{arrival}收到申请（{channel}），当日为收到申请之日。"
    elif received.confirmed_on is None:
        text = f"{arrival}收到申请（{channel}），没有双方确认的记录，以到达之日为收到申请之日。"
    else:
        confirmed = day_text(received.confirmed_on)
        text = f"{arrival}收到申请（{channel}），{confirmed}与申请人确认，以确认之日为收到申请之日。"
    return _step(reading, reading.receipt, "receipt", article.text, text)


def _period(received: Received, reading: Reading) -> Step:
    days = reading.regulations.reply_workdays
    article = provisions.REPLY_WORKDAYS.article_on(received.legal_on)
    text = (
        f"收到申请之日{day_text(received.legal_on)}适用《{article.law.title}》：自收到申请之日起{days}个工作日内答复，"
        f"收到当日不计入，调休上班的周末计入。"
    )
    return _step(reading, reading.receipt, "period", article.text, text, workdays=days)


def _judged(reading: Reading, log: Sequence[Entry]) -> Iterator[Step]:
    for rule, fact, values in log:
        article, text = judgment(rule, fact, values, reading.regulations)
        yield _step(reading, fact.on, rule, article, text)


def _ended_by(reading: Reading, letter: OpinionSought, end: date | None) -> str:
    if end is None:
        return "尚未收到意见，且没有法定的终止日，期间持续"
    answer = (reading.answers or {}).get(letter.ref)
    if answer is not None and answer <= end:
        return f"{day_text(answer)}收到意见"
    closed = reading.closed_by
    if closed is not None and closed.on == end:
        return f"{day_text(end)}{closed.title}，期间至当日终止"
    delivered = letter.delivered_on
    limit = reading.limit(letter.source)
    if delivered is not None and limit is not None and reading.calendar.add(delivered, limit) == end:
        return f"送达后第{limit}个工作日{day_text(end)}期满"
    return f"尚未收到意见，保守口径视为{day_text(end)}已收到"


def _pauses(reading: Reading, due: date | None, as_of: date) -> Iterator[Step]:
    """One step a letter, with the working days that it alone covers (overlaps are united)."""
    covered = reading.start
    spans: list[tuple[OpinionSought, Span]] = []
    for letter in reading.letters:
        span = reading.span(letter, None, reading.pauses_end(as_of))
        if span is None:
            yield _unpaused(reading, letter, "没有送达日，保守口径不扣除")
        elif due is not None and span[0] >= due:
            yield _unpaused(reading, letter, f"开始时届满日{day_text(due)}已到，不影响期限")
        else:
            spans.append((letter, span))
    for letter, (begin, end) in sorted(spans, key=lambda pair: pair[1][0]):
        first = max(begin, covered)
        days = 0 if end is None or end <= first else reading.calendar.count(first, end)
        covered = covered if end is None else max(covered, end)
        yield _paused(reading, letter, (begin, end), days)


def _letter(letter: OpinionSought) -> str:
    delivered = f"，{day_text(letter.delivered_on)}送达" if letter.delivered_on else ""
    return f"{day_text(letter.on)}向{SOURCE_TITLES[letter.source]}发出征求意见函（{letter.ref}）{delivered}"


def _pause_article(reading: Reading) -> str:
    return provisions.PAUSING_SOURCES.article_on(reading.regulations.since).text


def _unpaused(reading: Reading, letter: OpinionSought, because: str) -> Step:
    return _step(
        reading,
        letter.on,
        "pause_without_effect",
        _pause_article(reading),
        f"{_letter(letter)}：{because}。",
        ref=letter.ref,
    )


def _paused(reading: Reading, letter: OpinionSought, span: Span, days: int) -> Step:
    begin, end = span
    ended = _ended_by(reading, letter, end)
    if end is None:
        text = f"{_letter(letter)}；{ended}：{day_text(begin + _ONE_DAY)}起不计入期限。"
    elif end <= begin:
        text = f"{_letter(letter)}；{ended}：没有可扣除的日子。"
    else:
        text = (
            f"{_letter(letter)}；{ended}：{day_text(begin + _ONE_DAY)}至{day_text(end)}不计入期限，"
            f"其中应扣除的工作日{days}个（起算前的和与其他征求意见重叠的不重复扣除）。"
        )
    return _step(reading, letter.on, "pause", _pause_article(reading), text, ref=letter.ref, workdays=days)


def _due(reading: Reading, due: date | None, as_of: date) -> Step:
    title = _TITLES[reading.safe]
    article = provisions.REPLY_WORKDAYS.article_on(reading.regulations.since).text
    if due is None:
        return _step(
            reading, as_of, "due_unknown", article, f"{title}：{_why_unknown(reading)}，答复期限届满日现在不能确定。"
        )
    extension = reading.extension.workdays if reading.extension else 0
    need = reading.regulations.reply_workdays + extension
    total = reading.calendar.count(reading.start, due)
    parts = f"（{reading.regulations.reply_workdays}＋延长{extension}）" if extension else ""
    lifted = reading.awaiting is not None and isinstance(reading.closed_by, Replied)
    despite = "等待期间已答复，视为未要求补正或缴费；" if lifted else ""
    text = (
        f"{title}：{despite}{day_text(reading.start)}之后至{day_text(due)}共有工作日{total}个，"
        f"扣除征求意见期间{total - need}个，计{need}个{parts}：{day_text(due)}为答复期限届满日。"
    )
    return _step(reading, due, "due", article, text, workdays=total, paused=total - need, counted=need)


def _why_unknown(reading: Reading) -> str:
    if reading.awaiting is None:
        return "征求意见期间尚未终止"
    waits = "补正" if isinstance(reading.awaiting, CorrectionRequested) else "缴费"
    return f"{day_text(reading.awaiting.on)}起等待申请人{waits}，期限停止计算"


def _conclusion(readings: Sequence[tuple[Reading, Sequence[Entry], date | None]]) -> Step:
    dues = [due for _, _, due in readings if due is not None]
    reading = readings[-1][0]
    if len(readings) == 1:
        text = "各项事实没有两种算法，保守口径与法定口径一致。"
    elif not dues:
        text = "两种口径的届满日现在都不能确定。"
    else:
        text = f"保守控制日取两种口径中已确定的较早者：{day_text(min(dues))}。"
    on = min(dues) if dues else reading.start
    return {"on": on.isoformat(), "rule": "safe_due", "article": "", "text": text, "reading": "safe"}


def _provisional(readings: Sequence[tuple[Reading, Sequence[Entry], date | None]]) -> Step | None:
    dues = [due for _, _, due in readings if due is not None]
    if not dues:
        return None
    reading = readings[0][0]
    latest = max(dues)
    if reading.calendar.all_settled(min(r.start for r, _, _ in readings), latest):
        return None
    text = f"至{day_text(latest)}的日子中有国务院尚未公布放假安排的，按法定节假日暂定，安排公布后重新计算。"
    return _step(reading, latest, "provisional", "《全国年节及纪念日放假办法》", text)
