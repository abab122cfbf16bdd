"""The case page's parts: stage strip, trail, moves."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for

from gov_requests import masking
from gov_requests.access import ROLE_TITLES, Action, Role
from gov_requests.cases.words import WORDS, Words
from gov_requests.procedure import STRIP, STRIP_OF_STAGE, Stage
from gov_requests.records.agents import agent_of
from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case
from gov_requests.records.drafts import reviews_of, searches_of
from gov_requests.records.inquiries import inquiries, papers_of_searches
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Attachment, Draft, Letter
from gov_requests.records.people import Person, Section
from gov_requests.records.severings import count_of
from gov_requests.statute.objections import refusals
from gov_requests.terms import APPLICANT_KINDS
from gov_requests.today import today
from gov_requests.web.filters import SHANGHAI, month_day
from gov_requests.web.gates import NOTICES, STAGES, standing_against

PURPOSES = {
    "application": "申请材料",
    "search": "检索凭证",
    "original": "待区分处理的原件",
    "severed": "区分处理后的文件",
    "release": "拟提供的信息",
    "delivery": "送达凭证",
    "incoming": "来件",
    "returned": "回传稿",
    "sealed": "盖章件",
}
#: The one reason why nothing can be done any more.
CLOSED = "申请已办结。"
#: Shown even where they were not given: whoever calls or posts looks for them.
ALWAYS = frozenset({"联系电话", "通信地址"})


def stages(file: Casefile) -> list[dict[str, Any]]:
    """Return the strip: each step with the day it was last done, and the current one."""
    current = STRIP_OF_STAGE[file.stage]
    names = [name for name, _kinds in STRIP]
    here = names.index(current) if file.stage is not Stage.CLOSED else len(names) - 1
    last = _recorded_on(file.journal[-1])
    since = None if file.stage is Stage.CLOSED else "今天" if last == today() else month_day(last)
    found = []
    for place, (name, kinds) in enumerate(STRIP):
        done_on = next(
            (row.happened_on or _recorded_on(row) for row in reversed(file.journal) if row.kind in kinds), None
        )
        state = "now" if place == here else "done" if done_on is not None and place < here else "later"
        found.append(
            {
                "name": name,
                "when": month_day(done_on) if state == "done" else since if state == "now" else None,
                "state": state,
                "paused": name == "征求意见" and file.state.clock_state == "paused",
            }
        )
    return found


def _recorded_on(row: JournalRow) -> date:
    return row.recorded_at.astimezone(SHANGHAI).date()


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
                "who": people.get(row.recorded_by or 0, row.signature) + _in_place_of(row),
                "article": words.article,
                "recorded": recorded.strftime("%Y-%m-%d") if legal else None,
                "voided": voided.get(row.case_seq or 0),
            }
        )
    return entries


def _in_place_of(row: JournalRow) -> str:
    """代理: for whom the acting person stood in."""
    return f"（代{row.data['for_name']}）" if "for_name" in row.data else ""


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
            by_stage = file.stage not in move.sources
            refused.append({"name": move.title, "sentence": f"{sentence}{move.article}", "by_stage": by_stage})
    if file.stage in STAGES and file.allows(Action.NOTICE):
        refused += _refused_by_law(file)
    if file.stage is Stage.CLOSED and refused:
        refused = [{"name": "、".join(str(item["name"]) for item in refused), "sentence": CLOSED}]
    allowed.sort(key=lambda item: not item["leading"])
    return _submit_first(file, allowed), refused


def _refused_by_law(file: Casefile) -> list[dict[str, Any]]:
    """Return the notices that the law does not allow today, each with its article and what would be allowed."""
    found = []
    for kind in NOTICES.values():
        against = refusals(standing_against(kind, file, today()))
        if against:
            found.append(
                {
                    "name": kind.title,
                    "sentence": f"{against[0].sentence}{against[0].article}",
                    "instead": against[0].allowed,
                }
            )
    return found


def _submit_first(file: Casefile, allowed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Once there is a draft, what the handler came for is to send it on."""
    drafted = any(row.kind == "drafted" for row in file.journal)
    first = "draft" if file.stage is Stage.DRAFTING else "search"
    order = {"submit": 0, "draft": 1} if drafted else {first: 0, "answer_step": 1}
    return sorted(allowed, key=lambda item: order.get(item["act"], 2))


