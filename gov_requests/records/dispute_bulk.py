"""Disputes in bulk: what a ledger brings in becomes the same rows that acts leave, and goes out in the ledger's words again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple, Protocol

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.canonical import canonical
from gov_requests.records.cases import Case
from gov_requests.records.dispute_fold import Base, Link, Step, course, fold
from gov_requests.records.dispute_terms import terms
from gov_requests.records.disputes import Dispute, DisputeCase, DisputeStep
from gov_requests.statute.disputes import ORIGINAL, PLACES, REVIEWING
from gov_requests.statute.outcomes import COMPLAINT

#: The tables that a writer numbers for ``write_row``, in the order of their foreign keys; the projection comes after them.
RECORDED = ("disputes", "dispute_cases", "dispute_steps")
PROJECTED = ("dispute_states",)


class Writer(Protocol):
    """What ``records.bulk`` offers: rows with ids and digests."""

    def record(self, table: str, **columns: Any) -> int:
        """Add a row that stands under digests; return its id."""

    def project(self, table: str, **columns: Any) -> None:
        """Add a row of a projection."""


@dataclass(frozen=True, slots=True)
class LedgerDispute:
    """One row of a ledger's sheet 复议诉讼: one dispute at its latest instance. None is an empty cell."""

    number: str
    kind: str
    received_on: date
    body: str | None = None
    procedure: str | None = None
    answered_on: date | None = None
    outcome: str | None = None
    concluded_on: date | None = None
    reason: str | None = None
    note: str | None = None


class Answered(NamedTuple):
    """What stands of the answer of the request that a row names."""

    case_id: int
    section_id: int | None
    handler_id: int | None
    reply_kind: str | None
    channel: str | None


def place_in(note: str | None) -> tuple[str | None, str | None]:
    """Return the organ's place as a co-defendant that a ledger's 备注 begins with, and the rest of the note.

    The ledger's form has no column for it; without it a suit against both would count for both (国办公开办函〔2016〕201号).
    """
    for place in (ORIGINAL, REVIEWING):
        words = PLACES[place]
        if note == words or (note or "").startswith(f"{words}；"):
            return place, (note or "")[len(words) + 1 :] or None
    return None, note


def _noted(place: str | None, note: str | None) -> str | None:
    return note if place is None else "；".join(filter(None, (PLACES[place], note)))


def steps_of(row: LedgerDispute) -> list[Step]:
    """Return the steps that a ledger's row tells of."""
    steps = [Step(1, "registered", row.received_on, {})]
    if row.answered_on is not None:
        steps.append(Step(len(steps) + 1, "answered", row.answered_on, {}))
    if row.outcome or row.concluded_on or row.reason:
        told = {"outcome": row.outcome, "reason": row.reason}
        steps.append(Step(len(steps) + 1, "decided", row.concluded_on, {k: v for k, v in told.items() if v}))
    return steps


class LedgerScribe:
    """Turns rows of a ledger into a dispute's rows; calendar and terms are read once."""

    def __init__(self, writer: Writer, organ_id: int, at: datetime, by: int | None) -> None:
        self.writer, self.organ_id, self.at, self.by = writer, organ_id, at, by
        self.calendar, self.terms = calendar(), terms()

    def write_row(self, row: LedgerDispute, answered: Answered | None) -> int:
        """Add a dispute with its link, steps and projection; the caller adds the journal row. Returns its id."""
        place, _note = place_in(row.note)
        base = Base(self.organ_id, row.kind, row.received_on, row.procedure, None, place, "ledger")
        dispute_id = self.writer.record("disputes", **self._columns(row))
        links = []
        if answered is not None:
            links.append(
                Link(
                    answered.case_id,
                    answered.section_id,
                    answered.handler_id,
                    answered.reply_kind,
                    None,
                    answered.channel,
                )
            )
            self._link(dispute_id, links[0])
        steps = steps_of(row)
        for step in steps:
            self.writer.record(
                "dispute_steps",
                dispute_id=dispute_id,
                seq=step.seq,
                kind=step.kind,
                happened_on=step.happened_on,
                recorded_at=self.at,
                recorded_by=self.by,
                data=canonical(step.data),
            )
        self.writer.project(
            "dispute_states", dispute_id=dispute_id, **fold(base, links, steps, self.calendar, self.terms)
        )
        return dispute_id

    def _columns(self, row: LedgerDispute) -> dict[str, Any]:
        place, note = place_in(row.note)
        return {
            "organ_id": self.organ_id,
            "number": row.number,
            "kind": row.kind,
            "body": row.body,
            "received_on": row.received_on,
            "filed_on": None,
            "procedure": row.procedure,
            "against": None,
            "organ_place": place,
            "claimant": None,
            "third_party": None,
            "earlier_id": None,
            "note": note,
            "source": "ledger",
        }

    def _link(self, dispute_id: int, link: Link) -> None:
        self.writer.record(
            "dispute_cases",
            dispute_id=dispute_id,
            case_id=link.case_id,
            position=1,
            letter_id=None,
            items=None,
            ground=link.ground,
            section_id=link.section_id,
            handler_id=link.handler_id,
            channel=link.channel,
            template=link.template,
        )


def ledger_rows(organ_id: int, year: int | None = None) -> Iterator[tuple[LedgerDispute, str | None]]:
    """Yield an organ's disputes as ledger rows with the 登记编号 of their first request, by day of receipt; complaints have no row.

    ``year``: only those received in it. A dispute of several instances stands as its latest one.
    """
    query = (
        sa.select(Dispute, Case.number)
        .outerjoin(DisputeCase, sa.and_(DisputeCase.dispute_id == Dispute.id, DisputeCase.position == 1))
        .outerjoin(Case, Case.id == DisputeCase.case_id)
        .where(Dispute.organ_id == organ_id, Dispute.kind != COMPLAINT)
        .order_by(Dispute.received_on, Dispute.id)
    )
    if year is not None:
        query = query.where(Dispute.received_on.between(date(year, 1, 1), date(year, 12, 31)))
    found = db.session.execute(query).all()
    steps = _steps_of({dispute.id for dispute, _number in found}, organ_id)
    for dispute, number in found:
        yield as_ledger(dispute, steps[dispute.id]), number


def as_ledger(dispute: Dispute, steps: Sequence[Step]) -> LedgerDispute:
    """Return a dispute in the ledger's words."""
    base = Base(dispute.organ_id, dispute.kind, dispute.received_on, dispute.procedure)
    found = course(base, steps)
    now, told = found.now, found.now.decided.data if found.now.decided else {}
    return LedgerDispute(
        dispute.number,
        dispute.kind,
        now.received_on,
        now.body or dispute.body,
        now.procedure,
        now.answered_on,
        found.outcome(),
        now.decided.happened_on if now.decided else None,
        told.get("reason"),
        _noted(dispute.organ_place, dispute.note),
    )


def _steps_of(ids: set[int], organ_id: int) -> dict[int, list[Step]]:
    query = (
        sa.select(DisputeStep.dispute_id, DisputeStep.seq, DisputeStep.kind, DisputeStep.happened_on, DisputeStep.data)
        .join(Dispute, Dispute.id == DisputeStep.dispute_id)
        .where(Dispute.organ_id == organ_id)
        .order_by(DisputeStep.dispute_id, DisputeStep.seq)
    )
    grouped = groupby(db.session.execute(query), key=lambda row: row.dispute_id)
    return {key: [Step(*row[1:]) for row in rows] for key, rows in grouped if key in ids}
