"""The database, and the one transaction: one act = one transaction = one journal row."""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session

from gov_requests.records.canonical import canonical, digest_of
from gov_requests.records.engine import turn
from gov_requests.refusals import AlreadyDone, SomeoneElseActed
from gov_requests.today import now

STALE = "没有保存：别人刚办理了这件申请。请看过最新情况后再办。"


class Base(DeclarativeBase):
    """All tables. Names of constraints are fixed so that migrations can name them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Recorded:
    """Mixin of tables whose rows stand under the journal's digests. Projections, sessions and counters do not."""


#: The database that readings and acts go to instead of the application's own (``elsewhere``).
_elsewhere: ContextVar[sa.Engine | None] = ContextVar("elsewhere", default=None)


class HouseSession(FlaskSession):
    """A session on the application's database, or on another one inside ``elsewhere``."""

    def get_bind(self, *arguments: Any, **more: Any) -> sa.Engine | sa.Connection:
        """Return where a statement goes."""
        return _elsewhere.get() or super().get_bind(*arguments, **more)


# In production the session is bound to engines and the mode means nothing; a test binds it to one connection and rolls back.
db = SQLAlchemy(model_class=Base, session_options={"class_": HouseSession, "join_transaction_mode": "create_savepoint"})


@dataclass(slots=True)
class Act:
    """What an act leaves in the journal. ``casefile.record`` or the act itself fills it in, once."""

    by: int | None
    signature: str
    at: datetime
    key: str | None
    kind: str = ""
    case_id: int | None = None
    case_seq: int | None = None
    happened_on: date | None = None
    data: dict[str, Any] = field(default_factory=dict)
    #: What takes back what the act did outside the database (a file), should it not come to stand.
    takes_back: list[Callable[[], object]] = field(default_factory=list)

    def note(self, kind: str, **data: Any) -> None:
        """Name an act that is not about a request (people, organs, sign-ins)."""
        self.kind, self.data = kind, data


@contextmanager
def one_act(by: Any, key: str | None = None) -> Iterator[Act]:
    """Open the transaction of one act by ``by`` (a Person, or the operating system's user as text).

    ``key`` is the form's idempotency key: a second act with it raises ``AlreadyDone``. A clash on a request's sequence raises
    ``SomeoneElseActed``. Whatever is raised inside rolls everything back.
    """
    person_id, signature = (None, f"os:{by}") if isinstance(by, str) else (by.id, by.username)
    act = Act(person_id, signature, now(), key or None)
    try:
        with _transaction() as session:
            session.info["touched"] = set()
            _refuse_repeat(act.key)
            yield act
            try:
                db.session.flush()
                _write_journal(act)
            except IntegrityError as clash:
                db.session.rollback()
                _refuse_repeat(act.key)
                if _is_sequence_clash(clash):
                    raise SomeoneElseActed(STALE) from clash
                raise
    except BaseException:
        for take_back in act.takes_back:
            take_back()
        raise


@contextmanager
def bookkeeping() -> Iterator[Session]:
    """Open a transaction for what is no act: sessions, failed sign-ins, projections, heartbeats. Writes no journal row."""
    with _transaction() as session:
        yield session


@contextmanager
def one_instant() -> Iterator[Session]:
    """Let all readings inside see the database as it stands at one instant, however many write meanwhile."""
    session = db.session()
    session.rollback()
    bind = session.get_bind()
    # SQLite's readers see one instant as it is; PostgreSQL's only if they ask. A connection that a test lends stays as it is.
    if isinstance(bind, sa.Engine) and bind.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()


@contextmanager
def elsewhere(place: sa.Engine) -> Iterator[None]:
    """Let readings and acts inside go to another database: one that a backup holds, or that is being restored."""
    db.session.remove()
    token = _elsewhere.set(place)
    try:
        yield
    finally:
        db.session.remove()
        _elsewhere.reset(token)


