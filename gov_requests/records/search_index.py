"""The index that finds requests by their words: a projection, written in the same transaction as what it speaks of, always rebuildable.

SQLite keeps it as an FTS5 table without content, PostgreSQL as a ``tsvector`` under GIN; both get the grams that ``grams`` cuts. It may
hold grams of texts that are no more: whoever searches compares with the texts themselves. It must lack none.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.cases import Applicant, Case, CaseState
from gov_requests.records.grams import grams_of, organ_gram
from gov_requests.records.papers import Attachment, Letter

TABLE = "search_grams"
#: What a request is found by, in the request itself …
OWN = (Case.number, Case.title, Case.description, Case.document_hint, Applicant.name, CaseState.letter_number)
#: … and in what lies in its file. The name of an identity paper (身份证明) is for those only who may open it.
BESIDE = (
    (Letter.number, Letter.case_id, sa.true()),
    (Attachment.filename, Attachment.case_id, Attachment.purpose != IDENTITY),
)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Engine:
    """How a database is told."""

    #: The table, and its column with the request's id.
    table: sa.TableClause
    key: sa.ColumnClause[int]
    write: sa.TextClause
    empty: sa.TextClause
    #: The condition on the index: it holds all these grams.
    holds: str
    #: How a gram stands in that condition, and what joins several.
    quoted: str
    both: str
    either: str
    as_parameter: Callable[[list[str]], Any]


_ON_SQLITE = sa.table(TABLE, sa.column("rowid", sa.Integer()))
_ON_POSTGRESQL = sa.table(TABLE, sa.column("case_id", sa.Integer()))
ENGINES = {
    "sqlite": Engine(
        _ON_SQLITE,
        _ON_SQLITE.c.rowid,
        # A second row under the same id joins the first: the grams of both count.
        sa.text(f"INSERT INTO {TABLE} (rowid, grams) VALUES (:id, :grams)"),  # noqa: S608 - our own name
        sa.text(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')"),  # noqa: S608
        f"{TABLE} MATCH :grams",
        '"{}"',
        " AND ",
        " OR ",
        " ".join,
    ),
    "postgresql": Engine(
        _ON_POSTGRESQL,
        _ON_POSTGRESQL.c.case_id,
        sa.text(
            f"INSERT INTO {TABLE} (case_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[]))) "  # noqa: S608
            "ON CONFLICT (case_id) DO UPDATE SET grams = EXCLUDED.grams"
        ),
        sa.text(f"DELETE FROM {TABLE}"),  # noqa: S608
        f"{TABLE}.grams @@ CAST(:grams AS tsquery)",
        "'{}'",
        " & ",
        " | ",
        list,
    ),
}


def engine_of(connection: sa.Connection) -> Engine:
    """Return how the database behind a connection is told."""
    return ENGINES[connection.dialect.name]


def holding(told: Engine, wanted: Sequence[str], organs: Collection[int] | None) -> sa.TextClause:
    """Return the condition on the index: all these grams, in these organs (None: in any)."""
    parts = [told.quoted.format(gram) for gram in wanted]
    if organs is not None:
        parts.append(f"({told.either.join(told.quoted.format(organ_gram(one)) for one in sorted(organs))})")
    return sa.text(told.holds).bindparams(sa.bindparam("grams", told.both.join(parts), unique=True))


def holding_any(told: Engine, wanted: Iterable[Sequence[str]], organs: Collection[int] | None) -> sa.TextClause:
    """Return the condition on the index: all the grams of one of ``wanted``, in these organs (None: in any)."""
    words = (f"({told.both.join(map(told.quoted.format, one))})" for one in wanted)
    parts = [f"({told.either.join(words)})"]
    if organs is not None:
        parts.append(f"({told.either.join(told.quoted.format(organ_gram(one)) for one in sorted(organs))})")
    return sa.text(told.holds).bindparams(sa.bindparam("grams", told.both.join(parts), unique=True))


def most_holding(words: Sequence[Sequence[str]], organ_id: int, *, each: int, most: int) -> Sequence[int]:
    """Return the organ's requests that hold the most of ``words`` (each the grams of one), at most so many, the newest first among equals.

    Of each word only the ``each`` newest holders are looked at, so that what is read does not grow with the table.
    """
    told = engine_of(db.session.connection())
    holders = [
        sa.select(
            sa.select(told.key.label("id"))
            .where(holding(told, grams, [organ_id]))
            .order_by(told.key.desc())
            .limit(each)
            .subquery()
            .c.id
        )
        for grams in words
    ]
    if not holders:
        return ()
    held = sa.union_all(*holders).subquery()
    query = sa.select(held.c.id).group_by(held.c.id).order_by(sa.func.count().desc(), held.c.id.desc())
    return db.session.scalars(query.limit(most)).all()


def index(case_ids: Iterable[int], connection: sa.Connection | None = None) -> int:
    """Put these requests into the index as they stand, inside the transaction that wrote them; return how many there were.

    Acts need not: what they write is put in when they end. Who writes past the acts, in bulk, calls it.
    """
    connection = connection or db.session.connection()
    told, rest, done = engine_of(connection), iter(case_ids), 0
    while batch := list(islice(rest, _BATCH)):
        rows = [{"id": key, "grams": told.as_parameter(sorted(found))} for key, found in _expected(connection, batch)]
        if rows:
            connection.execute(told.write, rows)
        done += len(rows)
    return done


def refill(connection: sa.Connection) -> int:
    """Make the index anew inside the transaction of ``connection``; return how many requests it holds."""
    connection.execute(engine_of(connection).empty)
    return sum(index(batch, connection) for batch in _all_ids(connection))


def rebuild_index() -> int:
    """Make the index anew; return how many requests it holds."""
    with bookkeeping() as session:
        return refill(session.connection())


def index_differences() -> Iterator[str]:
    """Yield a sentence for each request that the index would not find by one of its words."""
    connection = db.session.connection()
    told = engine_of(connection)
    for batch in _all_ids(connection):
        for case_id, expected in _expected(connection, batch):
            query = sa.select(told.key).where(holding(told, sorted(expected), None))
            if connection.execute(query.where(told.key == case_id)).first() is None:
                yield f"申请 {case_id} 的检索索引不全。"


def unindexed() -> int:
    """Return how many requests are not in the index at all."""
    there = sa.select(engine_of(db.session.connection()).key)
    return db.session.scalar(sa.select(sa.func.count()).select_from(Case).where(Case.id.not_in(there))) or 0


def _expected(connection: sa.Connection, case_ids: Sequence[int]) -> Iterator[tuple[int, set[str]]]:
    """Yield each request's id and the grams of all its words."""
    query = (
        sa.select(Case.id, Case.organ_id, *OWN)
        .join(Applicant, Applicant.id == Case.applicant_id)
        .outerjoin(CaseState, CaseState.case_id == Case.id)
        .where(Case.id.in_(case_ids))
        .order_by(Case.id)
    )
    beside: dict[int, list[str]] = defaultdict(list)
    for column, case_id, which in BESIDE:
        for key, text in connection.execute(sa.select(case_id, column).where(case_id.in_(case_ids), which)):
            beside[key].append(text)
    for key, organ_id, *texts in connection.execute(query):
        yield key, grams_of([*texts, *beside[key]], organ_id)


