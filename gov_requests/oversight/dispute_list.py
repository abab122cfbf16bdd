"""The disputes behind a number, as a page."""

from collections.abc import Sequence

import sqlalchemy as sa
from flask import render_template

from gov_requests.records.base import db
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Organ
from gov_requests.statute.annual_report import BUCKETS


def disputes_page(ids: Sequence[int], title: str, crumbs: Sequence[tuple[str, str]]) -> str:
    """Render the disputes of these ids."""
    query = (
        sa.select(DisputeState, Dispute.number, Dispute.body, Organ.name)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == DisputeState.organ_id)
        .where(DisputeState.dispute_id.in_(ids))
        .order_by(DisputeState.dispute_id)
    )
    return render_template(
        "oversight/disputes.html", title=title, crumbs=crumbs, rows=db.session.execute(query).all(), buckets=BUCKETS
    )