@contextmanager
def _transaction() -> Iterator[Session]:
    session = db.session()
    # A reading transaction may be open on an old snapshot; a writer must see the present and hold the lock from the start.
    session.rollback()
    with turn(session.get_bind().engine):
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop("touched", None)


def _refuse_repeat(key: str | None) -> None:
    if key is None:
        return
    journal = Base.metadata.tables["journal"]
    found = db.session.execute(sa.select(journal.c.case_id).where(journal.c.key == key)).first()
    if found is not None:
        raise AlreadyDone(found.case_id)


def _is_sequence_clash(clash: IntegrityError) -> bool:
    # SQLite names the columns, PostgreSQL the constraint.
    said = str(clash.orig)
    return "case_seq" in said


def new_key() -> str:
    """Return a fresh idempotency key for a form."""
    return uuid.uuid4().hex


def _write_journal(act: Act) -> None:
    if not act.kind:
        raise RuntimeError("an act must name what happened")
    tables = Base.metadata.tables
    head, journal = tables["chain_head"], tables["journal"]
    session = db.session
    last = session.execute(sa.select(head.c.count, head.c.hash).with_for_update()).mappings().one()
    touched = digests(session.info["touched"])
    row = {
        "id": last["count"] + 1,
        "case_id": act.case_id,
        "case_seq": act.case_seq,
        "kind": act.kind,
        "happened_on": act.happened_on,
        "recorded_at": act.at,
        "recorded_by": act.by,
        "signature": act.signature,
        "key": act.key,
        "data": canonical(act.data),
        "digests": canonical(touched),
        "previous": last["hash"],
    }
    row["hash"] = chain_hash(row)
    # The columns make canonical text of values themselves; the hash is over that same text.
    session.execute(sa.insert(journal).values(row | {"data": act.data, "digests": touched}))
    session.execute(sa.update(head).values(count=row["id"], hash=row["hash"]))


CHAINED = (
    "id",
    "case_id",
    "case_seq",
    "kind",
    "happened_on",
    "recorded_at",
    "recorded_by",
    "signature",
    "key",
    "data",
    "digests",
    "previous",
)


def chain_hash(row: Any) -> str:
    """Return the hash that chains a journal row: SHA-256 over its canonical content, which holds the previous row's hash."""
    return hashlib.sha256(canonical({name: row[name] for name in CHAINED}).encode()).hexdigest()


def digests(touched: set[tuple[str, int]]) -> dict[str, str | None]:
    """Return ``table:id`` → digest of the row as it stands in the database (None: it is gone)."""
    found: dict[str, str | None] = {}
    for name, key in sorted(touched):
        table = Base.metadata.tables[name]
        row = db.session.execute(sa.select(*stored_columns(table)).where(table.c.id == key)).mappings().first()
        found[f"{name}:{key}"] = None if row is None else digest_of(dict(row))
    return found


def stored_columns(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """Return the table's columns as they are stored: sealed ones stay sealed, so that a digest needs no key."""
    columns: list[sa.ColumnElement[Any]] = []
    for column in table.columns:
        stored = getattr(column.type, "stored_as", None)
        columns.append(sa.type_coerce(column, stored).label(column.name) if stored is not None else column)
    return columns


@sa.event.listens_for(Session, "after_flush")
def _remember_touched(session: Session, _context: object) -> None:
    touched = session.info.get("touched")
    if touched is None:
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Recorded):
            touched.add((row.__tablename__, row.id))  # type: ignore[attr-defined]


@sa.event.listens_for(Session, "before_flush")
def _refuse_unrecorded(session: Session, _context: object, _instances: object) -> None:
    if "touched" not in session.info and any(
        isinstance(row, Recorded) for row in (*session.new, *session.dirty, *session.deleted)
    ):
        raise RuntimeError("records are written inside one_act() only")


@sa.event.listens_for(Session, "do_orm_execute")
def _refuse_in_bulk(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper is not None and issubclass(state.bind_mapper.class_, Recorded):
        raise RuntimeError("records are written one by one: what a statement changes has no digest")
