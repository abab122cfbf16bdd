"""Who looked at full personal data too often in a day (过量查看)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import db
from gov_requests.records.journal import ChainHead, JournalRow
from gov_requests.today import SHANGHAI

#: The kinds of journal row that are a look at full personal data.
LOOKS = ("personal_data_revealed", "identity_paper_opened")
#: A day's looks lie among the newest rows; no more than these are read.
_NEWEST = 50_000


def excess(day: date) -> Sequence[Any]:
    """Return (signature, looks) of whoever looked more often on a day than the office finds normal."""
    begin = datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
    newest = sa.select(ChainHead.count - _NEWEST).scalar_subquery()
    looks = sa.func.count().label("looks")
    query = (
        sa.select(JournalRow.signature, looks)
        .where(JournalRow.id > newest, JournalRow.kind.in_(LOOKS), JournalRow.recorded_at >= begin)
        .group_by(JournalRow.signature)
        .having(looks > current_app.config["REVEALS_A_DAY"])
    )
    return db.session.execute(query.order_by(looks.desc())).all()
