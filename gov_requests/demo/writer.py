"""Writing rows past the acts, in batches: with the ids, digests, chain and numbers that acts would have given them."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gov_requests.records.base import Base, bookkeeping, chain_hash, db
from gov_requests.records.canonical import canonical, digest_of
from gov_requests.records.cases import Counter
from gov_requests.records.journal import ChainHead

_SERIES = "case"
#: Recorded tables whose rows are numbered here, and all tables in the order in which rows may come (foreign keys).
_NUMBERED = ("applicants", "cases", "searches")
_WRITTEN = (*_NUMBERED, "case_states", "case_parties", "journal")


class Signed(NamedTuple):
    """Who acts, as the journal keeps it."""

    id: int
    username: str


class Writer:
    """Collects rows; :meth:`flush` writes them in one transaction, so that what is committed always holds."""

    def __init__(self) -> None:
        session = db.session
        self._tables = {name: _as_stored(Base.metadata.tables[name]) for name in _WRITTEN}
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _WRITTEN}
        self._last_id: dict[str, int] = {}
        for name in _NUMBERED:
            self._last_id[name] = session.scalar(sa.select(sa.func.max(Base.metadata.tables[name].c.id))) or 0
        self._count, self._hash = session.execute(sa.select(ChainHead.count, ChainHead.hash)).one()
        given = sa.select(Counter.organ_id, Counter.year, Counter.value).where(Counter.series == _SERIES)
        self._numbers = {(row.organ_id, row.year): row.value for row in session.execute(given)}
        self._moved: set[tuple[int, int]] = set()
        self._touched: dict[str, str] = {}

    def serial(self, organ_id: int, year: int) -> int:
        """Return the organ's next number of a year."""
        key = (organ_id, year)
        self._numbers[key] = serial = self._numbers.get(key, 0) + 1
        self._moved.add(key)
        return serial

    def record(self, table: str, **columns: Any) -> int:
        """Add a row that stands under the digests of the next :meth:`act`; return its id."""
        self._last_id[table] = number = self._last_id[table] + 1
        row = {"id": number, **columns}
        self._rows[table].append(row)
        self._touched[f"{table}:{number}"] = digest_of(row)
        return number

    def project(self, table: str, **columns: Any) -> None:
        """Add a row of a projection."""
        self._rows[table].append(columns)

    def act(
        self, kind: str, data: dict[str, Any], *, case_id: int, case_seq: int, on: date | None, at: datetime, by: Signed
    ) -> None:
        """Chain a journal row, with the digests of what was recorded since the one before."""
        self._count += 1
        row: dict[str, Any] = {
            "id": self._count,
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
            "previous": self._hash,
        }
        row["hash"] = self._hash = chain_hash(row)
        self._touched = {}
        self._rows["journal"].append(row)

    def flush(self) -> None:
        """Write everything collected, the chain's end and the counters."""
        with bookkeeping() as session:
            for name, rows in self._rows.items():
                if rows:
                    session.execute(sa.insert(self._tables[name]), rows)
            session.execute(sa.update(ChainHead).values(count=self._count, hash=self._hash))
            self._write_numbers(session)
        for rows in self._rows.values():
            rows.clear()
        self._moved.clear()

    def _write_numbers(self, session: Session) -> None:
        known = defaultdict(list)
        for organ_id, year in sorted(self._moved):
            key = (Counter.organ_id == organ_id, Counter.series == _SERIES, Counter.year == year)
            exists = session.scalar(sa.select(sa.exists().where(*key)))
            known[bool(exists)].append({"o": organ_id, "y": year, "v": self._numbers[organ_id, year]})
        table = Counter.__table__
        if known[True]:
            here = (table.c.organ_id == sa.bindparam("o"), table.c.series == _SERIES, table.c.year == sa.bindparam("y"))
            session.connection().execute(sa.update(table).where(*here).values(value=sa.bindparam("v")), known[True])
        if known[False]:
            rows = [
                {"organ_id": row["o"], "series": _SERIES, "year": row["y"], "value": row["v"]} for row in known[False]
            ]
            session.connection().execute(sa.insert(table), rows)

    def close(self) -> None:
        """Write the rest, and let the database number and plan on from what is there now."""
        self.flush()
        if db.engine.dialect.name != "postgresql":
            return
        with bookkeeping() as session:
            for name in _NUMBERED:
                session.execute(
                    sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(name, "id"), self._last_id[name]))
                )
            session.execute(sa.text("ANALYZE"))


def _as_stored(table: sa.Table) -> sa.TableClause:
    """Return the table with columns that take what is stored: JSON as canonical text, sealed text as it is."""
    return sa.table(
        table.name,
        *(sa.column(column.name, getattr(column.type, "stored_as", column.type)) for column in table.columns),
    )
