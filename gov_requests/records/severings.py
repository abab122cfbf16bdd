"""Severing (区分处理, 第三十七条): which file was gone through, what a person decided of each place, and what was made of it.

A decision is a row that stands until a further row takes its place; nothing is changed. A record is bound to the hash of the file that
was gone through, what was made is bound to the decisions that it was made by.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.canonical import canonical
from gov_requests.records.drafts import release_files
from gov_requests.records.papers import Attachment
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json
from gov_requests.statute.severing import Severed

#: Purposes of attachments: what was uploaded to be severed, and what was made of it.
ORIGINAL, SEVERED = "original", "severed"
#: What a decision is about.
NUMBER, BOX, LOOKED, WHOLE = "number", "box", "looked", "whole"


class Severing(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One file of a request, gone through page by page. ``found``: the numbers of persons, masked, with their places."""

    __tablename__ = "severings"
    __table_args__ = (sa.UniqueConstraint("case_id", "source_sha256"),)
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"))
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachments.id"))
    source_sha256: Mapped[str] = mapped_column(sa.String(64))
    #: For each page text, pictures (a text layer, and large pictures) or none (无文字层).
    pages: Mapped[list[str]] = mapped_column(Json())
    found: Mapped[list[dict[str, Any]]] = mapped_column(Json())
    opened_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    opened_at: Mapped[datetime] = mapped_column(Instant())
    source: Mapped[Attachment] = relationship(lazy="joined")


class SeveringDecision(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """What one person decided of one place: a number, a box, a page that was looked at, the file as a whole.

    ``covered``: it is withheld; else a number is left, a box taken away, a page was looked at. ``ground``: a reply kind of Articles 14–16.
    """

    __tablename__ = "severing_decisions"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    severing_id: Mapped[int] = mapped_column(sa.ForeignKey("severings.id"), index=True)
    what: Mapped[str] = mapped_column(sa.String(10))
    page: Mapped[int | None]
    number: Mapped[int | None]
    box: Mapped[list[int] | None] = mapped_column(Json())
    covered: Mapped[bool]
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    reason: Mapped[str] = mapped_column(sa.Text)
    #: The row whose place it takes; of two that would, one comes too late.
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("severing_decisions.id"), unique=True)
    decided_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant())
    person: Mapped[Person] = relationship(lazy="joined")


