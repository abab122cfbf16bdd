"""The journal (办理日志): append-only and chained. Rows of a request with ``happened_on`` are its facts."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from gov_requests.records.base import db
from gov_requests.records.types import Instant, Json


class JournalRow(db.Model):  # type: ignore[name-defined,misc]
    """One act. ``recorded_at`` is the clerk's instant, ``happened_on`` the day the law looks at."""

    __tablename__ = "journal"
    __table_args__ = (sa.UniqueConstraint("case_id", "case_seq"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cases.id"))
    case_seq: Mapped[int | None]
    kind: Mapped[str] = mapped_column(sa.String(40))
    happened_on: Mapped[date | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant())
    recorded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    signature: Mapped[str] = mapped_column(sa.String(80))
    key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(Json())
    digests: Mapped[dict[str, str | None]] = mapped_column(Json())
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class ChainHead(db.Model):  # type: ignore[name-defined,misc]
    """The chain's end: one row, locked by whoever appends."""

    __tablename__ = "chain_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


#: The hash before the first row.
GENESIS = "0" * 64


@sa.event.listens_for(JournalRow, "before_update")
@sa.event.listens_for(JournalRow, "before_delete")
def _refuse(_mapper: Mapper[JournalRow], _connection: sa.Connection, _row: JournalRow) -> None:
    raise RuntimeError("the journal is append-only: a mistake is mended by a further row")