def _all_ids(connection: sa.Connection) -> Iterator[Sequence[int]]:
    last = 0
    query = sa.select(Case.id).where(Case.id > sa.bindparam("last")).order_by(Case.id).limit(_BATCH)
    while batch := connection.execute(query, {"last": last}).scalars().all():
        yield batch
        last = batch[-1]


@sa.event.listens_for(Session, "before_commit")
def _keep_up(session: Session) -> None:
    """Put into the index what the act that is about to end has written."""
    touched: dict[str, list[int]] = defaultdict(list)
    for table, key in session.info.get("touched", ()):
        if table in _CASES_OF:
            touched[table].append(key)
    if touched:
        session.flush()
        which = sa.or_(*(_CASES_OF[table](keys) for table, keys in sorted(touched.items())))
        index(session.scalars(sa.select(Case.id).where(which)).all())


#: Where words stand → the requests that they speak of.
_CASES_OF: dict[str, Callable[[list[int]], sa.ColumnElement[bool]]] = {
    "cases": Case.id.in_,
    "applicants": Case.applicant_id.in_,
    "letters": lambda keys: Case.id.in_(sa.select(Letter.case_id).where(Letter.id.in_(keys))),
    "attachments": lambda keys: Case.id.in_(sa.select(Attachment.case_id).where(Attachment.id.in_(keys))),
}
