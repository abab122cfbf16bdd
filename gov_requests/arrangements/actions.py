"""Proposing an arrangement, and importing it once a second person has agreed."""

import json
from collections.abc import Mapping
from typing import Any

from gov_requests.records.arrangements import import_in
from gov_requests.records.base import Act, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from gov_requests.workdays import ArrangementError
from gov_requests.workdays.arrangement import arrangement_from

ACT = "calendar_import"


def propose_import(text: str, reason: str, opened: Opened) -> None:
    """Put an arrangement (JSON) before a second person."""
    try:
        checked = arrangement_from(json.loads(text))
    except (ArrangementError, ValueError) as wrong:
        raise BadInput(str(wrong)) from wrong
    with one_act(opened.by, opened.key) as act:
        propose(
            act,
            ACT,
            checked.as_dict() | {"notice": checked.notice},
            reason=reason,
            by=opened.by,
            about=f"{checked.year} 年",
        )


def _import(act: Act, proposal: Proposal) -> None:
    data = {name: proposal.arguments.get(name) for name in ("year", "source", "notice", "off", "work")}
    try:
        import_in(act, data, by=proposal.proposer.username)
    except ArrangementError as refused:
        raise BadInput(str(refused)) from refused


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("年份", str(given["year"])),
        ("来源", given.get("notice") or given["source"]),
        ("放假", f"{len(given['off'])} 天：{'、'.join(given['off'])}"),
        ("调休上班", f"{len(given['work'])} 天：{'、'.join(given['work'])}"),
    ]


PROPOSABLE = (Proposable(ACT, "导入放假安排", _import, _told),)
