"""Drafts of the counter's form (登记草稿): what was typed and not registered yet, one a person, sealed, gone once it is registered.

No record of the office: nothing here has been received yet, and nothing is left of it afterwards.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Sealed
from gov_requests.today import now

#: A draft that nobody came back to is forgotten after so long.
KEPT_FOR = timedelta(days=7)
#: More than a whole form of the longest texts.
LARGEST = 200_000


class EntryDraft(db.Model):  # type: ignore[name-defined,misc]
    """What a person has typed: pairs of field and text as JSON, sealed. ``key`` is the form's idempotency key."""

    __tablename__ = "entry_drafts"
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[str] = mapped_column(Sealed())
    kept_at: Mapped[datetime] = mapped_column(Instant())


class Kept(NamedTuple):
    """A draft as it is given back."""

    pairs: list[tuple[str, str]]
    kept_at: datetime


def keep_draft(person: Person, key: str, typed: Iterable[tuple[str, str]]) -> bool:
    """Keep what was typed; not what has been registered meanwhile, and nothing larger than a form."""
    content = json.dumps(list(typed), ensure_ascii=False)
    if len(content) > LARGEST or not 0 < len(key) <= EntryDraft.key.type.length:
        return False
    with bookkeeping() as session:
        if _is_done(key):
            return False
        row = session.get(EntryDraft, person.id) or EntryDraft(person_id=person.id)
        row.key, row.content, row.kept_at = key, content, now()
        session.add(row)
    return True


def kept_draft(person: Person) -> Kept | None:
    """Return a person's draft; None where there is none, or it was registered after all."""
    row = db.session.get(EntryDraft, person.id, populate_existing=True)
    if row is None or _is_done(row.key):
        return None
    return Kept([(name, text) for name, text in json.loads(row.content)], row.kept_at)


def drop_draft(person: Person, key: str | None = None) -> None:
    """Forget a person's draft (that of one form, where its key is given); call it inside an act, or in ``bookkeeping``."""
    query = sa.delete(EntryDraft).where(EntryDraft.person_id == person.id)
    db.session.execute(query if key is None else query.where(EntryDraft.key == key))


def give_up_draft(person: Person) -> None:
    """弃去草稿."""
    with bookkeeping():
        drop_draft(person)


def forget_old_drafts(at: datetime) -> None:
    """Forget what nobody came back to."""
    with bookkeeping() as session:
        session.execute(sa.delete(EntryDraft).where(EntryDraft.kept_at < at - KEPT_FOR))


def _is_done(key: str) -> bool:
    return db.session.scalar(sa.select(sa.exists().where(JournalRow.key == key))) or False