def waiting_for(file: Casefile) -> str:
    """Return whom the request waits for, for people with nothing to do on it."""
    if file.stage is Stage.CLOSED:
        return CLOSED
    who = next((move.who for move, _ in file.moves() if move.leading and file.stage in move.sources), "")
    return f"等待{who}办理{STRIP_OF_STAGE[file.stage]}。"


def role_words(person: Person) -> str:
    """Return the person's roles in words."""
    return "、".join(ROLE_TITLES[role] for role in Role if role in person.roles)


def letters_of(file: Casefile) -> list[dict[str, Any]]:
    """Return the letters of a request, in order, each with what became of it."""
    rows = db.session.scalars(sa.select(Letter).where(Letter.case_id == file.case.id).order_by(Letter.id)).all()
    shown = []
    for row in rows:
        state, kind = (
            ("已作废", "bad")
            if row.voided_at
            else ("已送达", "ok")
            if row.deliveries
            else ("待送达", "a")
            if row.signer_id
            else ("已出具", "ok")
        )
        names = ("id", "title", "number", "dated")
        shown.append({name: getattr(row, name) for name in names} | {"state": state, "state_kind": kind})
    return shown


def reviews_shown(file: Casefile, draft: Draft | None) -> list[dict[str, Any]]:
    """Return the reviews, newest first; a pass that no longer holds for the draft as it stands says so (第十七条)."""
    shown = []
    for row in reviews_of(file.case.id):
        holds = draft is not None and row.content_hash == draft.content_hash
        state, kind = (
            ("退回", "bad") if not row.passed else ("通过", "ok") if holds else ("通过，稿子已改，不再有效", "warn")
        )
        shown.append(
            {
                "at": row.reviewed_at,
                "title": row.title,
                "version": row.draft.version,
                "reviewer": row.reviewer.name,
                "opinion": row.opinion,
                "state": state,
                "state_kind": kind,
            }
        )
    return shown


def applicant_facts(case: Case) -> list[tuple[str, str | None]]:
    """Return who asks, masked (个人信息去标识化展示); what was not given is left out, but for the address and the telephone."""
    applicant = case.applicant
    organisation = applicant.kind != "natural_person"
    facts = [
        ("姓名" if not organisation else "名称", applicant.name),
        ("类型", APPLICANT_KINDS[applicant.kind]),
        ("证件", applicant.id_type if applicant.id_number else None),
        ("证件号码", masking.id_number(applicant.id_number)),
        ("法定代表人", applicant.legal_representative),
        ("联系人", case.contact),
        ("联系电话", masking.phone(case.phone)),
        ("邮箱", masking.email(case.email)),
        ("通信地址", masking.address(case.address)),
        ("邮政编码", case.postcode),
        *_agent_facts(case.id),
        ("需要的帮助", case.assistance),
    ]
    return [(label, value) for label, value in facts if value or label in ALWAYS]


def _agent_facts(case_id: int) -> list[tuple[str, str | None]]:
    agent = agent_of(case_id)
    if agent is None:
        return []
    return [
        ("代理人", agent.name),
        ("代理人证件号码", masking.id_number(agent.id_number)),
        ("代理人电话", masking.phone(agent.phone)),
        ("授权委托书", "已交" if agent.has_power else "没有交，须告知补正"),
    ]


def handler_of(file: Casefile) -> str:
    """Return who handles the request, or its section where nobody does yet."""
    state = file.state
    person = db.session.get(Person, state.handler_id) if state.handler_id is not None else None
    section = db.session.get(Section, state.section_id) if state.section_id is not None else None
    return person.name if person else section.name if section else ""


def papers_of(file: Casefile) -> dict[str, Any]:
    """Return attachments (those that stand), search records with all their evidence, and the letters that asked others."""
    attachments = db.session.scalars(
        sa.select(Attachment)
        .where(Attachment.case_id == file.case.id, Attachment.withdrawn_at.is_(None), Attachment.purpose != IDENTITY)
        .order_by(Attachment.id)
    ).all()
    return {
        "attachments": [(PURPOSES[item.purpose], item) for item in attachments],
        "searches": searches_of(file.case.id),
        "search_papers": papers_of_searches(file),
        "inquiries": inquiries(file),
        "papers": {item.public_id: item for item in attachments},
        "severings": count_of(file.case.id),
    }
