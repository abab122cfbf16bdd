"""How the indicators count: each way returns the rows behind a part and its whole, of one organ or of all (None)."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import CaseState
from gov_requests.records.dispute_filings import filed_in_time
from gov_requests.records.dispute_heads import hearings
from gov_requests.records.disputes import DisputeState
from gov_requests.records.journal import JournalRow
from gov_requests.records.oversight_registers import SpotCheck, Training
from gov_requests.records.projection import facts_of, standing
from gov_requests.records.rebuild import lives
from gov_requests.statute.clock import read_clock
from gov_requests.statute.used import workdays_used
from gov_requests.today import today

Criterion = sa.ColumnElement[bool]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a part and of its whole; ``numbers`` where not the rows are divided but what they hold (人次, 工作日)."""

    part: list[int]
    whole: list[int]
    numbers: tuple[int, int] | None = None

    @property
    def of(self) -> tuple[int, int]:
        """What is divided by what."""
        return self.numbers or (len(self.part), len(self.whole))


Counting = Callable[[Span, int | None], Counted]


def closed_in(span: Span) -> Criterion:
    """Return the criterion for requests that were answered in a span of whole months."""
    return CaseState.closed_month.between(span[0].year * 100 + span[0].month, span[1].year * 100 + span[1].month)


def with_step(kind: str) -> Criterion:
    """Return the criterion for requests in whose journal something of a kind stands."""
    return sa.exists().where(JournalRow.case_id == CaseState.case_id, JournalRow.kind == kind)


def of_requests(part: Callable[[Span], Criterion], whole: Callable[[Span], Criterion]) -> Counting:
    """Count requests."""
    return lambda span, organ_id: Counted(request_ids(part(span), organ_id), request_ids(whole(span), organ_id))


def of_disputes(part: Callable[[Span], Criterion], whole: Callable[[Span], Criterion]) -> Counting:
    """Count disputes."""
    return lambda span, organ_id: Counted(dispute_ids(part(span), organ_id), dispute_ids(whole(span), organ_id))


def request_ids(holds: Criterion, organ_id: int | None) -> list[int]:
    """Return the requests of a criterion in the order of their ids."""
    return _ids(CaseState.case_id, sa.and_(holds, _of(CaseState.organ_id, organ_id)))


def dispute_ids(holds: Criterion, organ_id: int | None) -> list[int]:
    """Return the disputes of a criterion in the order of their ids."""
    return _ids(DisputeState.dispute_id, sa.and_(holds, _of(DisputeState.organ_id, organ_id)))


def _ids(key: Any, holds: Criterion) -> list[int]:
    return list(db.session.scalars(sa.select(key).where(holds).order_by(key)))


def _of(column: Any, organ_id: int | None) -> Criterion:
    return sa.true() if organ_id is None else column == organ_id


def heads_in_court(span: Span, organ_id: int | None) -> Counted:
    """Suits that were heard in the span; in how many of them the head stood there each time."""
    whole: dict[int, bool] = {}
    for one in hearings(_of(DisputeState.organ_id, organ_id), *span):
        whole[one.dispute_id] = whole.get(one.dispute_id, True) and one.there
    return Counted(sorted(key for key, there in whole.items() if there), sorted(whole))


def filings_in_time(span: Span, organ_id: int | None) -> Counted:
    """Disputes with something to report by a day of the span that has come; those where all of it came in time."""
    found = list(filed_in_time(_of(DisputeState.organ_id, organ_id), span[0], min(span[1], today())))
    return Counted([key for key, in_time in found if in_time], [key for key, _ in found])


def trained(span: Span, organ_id: int | None) -> Counted:
    """People who came to training, of those who were to come: as entered by hand."""
    query = sa.select(Training.id, Training.attended, Training.expected).where(
        Training.void_reason.is_(None), Training.held_on.between(*span), _of(Training.organ_id, organ_id)
    )
    rows = db.session.execute(query.order_by(Training.id)).all()
    ids = [row.id for row in rows]
    return Counted(ids, ids, (sum(row.attended for row in rows), sum(row.expected for row in rows)))


def sound_letters(span: Span, organ_id: int | None) -> Counted:
    """Requests whose letters were checked in the span; those whose last check found nothing wrong."""
    query = sa.select(SpotCheck.case_id, SpotCheck.sound).where(
        SpotCheck.void_reason.is_(None), SpotCheck.checked_on.between(*span), _of(SpotCheck.organ_id, organ_id)
    )
    last = dict(db.session.execute(query.order_by(SpotCheck.checked_on, SpotCheck.id)).all())
    return Counted(sorted(key for key, sound in last.items() if sound), sorted(last))


def days_used(span: Span, organ_id: int | None) -> Counted:
    """Working days that the replies of the span took, pauses taken off; the requests that were replied to."""
    days, took = calendar(), {}
    with closing(lives(sa.and_(closed_in(span), _of(CaseState.organ_id, organ_id)))) as found:
        for case_id, entries in found:
            used = workdays_used(read_clock(facts_of(standing(entries)), days, today(), proof=False))
            if used is not None:
                took[case_id] = used
    return Counted(list(took), list(took), (sum(took.values()), len(took)))