class SeveredFile(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """What was made of a file: pictures of its pages, covered as ``decisions_hash`` says. It is withdrawn once a decision changes."""

    __tablename__ = "severed_files"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    severing_id: Mapped[int] = mapped_column(sa.ForeignKey("severings.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachments.id"), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    pages: Mapped[int]
    decisions_hash: Mapped[str] = mapped_column(sa.String(64))
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    made_at: Mapped[datetime] = mapped_column(Instant())
    attachment: Mapped[Attachment] = relationship(lazy="joined")


@dataclass(slots=True)
class Standing:
    """The decisions on one file that stand, folded."""

    severing: Severing
    numbers: dict[int, SeveringDecision] = field(default_factory=dict)
    boxes: list[SeveringDecision] = field(default_factory=list)
    looked: dict[int, SeveringDecision] = field(default_factory=dict)
    whole: SeveringDecision | None = None

    @property
    def withheld(self) -> bool:
        """Whether the file is withheld as a whole."""
        return self.whole is not None and self.whole.covered

    @property
    def undecided(self) -> list[int]:
        """The places in ``found`` that nobody has decided."""
        return [place for place in range(len(self.severing.found)) if place not in self.numbers]

    @property
    def unlooked(self) -> list[int]:
        """The pages that ask for a person's eye and have not had it."""
        pages = enumerate(self.severing.pages, 1)
        return [number for number, kind in pages if kind != "text" and number not in self.looked]

    @property
    def covering(self) -> list[SeveringDecision]:
        """What is covered, number or box."""
        return [*(row for row in self.numbers.values() if row.covered), *self.boxes]

    @property
    def severed(self) -> Severed:
        """How far it has come, as the law asks."""
        return Severed(
            undecided=[self.severing.found[place]["page"] for place in self.undecided],
            unlooked=self.unlooked,
            without_ground=[row.page or 0 for row in self.covering if not (row.ground and row.reason)],
            withheld=self.withheld,
        )

    def covered(self) -> dict[int, list[list[int]]]:
        """Return what is to be covered, page by page."""
        pages: dict[int, list[list[int]]] = {}
        for row in self.boxes:
            pages.setdefault(row.page or 0, []).append(row.box or [])
        for place, row in self.numbers.items():
            if row.covered:
                found = self.severing.found[place]
                pages.setdefault(found["page"], []).extend(found["boxes"])
        return pages

    @property
    def digest(self) -> str:
        """The hash of what stands: what a file that is made now is made by."""
        rows = [self.severing.source_sha256, *sorted(row.id for row in (*self.rulings, *self.looked.values()))]
        return hashlib.sha256(canonical(rows).encode()).hexdigest()

    @property
    def rulings(self) -> list[SeveringDecision]:
        """What was decided of the file's content, page by page."""
        whole = [self.whole] if self.whole is not None and self.whole.covered else []
        return [*whole, *sorted((*self.numbers.values(), *self.boxes), key=lambda row: (row.page or 0, row.id))]


def fold(severing: Severing, rows: Iterable[SeveringDecision]) -> Standing:
    """Return what stands of the decisions on a file, which come in the order in which they were taken."""
    rows = list(rows)
    gone = {row.supersedes_id for row in rows}
    standing = Standing(severing)
    for row in rows:
        if row.id in gone:
            continue
        if row.what == NUMBER and row.number is not None:
            standing.numbers[row.number] = row
        elif row.what == BOX and row.covered:
            standing.boxes.append(row)
        elif row.what == LOOKED and row.page is not None:
            standing.looked[row.page] = row
        elif row.what == WHOLE:
            standing.whole = row
    return standing


def severings_of(case_id: int) -> list[Standing]:
    """Return the files of a request that were gone through, in order, with what stands of each."""
    files = db.session.scalars(sa.select(Severing).where(Severing.case_id == case_id).order_by(Severing.id)).all()
    by_file: dict[int, list[SeveringDecision]] = {one.id: [] for one in files}
    query = sa.select(SeveringDecision).where(SeveringDecision.severing_id.in_(by_file)).order_by(SeveringDecision.id)
    for row in db.session.scalars(query) if files else ():
        by_file[row.severing_id].append(row)
    return [fold(one, by_file[one.id]) for one in files]


def severing(case_id: int, severing_id: int) -> Standing | None:
    """Return a file of the request with what stands, None where it is none of this request's."""
    found = db.session.scalars(
        sa.select(Severing).where(Severing.case_id == case_id, Severing.id == severing_id)
    ).one_or_none()
    return fold(found, decisions_on(found.id)) if found is not None else None


def decisions_on(severing_id: int) -> Sequence[SeveringDecision]:
    """Return every decision on a file, those that no longer stand among them, in order."""
    query = sa.select(SeveringDecision).where(SeveringDecision.severing_id == severing_id)
    return db.session.scalars(query.order_by(SeveringDecision.id)).all()


def made_of(case_id: int) -> Sequence[SeveredFile]:
    """Return what was made of the request's files, withdrawn ones among it, in order."""
    query = sa.select(SeveredFile).join(Severing, Severing.id == SeveredFile.severing_id)
    return db.session.scalars(query.where(Severing.case_id == case_id).order_by(SeveredFile.id)).all()


def standing_file(severing_id: int) -> SeveredFile | None:
    """Return what was made of a file last, if it still stands."""
    query = (
        sa.select(SeveredFile)
        .join(Attachment, Attachment.id == SeveredFile.attachment_id)
        .where(SeveredFile.severing_id == severing_id, Attachment.withdrawn_at.is_(None))
    )
    return db.session.scalars(query).first()


def fit_to_give(case_id: int) -> Sequence[Attachment]:
    """Return the severed files of a request that stand: a draft may choose them."""
    return [one.attachment for one in made_of(case_id) if one.attachment.withdrawn_at is None]


def withheld_parts(case_id: int) -> list[dict[str, str]]:
    """Return what was covered as parts that a reply names (第三十七条): one a file, ground and reason, with its pages."""
    parts: dict[tuple[str, str, str], set[int]] = {}
    for one in severings_of(case_id):
        title = one.severing.source.filename.rpartition(".")[0] or one.severing.source.filename
        for row in () if one.withheld else one.covering:
            parts.setdefault((title, row.ground or "", row.reason), set()).add(row.page or 0)
    return [
        {"part": f"《{title[:_TITLE]}》{_pages(pages)}遮盖的内容", "ground": ground, "reason": reason}
        for (title, ground, reason), pages in parts.items()
    ][:_MOST_PARTS]


#: As many parts as a reply names, pages as a part names, letters as a title keeps.
_MOST_PARTS, _MOST_NAMED, _TITLE = 20, 10, 100


def _pages(numbers: set[int]) -> str:
    pages = sorted(numbers)
    named = "、".join(map(str, pages[:_MOST_NAMED]))
    return f"第{named}页{'等' if len(pages) > _MOST_NAMED else ''}"


def count_of(case_id: int) -> int:
    """Return how many files of a request were gone through."""
    return db.session.scalar(sa.select(sa.func.count()).where(Severing.case_id == case_id)) or 0


def going_out(case_id: int) -> list[Attachment]:
    """Return whatever a draft may give out: what was uploaded for it, and severed files that stand."""
    return [*release_files(case_id), *fit_to_give(case_id)]


def by_origin(made_files: Iterable[SeveredFile], items: Sequence[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Return the titles of a draft's files that no severing made, and of those made by decisions that no longer stand."""
    made = {one.attachment.public_id: one for one in made_files}
    never = [item["title"] for item in items if item["public_id"] not in made]
    old = [
        item["title"]
        for item in items
        if item["public_id"] in made and made[item["public_id"]].attachment.withdrawn_at is not None
    ]
    return never, old
