"""Proposing how an organ reviews (审查规则), and its taking effect once a second person has agreed."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.people import Person, RoleGrant
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.records.secrecy import SecrecyRules
from gov_requests.refusals import BadInput

ACT = "review_rules"
TOO_FEW = "本单位只有 {there} 名保密审查人员，{asked} 级审查须有 {asked} 名以上，每级由不同的人审查。"


def reviewers_in(organ_id: int) -> int:
    """Return how many people of an organ can do a 保密审查."""
    query = sa.select(sa.func.count(sa.distinct(Person.id))).join(RoleGrant, RoleGrant.person_id == Person.id)
    return (
        db.session.scalar(
            query.where(Person.organ_id == organ_id, Person.active, RoleGrant.role == Role.SECRECY_REVIEWER)
        )
        or 0
    )


def propose_rules(
    *, levels: Sequence[str], names_from: int, facilities: Sequence[str], reason: str, opened: Opened
) -> None:
    """Put a version before a second person. Raises ``BadInput`` for more levels than there are reviewers."""
    there = reviewers_in(opened.by.organ_id)
    if len(levels) > there:
        raise BadInput(TOO_FEW.format(there=there, asked=len(levels)), "levels")
    arguments = {"levels": list(levels), "names_from": names_from, "facilities": list(facilities)}
    with one_act(opened.by, opened.key) as act:
        propose(act, ACT, arguments, reason=reason, by=opened.by)


def _take_effect(act: Act, proposal: Proposal) -> None:
    given = proposal.arguments
    row = SecrecyRules(
        organ_id=proposal.organ_id,
        levels=given["levels"],
        names_from=given["names_from"],
        facilities=given["facilities"],
        proposed_by=proposal.proposer_id,
        approved_by=act.by,
        approved_at=act.at,
    )
    db.session.add(row)
    db.session.flush()
    act.note("review_rules_set", version=row.id, **given)


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    levels = given["levels"]
    return [
        ("审查层级", f"{len(levels)} 级：{'—'.join(levels)}" if levels else "一级"),
        ("名单人数", f"{given['names_from']} 人以上提示"),
        ("重点设施", "、".join(given["facilities"]) or "不查找"),
    ]


PROPOSABLE = (Proposable(ACT, "保密审查规则", _take_effect, _told),)
