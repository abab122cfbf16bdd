"""The journal, for the audit administrator: who did what when, without the text of cases."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue

from gov_requests.audit import bp
from gov_requests.audit.words import TITLES
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.chain import Checkpoint, head
from gov_requests.records.journal import JournalRow
from gov_requests.records.reveals import excess
from gov_requests.today import today

PAGE = 50


@bp.get("/")
def journal() -> ResponseReturnValue:
    """审计日志, newest first, keyset-paged by row number."""
    before = request.args.get("before", "")
    query = sa.select(
        JournalRow.id,
        JournalRow.recorded_at,
        JournalRow.signature,
        JournalRow.kind,
        Case.number,
        JournalRow.happened_on,
        JournalRow.hash,
    ).outerjoin(Case, Case.id == JournalRow.case_id)
    moved = before.isdecimal() and before.isascii()
    if moved:
        query = query.where(JournalRow.id < int(before[:9]))
    rows = db.session.execute(query.order_by(JournalRow.id.desc()).limit(PAGE + 1)).all()
    end = head()
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "audit/journal.html",
        rows=rows[:PAGE],
        older=older,
        newer=_newer(rows, end),
        head=end,
        titles=TITLES,
        excess=excess(today()),
    )


def _newer(rows: Sequence[Any], end: Checkpoint) -> int | None:
    """Return before which row the newer page begins (row numbers have no gaps); None where this is the newest."""
    if not rows:
        return PAGE + 1
    return None if rows[0].id >= end.count else min(rows[0].id + PAGE, end.count) + 1
