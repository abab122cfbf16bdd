"""Whose words fell: the people behind a letter's text are told, once, when a dispute about it ends in a correction (结果纠正).

Behind an office's own text stand the person who proposed it and the one who approved it; behind the house's text the disclosure heads of
the organ, who answer for its letters. They hear it as well where nobody of the former is there any more.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records.base import Act, db
from gov_requests.records.dispute_file import Disputefile
from gov_requests.records.office_texts import OfficeText, parts_of_version
from gov_requests.records.papers import Letter
from gov_requests.records.people import Person, RoleGrant
from gov_requests.records.reminders import Reminder, add_new
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.today import day_of

CLOCK = "template"
_LONGEST = 300


def owners_of(version: str, organ_id: int) -> list[int]:
    """Return who answers for the words of a letter, by its version: active people, each once."""
    _code, _digest, texts = parts_of_version(version)
    query = sa.select(OfficeText.approved_by, OfficeText.proposed_by).where(OfficeText.id.in_(texts))
    asked = {person_id for row in db.session.execute(query.order_by(OfficeText.id)) for person_id in row}
    found = _active(Person.id.in_(asked))
    heads = sa.exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == Role.DISCLOSURE_HEAD.value)
    return found or _active(sa.and_(Person.organ_id == organ_id, heads))


def _active(holds: sa.ColumnElement[bool]) -> list[int]:
    return list(db.session.scalars(sa.select(Person.id).where(Person.active, holds).order_by(Person.id)))


def tell_owners(act: Act, file: Disputefile) -> int:
    """Leave a reminder to everybody behind the attacked letters; return how many are new. A second telling of the same adds none."""
    rows = [row for link in file.links if link.template and link.letter_id for row in _rows(act, file, link.letter_id)]
    return add_new(Reminder.__table__, rows)


def _rows(act: Act, file: Disputefile, letter_id: int) -> Sequence[dict[str, object]]:
    letter = db.session.get_one(Letter, letter_id)
    decided = file.course.now.decided
    reason = LOSS_REASONS.get(decided.data.get("loss_reason", "") if decided else "")
    version = letter.text_version or letter.code
    words = (
        f"{letter.title}（{letter.number}，文书版本 {version}）在 {file.dispute.number} 中被纠正："
        f"{file.state.outcome}{f'，{reason.title}' if reason else ''}。请看文书用语是否要改。"
    )
    day = day_of(act.at)
    people: list[int | None] = [*owners_of(version, file.dispute.organ_id)]
    return [
        {
            "key": f"{CLOCK}:{file.dispute.id}:{letter.id}:{person_id or 'nobody'}",
            "clock": CLOCK,
            "subject_id": file.dispute.id,
            "organ_id": file.dispute.organ_id,
            "person_id": person_id,
            "due_on": day,
            "step": 0,
            "fell_on": day,
            "text": words[:_LONGEST],
            "made_at": act.at,
        }
        for person_id in people or [None]
    ]
