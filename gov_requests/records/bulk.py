"""Writing rows past the acts, in bulk: with the ids, digests and chain that acts would have given them, in one transaction."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gov_requests.records import search_index
from gov_requests.records.base import Base, chain_hash, db
from gov_requests.records.canonical import canonical, digest_of
from gov_requests.records.journal import ChainHead
from gov_requests.records.search_index import index

#: PostgreSQL's code for it.
UNIQUE_VIOLATION = "23505"


class Signed(NamedTuple):
    """Who acts, as the journal keeps it; ``id`` is None for the server's user."""

    id: int | None
    username: str


class BulkWriter:
    """Collects rows; :meth:`write` writes them. What is committed always holds: records, their digests, the chain.

    ``numbered``: recorded tables whose rows are numbered here, ``projected``: projections; both in the order in which rows may come
    (foreign keys). The journal comes last, and the chain's end is locked last of all, as ordinary acts lock it.
    """

    def __init__(self, numbered: Sequence[str], projected: Sequence[str]) -> None:
        names = (*numbered, *projected, "journal")
        self._tables = {name: _as_stored(Base.metadata.tables[name]) for name in names}
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        self._empty = {name: dict.fromkeys(Base.metadata.tables[name].columns.keys()) for name in numbered}
        self._ids: dict[str, Iterator[int]] = {}
        self.last_id: dict[str, int] = {}
        for name in numbered:
            self.last_id[name] = db.session.scalar(sa.select(sa.func.max(Base.metadata.tables[name].c.id))) or 0
            self._ids[name] = count(self.last_id[name] + 1)
        self._touched: dict[str, str] = {}

    def reserve(self, table: str, number: int) -> None:
        """Take ids from the database's own sequence, where others may write beside us (SQLite lets nobody else write)."""
        if db.session.connection().dialect.name == "postgresql":
            sequence = sa.func.pg_get_serial_sequence(table, "id")
            taken = sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, number).alias("n"))
            self._ids[table] = iter(list(db.session.scalars(taken)))

    def record(self, table: str, **columns: Any) -> int:
        """Add a row that stands under the digests of the next :meth:`act`; columns that are not named are empty. Returns its id."""
        self.last_id[table] = number = next(self._ids[table])
        row = {**self._empty[table], **columns, "id": number}
        self._rows[table].append(row)
        self._touched[f"{table}:{number}"] = digest_of(row)
        return number

    def project(self, table: str, **columns: Any) -> None:
        """Add a row of a projection."""
        self._rows[table].append(columns)

    def act(
        self,
        kind: str,
        data: dict[str, Any],
        *,
        at: datetime,
        by: Signed,
        case_id: int | None = None,
        case_seq: int | None = None,
        on: date | None = None,
    ) -> None:
        """Add a journal row, with the digests of what was recorded since the one before. It is chained when it is written."""
        row: dict[str, Any] = {
            "case_id": case_id,
            "case_seq": case_seq,
            "kind": kind,
            "happened_on": on,
            "recorded_at": at,
            "recorded_by": by.id,
            "signature": by.username,
            "key": None,
            "data": canonical(data),
            "digests": canonical(self._touched),
        }
        self._touched = {}
        self._rows["journal"].append(row)

    def write(self, session: Session) -> None:
        """Write everything collected and the chain's end, inside the caller's transaction."""
        journal = self._rows["journal"]
        for name, rows in self._rows.items():
            if rows and rows is not journal:
                session.execute(sa.insert(self._tables[name]), rows)
        search_index.index(sorted(set(self._with_words())))
        index([row["id"] for row in self._rows.get("cases", ())], session.connection())
        if journal:
            self._chain(session, journal)
        for rows in self._rows.values():
            rows.clear()

    def _with_words(self) -> Iterator[int]:
        """Yield the requests whose words have been written."""
        yield from (row["id"] for row in self._rows.get("cases", ()))
        for name in ("letters", "attachments"):
            yield from (row["case_id"] for row in self._rows.get(name, ()))

    def _chain(self, session: Session, journal: list[dict[str, Any]]) -> None:
        number, last = session.execute(sa.select(ChainHead.count, ChainHead.hash).with_for_update()).one()
        for row in journal:
            number += 1
            row |= {"id": number, "previous": last}
            row["hash"] = last = chain_hash(row)
        session.execute(sa.insert(self._tables["journal"]), journal)
        session.execute(sa.update(ChainHead).values(count=number, hash=last))


def is_taken(clash: IntegrityError) -> bool:
    """Return whether a row was refused because another has its number already; every other clash is a mistake of ours."""
    return getattr(clash.orig, "sqlstate", None) == UNIQUE_VIOLATION or "UNIQUE constraint" in str(clash.orig)


def _as_stored(table: sa.Table) -> sa.TableClause:
    """Return the table with columns that take what is stored: JSON as canonical text, sealed text as it is."""
    return sa.table(
        table.name,
        *(sa.column(column.name, getattr(column.type, "stored_as", column.type)) for column in table.columns),
    )
