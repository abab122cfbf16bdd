"""Guidance cases (指导案例): what was learnt from a dispute, found again when the next answer of that kind is written."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.disputes import Dispute
from gov_requests.records.people import Organ, Person
from gov_requests.records.search import escaped
from gov_requests.records.types import Instant, Json

#: The seven questions on the way to an answer (七步法).
QUESTIONS = {
    "correct": "补不补",
    "is_information": "是不是",
    "responsible": "谁负责",
    "exists": "有没有",
    "disclose": "给不给",
    "how": "怎么给",
    "wording": "怎么答",
}


class GuidanceCase(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One case card: 焦点、错误、裁判要旨、条文、教训; ``grounds``, ``questions`` and ``templates`` say where it is shown."""

    __tablename__ = "guidance_cases"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    dispute_id: Mapped[int] = mapped_column(sa.ForeignKey("disputes.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    focus: Mapped[str] = mapped_column(sa.Text)
    error: Mapped[str] = mapped_column(sa.Text)
    holding: Mapped[str] = mapped_column(sa.Text)
    articles: Mapped[str] = mapped_column(sa.Text)
    lesson: Mapped[str] = mapped_column(sa.Text)
    grounds: Mapped[list[str]] = mapped_column(Json())
    questions: Mapped[list[str]] = mapped_column(Json())
    templates: Mapped[list[str]] = mapped_column(Json())
    written_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    written_at: Mapped[datetime] = mapped_column(Instant())
    organ: Mapped[Organ] = relationship(lazy="joined")
    dispute: Mapped[Dispute] = relationship(lazy="joined")
    writer: Mapped[Person] = relationship(lazy="raise")


def _tagged(column: sa.ColumnElement[list[str]], value: str) -> sa.ColumnElement[bool]:
    """Whether a list that is kept as canonical text holds a value."""
    return sa.type_coerce(column, sa.Text).like(f'%"{escaped(value)}"%', escape="\\")


def guidance_for(ground: str, limit: int = 3) -> Sequence[GuidanceCase]:
    """Return the newest guidance cases about answers of a ground."""
    query = sa.select(GuidanceCase).where(_tagged(GuidanceCase.grounds, ground))  # type: ignore[arg-type]
    return db.session.scalars(query.order_by(GuidanceCase.id.desc()).limit(limit)).all()


def guidance_found(word: str = "", ground: str = "", question: str = "", limit: int = 100) -> Sequence[GuidanceCase]:
    """Return the guidance cases that hold a word and carry the tags, newest first."""
    query = sa.select(GuidanceCase)
    if word:
        like = f"%{escaped(word)}%"
        texts = ("title", "focus", "error", "holding", "articles", "lesson")
        query = query.where(sa.or_(*(getattr(GuidanceCase, name).like(like, escape="\\") for name in texts)))
    if ground:
        query = query.where(_tagged(GuidanceCase.grounds, ground))  # type: ignore[arg-type]
    if question:
        query = query.where(_tagged(GuidanceCase.questions, question))  # type: ignore[arg-type]
    return db.session.scalars(query.order_by(GuidanceCase.id.desc()).limit(limit)).all()
