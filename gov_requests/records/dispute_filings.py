"""报备及时: which disputes had something to report in a span of days, and in which all of it was reported by its day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.dispute_fold import Base, Step, course, filings_asked
from gov_requests.records.dispute_terms import terms
from gov_requests.records.disputes import Dispute, DisputeState, DisputeStep

#: What is reported in a span follows from what happened so many days before at most: the longest of the rules, and holidays.
_BEFORE = timedelta(days=30)


def filed_in_time(which: sa.ColumnElement[bool], since: date, until: date) -> Iterator[tuple[int, bool]]:
    """Yield each dispute with something to report by a day of the span, and whether all of that was reported by then."""
    held, days = terms(), calendar()
    longest = timedelta(days=max(held.filing.notice_workdays, held.filing.outcome_workdays) * 2 + 30)
    begin = since - max(longest, timedelta(days=held.filing.rectification_days)) - _BEFORE
    for dispute_id, group in groupby(db.session.execute(_steps(which, begin, until)), key=lambda row: row[0]):
        taken = list(group)
        base = Base(*taken[0][5:])
        found = course(base, [Step(*row[1:5]) for row in taken])
        asked = [one for one in filings_asked(base, found, held, days) if since <= one[2] <= until]
        if asked:
            yield dispute_id, all(_by(found.filed.get((what, number)), due) for what, number, due in asked)


def _by(filed_on: date | None, due_on: date) -> bool:
    return filed_on is not None and filed_on <= due_on


def _steps(which: sa.ColumnElement[bool], begin: date, until: date) -> sa.Select[*tuple[Any, ...]]:
    moved = sa.select(DisputeStep.dispute_id).where(DisputeStep.happened_on.between(begin, until))
    columns = (DisputeStep.dispute_id, DisputeStep.seq, DisputeStep.kind, DisputeStep.happened_on, DisputeStep.data)
    own = (
        Dispute.organ_id,
        Dispute.kind,
        Dispute.received_on,
        Dispute.procedure,
        Dispute.against,
        Dispute.organ_place,
        Dispute.source,
    )
    return (
        sa.select(*columns, *own)
        .join(Dispute, Dispute.id == DisputeStep.dispute_id)
        .join(DisputeState, DisputeState.dispute_id == DisputeStep.dispute_id)
        .where(which, Dispute.source == "office", DisputeStep.dispute_id.in_(moved))
        .order_by(DisputeStep.dispute_id, DisputeStep.seq)
    )
