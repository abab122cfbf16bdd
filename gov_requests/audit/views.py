"""The journal, for the audit administrator: who did what when, without the text of cases."""

import sqlalchemy as sa
from flask import render_template, request
from flask.typing import ResponseReturnValue

from gov_requests.audit import bp
from gov_requests.audit.words import TITLES
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.chain import head
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
        query = query.where(JournalRow.id < int(before[:18]))
    rows = db.session.execute(query.order_by(JournalRow.id.desc()).limit(PAGE + 1)).all()
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return render_template(
        "audit/journal.html",
        rows=rows[:PAGE],
        older=older,
        moved=moved,
        head=head(),
        titles=TITLES,
        excess=excess(today()),
    )
