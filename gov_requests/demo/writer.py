"""Writing a district's past in batches, each in a transaction of its own; it also gives the numbers of the gap-free series."""

from collections import defaultdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.bulk import BulkWriter
from gov_requests.records.cases import Counter
from gov_requests.records.dispute_bulk import PROJECTED, RECORDED

_SERIES = "case"
_NUMBERED = ("applicants", "cases", "searches", *RECORDED)


class Writer(BulkWriter):
    """Collects rows; :meth:`flush` writes them in one transaction. Nobody else writes meanwhile."""

    def __init__(self) -> None:
        super().__init__(_NUMBERED, ("case_states", "case_parties", *PROJECTED))
        given = sa.select(Counter.organ_id, Counter.year, Counter.value).where(Counter.series == _SERIES)
        self._numbers = {(row.organ_id, row.year): row.value for row in db.session.execute(given)}
        self._moved: set[tuple[int, int]] = set()

    def serial(self, organ_id: int, year: int) -> int:
        """Return the organ's next number of a year."""
        key = (organ_id, year)
        self._numbers[key] = serial = self._numbers.get(key, 0) + 1
        self._moved.add(key)
        return serial

    def flush(self) -> None:
        """Write everything collected, the chain's end and the counters."""
        with bookkeeping() as session:
            self.write(session)
            self._write_numbers(session)
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
            for name in filter(self.last_id.get, _NUMBERED):
                session.execute(
                    sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(name, "id"), self.last_id[name]))
                )
            session.execute(sa.text("ANALYZE"))
