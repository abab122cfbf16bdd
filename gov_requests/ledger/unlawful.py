"""What a life has that the law did not want (提示): the clock's warnings, a late reply, earlier steps that are missing."""

from collections.abc import Iterator, Sequence
from datetime import date

from gov_requests.ledger.columns import REQUEST_SHEET
from gov_requests.ledger.faults import Warned
from gov_requests.ledger.lives import Life
from gov_requests.ledger.requests import future
from gov_requests.records.projection import Entry, facts_of
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.provisions import regulations_on

#: Kind of reply → the fact that comes before it, and the sentence for when it is not there.
_BEFORE = {
    "abandoned_uncorrected": ("correction_requested", "答复类型为逾期不补正，没有补正告知日期。第三十条"),
    "still_unclear": ("correction_requested", "答复类型为补正后仍不明确，没有补正告知日期。第三十条"),
    "abandoned_unpaid": ("fee_noticed", "答复类型为逾期未缴费，没有收费通知日期。国办函〔2020〕109号"),
    "third_party_rights": ("opinion_sought", "答复类型为保护第三方合法权益，没有征求意见的日期。第三十二条"),
}


def unlawful(life: Life, entries: Sequence[Entry], clock: Clock, calendar: Calendar, today: date) -> Iterator[Warned]:
    """Yield what was not as the law wants it, each with its row; the life is stored as it is."""
    rows = {one.on.isoformat(): one.row for one in reversed(life.happened)}
    if clock.warnings:
        proved = read_clock(facts_of(entries), calendar, today)
        for step in proved.steps:
            if step["rule"] in clock.warnings and step["reading"] == "statutory":
                text = f"{step['text']}{step['article']}"
                yield _warned(life, rows.get(step["on"], life.row), step["rule"], text)
    if clock.on_time is False and clock.due_on is not None:
        article = regulations_on(clock.received_on).reply_article.text
        row = next((one.row for one in life.happened if one.kind == "replied"), life.row)
        text = f"答复晚于法定期限 {clock.due_on}，逾期 {clock.workdays_late} 个工作日。{article}"
        yield _warned(life, row, "reply_late", text)
    yield from _missing(life)
    for row, text in future(life, today):
        yield _warned(life, row, "day_to_come", text)


def _missing(life: Life) -> Iterator[Warned]:
    kinds = {one.kind for one in life.happened}
    for one in life.happened:
        if one.kind == "replied" and "reply_kind" not in one.data:
            yield _warned(life, one.row, "reply_kind_missing", "有答复日期，没有答复类型，不能计入年度报告的办理结果。")
        before = _BEFORE.get(one.data.get("reply_kind", ""))
        if before is not None and before[0] not in kinds:
            yield _warned(life, one.row, "step_missing", before[1])


def _warned(life: Life, row: int, code: str, text: str) -> Warned:
    return Warned(REQUEST_SHEET, row, life.number, code, text)
