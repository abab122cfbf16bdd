"""What may be proposed, and the deciding of it. Each room offers its rows; ``app.py`` collects them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.access import DECIDERS, Role
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.people import Person
from gov_requests.records.proposals import Proposal
from gov_requests.records.statements import kept
from gov_requests.records.types import Instant
from gov_requests.refusals import NotAllowed, NotFound
from gov_requests.today import now

#: How long a proposal waits before it lapses.
LIFE = timedelta(days=14)
OWN = "不能复核自己提出的事项，请由另一人办理。"
DECIDED = "这一事项已经处理过。"
LAPSED = "这一事项已过复核期限，请重新提出。"


@dataclass(frozen=True, slots=True)
class Proposable:
    """An act that needs two people. ``run`` performs it inside the deciding transaction; ``tell`` shows what it will do."""

    act: str
    title: str
    run: Callable[[Act, Proposal], None]
    tell: Callable[[Mapping[str, Any]], Sequence[tuple[str, str]]]


def offered() -> dict[str, Proposable]:
    """Return the proposable acts of this application."""
    found: dict[str, Proposable] = current_app.extensions["gov_requests.proposable"]
    return found


def propose(
    act: Act,
    name: str,
    arguments: dict[str, Any],
    *,
    reason: str,
    by: Person,
    file: Casefile | None = None,
    about: str = "",
) -> Proposal:
    """Put an act before a second person; call it inside ``one_act``, whose journal row it names."""
    title = f"{offered()[name].title}{f'：{about}' if about else ''}"
    proposal = Proposal(
        act=name,
        title=title,
        organ_id=by.organ_id,
        case_id=file.case.id if file else None,
        arguments=arguments,
        reason=reason,
        proposer_id=by.id,
        proposed_at=act.at,
        expires_at=act.at + LIFE,
        state="open",
    )
    db.session.add(proposal)
    if file is not None:
        file.record(act, "proposed", proposes=name, title=title, reason=reason)
    else:
        act.note("proposed", proposes=name, title=title, reason=reason)
    return proposal


def deciders(name: str) -> frozenset[Role]:
    """Return the roles of which one decides on an act."""
    return DECIDERS[name]


def may_decide(person: Person, proposal: Proposal) -> bool:
    """Return whether a person may decide on a proposal: role, organ, and not one's own."""
    same_organ = proposal.organ_id is None or proposal.organ_id == person.organ_id
    return bool(person.roles & deciders(proposal.act)) and same_organ and proposal.proposer_id != person.id


def visible(person: Person) -> sa.ColumnElement[bool]:
    """Return the criterion for the proposals that a person may see: one's own, and those that one may decide on."""
    acts = [name for name, roles in DECIDERS.items() if person.roles & roles]
    decides = sa.and_(Proposal.act.in_(acts), sa.or_(Proposal.organ_id.is_(None), Proposal.organ_id == person.organ_id))
    return sa.or_(Proposal.proposer_id == person.id, decides)


def waiting_for(person: Person) -> int:
    """Return how many open proposals wait for this person's decision."""
    query = kept("proposals", person, lambda: _waiting_for(person))
    return db.session.scalar(query, {"at": now()}) or 0


def _waiting_for(person: Person) -> sa.Select[*tuple[Any, ...]]:
    open_ones = (Proposal.state == "open", Proposal.proposer_id != person.id)
    still = Proposal.expires_at > sa.bindparam("at", type_=Instant())
    return sa.select(sa.func.count()).select_from(Proposal).where(visible(person), *open_ones, still)


def look_up_proposal(proposal_id: int, person: Person) -> Proposal:
    """Return a proposal that the person may see, else raise ``NotFound``."""
    found = db.session.scalars(sa.select(Proposal).where(Proposal.id == proposal_id, visible(person))).one_or_none()
    if found is None:
        raise NotFound("没有这一复核事项。")
    return found


def approve(proposal_id: int, *, note: str, by: Person, key: str | None = None) -> Proposal:
    """Approve a proposal: the act runs in this transaction and its journal row names both people."""
    with one_act(by, key) as act:
        proposal = _open(proposal_id, by)
        _close(proposal, "approved", note, by, act)
        offered()[proposal.act].run(act, proposal)
        act.data |= {
            "proposal": proposal.id,
            "proposed_by": proposal.proposer.username,
            "approved_by": by.username,
            "reason": proposal.reason,
        }
    return proposal


def refuse(proposal_id: int, *, note: str, by: Person, key: str | None = None) -> Proposal:
    """Refuse a proposal; nothing else happens."""
    with one_act(by, key) as act:
        proposal = _open(proposal_id, by)
        _close(proposal, "refused", note, by, act)
        _note(act, proposal, "proposal_refused", note)
    return proposal


def withdraw(proposal_id: int, *, by: Person, key: str | None = None) -> Proposal:
    """Take one's own proposal back."""
    with one_act(by, key) as act:
        proposal = look_up_proposal(proposal_id, by)
        if proposal.state != "open" or proposal.proposer_id != by.id:
            raise NotAllowed(DECIDED)
        proposal.state, proposal.decided_at = "withdrawn", act.at
        _note(act, proposal, "proposal_withdrawn", "")
    return proposal


def casefile_of(proposal: Proposal) -> Casefile:
    """Return the request that a proposal is about, locked."""
    query = sa.select(Case, CaseState).join(CaseState, CaseState.case_id == Case.id).where(Case.id == proposal.case_id)
    case, state = db.session.execute(
        query.with_for_update(of=CaseState).execution_options(populate_existing=True)
    ).one()
    return Casefile(case, state)


def _open(proposal_id: int, by: Person) -> Proposal:
    proposal = look_up_proposal(proposal_id, by)
    if proposal.proposer_id == by.id:
        raise NotAllowed(OWN)
    if not may_decide(by, proposal):
        raise NotFound("没有这一复核事项。")
    if proposal.state != "open":
        raise NotAllowed(DECIDED)
    if proposal.expires_at <= now():
        raise NotAllowed(LAPSED)
    return proposal


def _close(proposal: Proposal, state: str, note: str, by: Person, act: Act) -> None:
    proposal.state, proposal.decider_id, proposal.decided_at, proposal.decision = state, by.id, act.at, note or None


def _note(act: Act, proposal: Proposal, kind: str, note: str) -> None:
    told: dict[str, Any] = {"proposes": proposal.act, "title": proposal.title, "proposal": proposal.id, "note": note}
    if proposal.case_id is None:
        act.note(kind, **told)
    else:
        casefile_of(proposal).record(act, kind, **told)
