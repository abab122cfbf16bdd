"""The journal and the records as lines that a stranger's program can check: see ``tools/verify_audit.py`` for the form."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from gov_requests.records.base import CHAINED, one_instant
from gov_requests.records.canonical import canonical, digest_of
from gov_requests.records.chain import head, recorded_tables, rows_of
from gov_requests.records.journal import JournalRow

FORM = "gov_requests-audit/1"


def lines(*, content: bool = False) -> Iterator[str]:
    """Yield the export, one canonical JSON object a line: the chain's end, each journal row, each record.

    A record is given by its digest; with ``content``, by its stored columns, so that the digest too can be recomputed (sealed identity
    numbers stay sealed, names and addresses are readable).
    """
    with one_instant():
        end = head()
        yield canonical({"form": FORM, "count": end.count, "hash": end.hash, "content": content})
        yield from _journal()
        yield from _records(content=content)


def _journal() -> Iterator[str]:
    with closing(rows_of(JournalRow.__table__)) as rows:
        for row in rows:
            yield canonical({"journal": {name: row[name] for name in CHAINED}, "hash": row["hash"]})


def _records(*, content: bool) -> Iterator[str]:
    for table in recorded_tables():
        with closing(rows_of(table)) as rows:
            for row in rows:
                yield canonical({"record": f"{table.name}:{row['id']}"} | _told(row, content=content))


def _told(row: dict[str, Any], *, content: bool) -> dict[str, Any]:
    if not content:
        return {"digest": digest_of(row)}
    return {"row": {name: value for name, value in row.items() if value is not None}}
