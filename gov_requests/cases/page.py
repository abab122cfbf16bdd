"""The case page's parts: stage strip, trail, moves."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import url_for

from gov_requests.access import ROLE_TITLES, Role
from gov_requests.cases.words import WORDS, Words
from gov_requests.procedure import STRIP, STRIP_OF_STAGE, Stage
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.papers import Attachment, Letter, Search
from gov_requests.records.people import Person
from gov_requests.web.filters import SHANGHAI, month_day

PURPOSES = {"application": "申请材料", "search": "检索凭证", "release": "拟提供的信息", "delivery": "送达凭证"}


def stages(file: Casefile) -> list[dict[str, Any]]:
    """Return the strip: each step with the day it was last done, and the current one."""
    current = STRIP_OF_STAGE[file.stage]
    names = [name for name, _kinds in STRIP]
    here = names.index(current) if file.stage is not Stage.CLOSED else len(names) - 1
    found = []
    for place, (name, kinds) in enumerate(STRIP):
        done_on = next(
            (row.happened_on or row.recorded_at.date() for row in reversed(file.journal) if row.kind in kinds), None
        )
        state = "now" if place == here else "done" if done_on is not None and place < here else "later"
        found.append(
            {
                "name": name,
                "when": month_day(done_on) if state == "done" else None,
                "state": state,
                "paused": name == "征求意见" and file.state.clock_state == "paused",
            }
        )
    return found


def trail(file: Casefile) -> list[dict[str, Any]]:
    """Return the journal for people, newest first."""
    people = dict(
        db.session.execute(
            sa.select(Person.id, Person.name).where(Person.id.in_({row.recorded_by for row in file.journal}))
        ).all()
    )
    voided = {row.data["seq"]: row.data.get("reason", "") for row in file.journal if row.kind == "voided"}
    entries = []
    for row in reversed(file.journal):
        words = WORDS.get(row.kind, Words(row.kind))
        recorded = row.recorded_at.astimezone(SHANGHAI)
        legal = row.happened_on is not None and row.happened_on != recorded.date()
        entries.append(
            {
                "when": month_day(row.happened_on) if legal else recorded.strftime("%m-%d %H:%M"),
                "iso": (row.happened_on or recorded.date()).isoformat(),
                "kind": words.mark,
                "fact": words.fact,
                "rest": words.rest(row.data),
                "who": people.get(row.recorded_by or 0, row.signature),
                "article": words.article,
                "recorded": recorded.strftime("%Y-%m-%d") if legal else None,
                "voided": voided.get(row.case_seq or 0),
            }
        )
    return entries


def moves(file: Casefile, ref: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the moves that this person may make now (the leading one first), and the others with their reason."""
    allowed, refused = [], []
    for move, sentence in file.moves():
        if move.endpoint is None:
            continue
        if sentence is None:
            allowed.append(
                {"label": move.title, "url": url_for(move.endpoint, ref=ref), "leading": move.leading, "act": move.act}
            )
        else:
            refused.append({"name": move.title, "sentence": f"{sentence}{move.article}"})
    allowed.sort(key=lambda item: not item["leading"])
    return _submit_first(file, allowed), refused


def _submit_first(file: Casefile, allowed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Once there is a draft, what the handler came for is to send it on."""
    drafted = any(row.kind == "drafted" for row in file.journal)
    order = {"submit": 0, "draft": 1} if drafted else {"draft": 0} if file.stage is Stage.DRAFTING else {}
    return sorted(allowed, key=lambda item: order.get(item["act"], 2))


def waiting_for(file: Casefile) -> str:
    """Return whom the request waits for, for people with nothing to do on it."""
    if file.stage is Stage.CLOSED:
        return "申请已办结。"
    who = next((move.who for move, _ in file.moves() if move.leading and file.stage in move.sources), "")
    return f"等待{who}办理{STRIP_OF_STAGE[file.stage]}。"


def role_words(person: Person) -> str:
    """Return the person's roles in words."""
    return "、".join(ROLE_TITLES[role] for role in Role if role in person.roles)


def letters_of(file: Casefile) -> Sequence[Letter]:
    """Return the letters of a request, in order."""
    return db.session.scalars(sa.select(Letter).where(Letter.case_id == file.case.id).order_by(Letter.id)).all()


def papers_of(file: Casefile) -> dict[str, Any]:
    """Return attachments (those that stand) and search records."""
    attachments = db.session.scalars(
        sa.select(Attachment)
        .where(Attachment.case_id == file.case.id, Attachment.withdrawn_at.is_(None))
        .order_by(Attachment.id)
    ).all()
    searches = db.session.scalars(
        sa.select(Search).where(Search.case_id == file.case.id).order_by(Search.searched_on, Search.id)
    ).all()
    return {"attachments": [(PURPOSES[item.purpose], item) for item in attachments], "searches": searches}
