"""The range in which a request's provisional dates can still move (暂定日期的范围), for pages, letters and exports."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.journal import JournalRow
from gov_requests.records.open_lives import FACT_KINDS
from gov_requests.records.projection import Entry, facts_of, standing
from gov_requests.statute.clock import Clock
from gov_requests.statute.due_range import Between, DueRange
from gov_requests.statute.facts import Fact
from gov_requests.today import today
from gov_requests.workdays.ranges import period_range_under, range_under

#: How many requests are read at once.
_BATCH = 500


def range_of(clock: Clock, facts: Sequence[Fact]) -> DueRange | None:
    """Return the range of a clock that was read over ``facts``; None where its dates are settled."""
    return range_under(calendar(), facts, clock.as_of) if clock.provisional else None


def ranges_of(case_ids: Sequence[int]) -> dict[int, DueRange]:
    """Return the ranges of requests, those with settled dates left out. One query for many of them, none where there are no ids."""
    days, day, found = calendar(), today(), {}
    for place in range(0, len(case_ids), _BATCH):
        for case_id, entries in _facts_of(case_ids[place : place + _BATCH]).items():
            told = range_under(days, facts_of(standing(entries)), day)
            if told is not None:
                found[case_id] = told
    return found


def _facts_of(case_ids: Sequence[int]) -> dict[int, list[Entry]]:
    query = (
        sa.select(JournalRow.case_id, JournalRow.case_seq, JournalRow.kind, JournalRow.happened_on, JournalRow.data)
        .where(JournalRow.case_id.in_(case_ids), JournalRow.kind.in_(FACT_KINDS))
        .order_by(JournalRow.case_id, JournalRow.case_seq)
    )
    lives: dict[int, list[Entry]] = defaultdict(list)
    for case_id, *columns in db.session.execute(query):
        lives[case_id].append(Entry(*columns))
    return lives


def period_range(name: str, start_on: date) -> Between | None:
    """Return the range of another period's last day (``statute period``); None where it is settled."""
    return period_range_under(calendar(), name, start_on)
