"""The answers of 七步法: kept one by one. A later answer to a question supersedes the earlier; none is edited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.base import Recorded, db
from gov_requests.records.people import Person
from gov_requests.records.types import Instant, Json


class StepAnswer(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """One answer to question ``step`` about an item of a request.

    ``about``: the item's text, empty where the request is answered as a whole: an item that is named otherwise is asked anew.
    ``content``: what was written with it: ``finding``, ``reasons``, ``said`` (as a draft keeps them), ``pass_reason``.
    ``complete``: whether the handler went on with it, or kept it to come back.
    """

    __tablename__ = "step_answers"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    about: Mapped[str] = mapped_column(sa.Text)
    step: Mapped[int]
    answer: Mapped[str] = mapped_column(sa.String(30))
    content: Mapped[dict[str, Any]] = mapped_column(Json())
    complete: Mapped[bool]
    answered_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    answered_at: Mapped[datetime] = mapped_column(Instant())
    person: Mapped[Person] = relationship(lazy="joined")


def step_answers(case_id: int, about: str = "") -> dict[int, StepAnswer]:
    """Return the answer that holds for each question about an item."""
    return held(all_step_answers(case_id), about)


def all_step_answers(case_id: int) -> Sequence[StepAnswer]:
    """Return every answer that was kept, in order."""
    return db.session.scalars(sa.select(StepAnswer).where(StepAnswer.case_id == case_id).order_by(StepAnswer.id)).all()


def held(rows: Sequence[StepAnswer], about: str) -> dict[int, StepAnswer]:
    """Return of ``rows`` the newest to each question about an item."""
    return {row.step: row for row in rows if row.about == about}
