"""What disputes ask of the board: days that are owed (答辩、报备 …), results of the year, grounds that lose."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import aliased

from gov_requests.procedure import Stage
from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.dispute_file import dispute_scope
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.papers import Draft
from gov_requests.records.people import Organ, Person
from gov_requests.statute.outcomes import COMPLAINT
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.web.dispute_words import DUTIES

#: From so many concluded disputes on, a ground with so large a share lost has a history (house rule, no law).
_LEAST, _SHARE = 3, 0.2
_SHOWN = 8


def owed(person: Person, day: date) -> list[dict[str, Any]]:
    """Return the disputes whose next day comes soonest, overdue ones first."""
    query = (
        sa.select(DisputeState.dispute_id, DisputeState.due_on, DisputeState.due_kind, Dispute.number, Organ.name)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == DisputeState.organ_id)
        .where(DisputeState.due_on.is_not(None), dispute_scope(person))
        .order_by(DisputeState.due_on, DisputeState.dispute_id)
        .limit(_SHOWN)
    )
    return [
        {
            **row,
            "url": url_for("disputes.show", dispute_id=row["dispute_id"]),
            "duty": DUTIES.get(row["due_kind"] or "", "办理期限"),
            "late": row["due_on"] < day,
        }
        for row in db.session.execute(query).mappings()
    ]


def results_by_organ(person: Person, year: int) -> dict[int, Counter[str]]:
    """Return the disputes concluded in a year by organ and result."""
    query = sa.select(DisputeState.organ_id, DisputeState.bucket, sa.func.count()).where(
        DisputeState.concluded_on.between(date(year, 1, 1), date(year, 12, 31)),
        DisputeState.counts_in_report,
        DisputeState.kind != COMPLAINT,
        dispute_scope(person),
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for organ_id, bucket, how_many in db.session.execute(query.group_by(DisputeState.organ_id, DisputeState.bucket)):
        found[organ_id][bucket] += how_many
    return found


def losing_grounds(person: Person, visible: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    """Return the grounds that lost often and that replies now on their way rest on: how often, and how many such replies."""
    concluded = sa.select(DisputeState.ground, DisputeState.bucket, sa.func.count()).where(
        DisputeState.concluded_on.is_not(None), DisputeState.ground.is_not(None), dispute_scope(person)
    )
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for ground, bucket, how_many in db.session.execute(concluded.group_by(DisputeState.ground, DisputeState.bucket)):
        tally[ground or ""][bucket] += how_many
    lost = {
        ground: counts
        for ground, counts in tally.items()
        if counts.total() >= _LEAST and counts["corrected"] / counts.total() >= _SHARE and ground in REPLY_KINDS
    }
    on_their_way = _drafted(visible) if lost else Counter[str]()
    return [
        {
            "title": REPLY_KINDS[ground].title,
            "url": url_for("disputes.index", list="all", ground=ground, bucket="corrected"),
            "lost": counts["corrected"],
            "of": counts.total(),
            "now": on_their_way[ground],
            "now_url": url_for("oversight.board_ground", ground=ground),
        }
        for ground, counts in sorted(lost.items(), key=lambda item: -item[1]["corrected"])
        if on_their_way[ground]
    ]


def _on_their_way(visible: sa.ColumnElement[bool]) -> sa.Select[str, int]:
    reviewing = (Stage.SECRECY_REVIEW, Stage.LEGAL_REVIEW, Stage.SIGNING, Stage.DELIVERING)
    other = aliased(Draft)
    latest = sa.select(sa.func.max(other.version)).where(other.case_id == CaseState.case_id).scalar_subquery()
    return (
        sa.select(Draft.reply_kind, CaseState.case_id)
        .join(CaseState, CaseState.case_id == Draft.case_id)
        .where(CaseState.closed_on.is_(None), CaseState.stage.in_(reviewing), visible, Draft.version == latest)
    )


def _drafted(visible: sa.ColumnElement[bool]) -> Counter[str]:
    return Counter(row.reply_kind for row in db.session.execute(_on_their_way(visible)))


def resting_on(ground: str, visible: sa.ColumnElement[bool]) -> list[int]:
    """Return the requests whose reply is on its way and rests on a ground."""
    return [row.case_id for row in db.session.execute(_on_their_way(visible).where(Draft.reply_kind == ground))]
