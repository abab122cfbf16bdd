"""Letters that ask others (征求意见、函询): whom, when, and what came back, as pages and the search record need them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.consultations import STANCES
from gov_requests.records.notices import Notice
from gov_requests.records.projection import Entry, standing
from gov_requests.statute.facts import OpinionSought
from gov_requests.statute.provisions import THIRD_PARTY


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One letter: ``to`` its addressee (empty where the letter was only recorded), ``answered_on`` None while nothing came."""

    ref: str
    third_party: bool
    to: str
    subject: str
    sent_on: date | None
    delivered_on: date | None
    answered_on: date | None
    stance: str = ""
    note: str = ""
    #: Public ids of the papers that came with the answer.
    papers: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """In a few words."""
        if self.answered_on is not None:
            return f"{self.answered_on.isoformat()} 复函{f'：{self.stance}' if self.stance else ''}"
        if self.sent_on is None:
            return "待签发、发出"
        return "待复函" if self.delivered_on else "待复函，送达日未登记"


def inquiries(file: Casefile) -> list[Inquiry]:
    """Return a request's letters to third parties and other organs, those sent back at the signature left out."""
    entries = standing(file.entries)
    sought = {str(fact.ref): fact for fact in file.facts if isinstance(fact, OpinionSought)}
    answers = {str(entry.data["fact"].get("ref", "")): entry for entry in entries if entry.kind == "opinion_received"}
    query = sa.select(Notice).where(
        Notice.case_id == file.case.id, Notice.code.in_(("D05", "D08")), Notice.returned_at.is_(None)
    )
    letters = {row.ref or "": row for row in db.session.scalars(query.order_by(Notice.id))}
    return list(_inquiries(sought, answers, letters))


def papers_of_searches(file: Casefile) -> dict[int, tuple[str, ...]]:
    """Return the public ids of each search's evidence (检索凭证) by the search's id, where several papers came with it."""
    return {
        entry.data["search"]: tuple(entry.data["attachments"])
        for entry in standing(file.entries)
        if entry.kind == "searched" and "search" in entry.data
    }


def _inquiries(
    sought: dict[str, OpinionSought], answers: dict[str, Entry], letters: dict[str, Notice]
) -> Iterator[Inquiry]:
    for ref in dict.fromkeys((*letters, *sought)):
        letter, fact, answer = letters.get(ref), sought.get(ref), answers.get(ref)
        told = letter.content if letter is not None else {}
        given = answer.data if answer is not None else {}
        yield Inquiry(
            ref=ref,
            third_party=letter.code == "D05" if letter is not None else fact is not None and fact.source == THIRD_PARTY,
            to=told.get("addressee", ""),
            subject=told.get("subject", ""),
            sent_on=fact.on if fact else None,
            delivered_on=fact.delivered_on if fact else None,
            answered_on=answer.happened_on if answer else None,
            stance=STANCES.get(given.get("stance", ""), ""),
            note=given.get("note", ""),
            papers=tuple(given.get("attachments", ())),
        )
