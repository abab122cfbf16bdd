"""Drafts of the counter's form (登记草稿): what was typed and not registered yet, one a form, sealed, gone once it is registered.

No record of the office: nothing here has been received yet, and nothing is left of it afterwards. Two pages that are open at once are
two forms with two keys, so neither overwrites the other. The files of a draft stand in ``entry_draft_files``.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.entry_draft_files import forget_content, release
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Sealed
from gov_requests.today import now

#: A draft that nobody came back to is forgotten after so long; of a person's drafts so many are kept, the newest.
KEPT_FOR, MOST = timedelta(days=7), 50
#: More than a whole form of the longest texts.
LARGEST = 200_000


class EntryDraft(db.Model):  # type: ignore[name-defined,misc]
    """What a person has typed: pairs of field and text as JSON, sealed. ``key`` is the form's idempotency key."""

    __tablename__ = "entry_drafts"
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    content: Mapped[str] = mapped_column(Sealed())
    kept_at: Mapped[datetime] = mapped_column(Instant())


class Kept(NamedTuple):
    """A draft as it is given back."""

    key: str
    pairs: list[tuple[str, str]]
    kept_at: datetime

    def first(self, field: str) -> str:
        """Return what was typed into a field; empty where nothing was."""
        return next((text for name, text in self.pairs if name == field), "")


def keep_draft(person: Person, key: str, typed: Iterable[tuple[str, str]]) -> bool:
    """Keep what was typed; not what has been registered meanwhile, and nothing larger than a form."""
    content = json.dumps(list(typed), ensure_ascii=False)
    if len(content) > LARGEST or not 0 < len(key) <= EntryDraft.key.type.length:
        return False
    gone: list[str] = []
    with bookkeeping() as session:
        if _is_done(key):
            return False
        row = session.get(EntryDraft, (person.id, key)) or EntryDraft(person_id=person.id, key=key)
        row.content, row.kept_at = content, now()
        session.add(row)
        session.flush()
        newest = sa.select(EntryDraft.key).where(EntryDraft.person_id == person.id).order_by(EntryDraft.kept_at.desc())
        for old in session.scalars(newest.offset(MOST)).all():
            gone += drop_draft(person, old)
    forget_content(gone)
    return True


def kept_draft(person: Person, key: str) -> Kept | None:
    """Return one of a person's drafts; None where there is none, or it was registered after all."""
    row = db.session.get(EntryDraft, (person.id, key), populate_existing=True)
    return None if row is None or _is_done(row.key) else _given_back(row)


def kept_drafts(person: Person, limit: int) -> list[Kept]:
    """Return a person's newest drafts that have not been registered."""
    done = sa.exists().where(JournalRow.key == EntryDraft.key)
    query = sa.select(EntryDraft).where(EntryDraft.person_id == person.id, ~done)
    return [_given_back(row) for row in db.session.scalars(query.order_by(EntryDraft.kept_at.desc()).limit(limit))]


def _given_back(row: EntryDraft) -> Kept:
    return Kept(row.key, [(name, text) for name, text in json.loads(row.content)], row.kept_at)


def drop_draft(person: Person, key: str) -> list[str]:
    """Forget one of a person's drafts inside an act, or in ``bookkeeping``; return what ``forget_content`` takes once that has ended."""
    db.session.execute(sa.delete(EntryDraft).where(EntryDraft.person_id == person.id, EntryDraft.key == key))
    return release(person, key)


def give_up_draft(person: Person, key: str) -> None:
    """弃去草稿."""
    with bookkeeping():
        gone = drop_draft(person, key)
    forget_content(gone)


def forget_old_drafts(at: datetime) -> None:
    """Forget what nobody came back to."""
    with bookkeeping() as session:
        old = sa.select(EntryDraft.person_id, EntryDraft.key).where(EntryDraft.kept_at < at - KEPT_FOR)
        gone = [
            sha256
            for person_id, key in session.execute(old).all()
            for sha256 in drop_draft(session.get_one(Person, person_id), key)
        ]
    forget_content(gone)


def _is_done(key: str) -> bool:
    return db.session.scalar(sa.select(sa.exists().where(JournalRow.key == key))) or False
