"""完整导出 (with personal data): an audited act; on the page another person must agree, and then the proposer fetches the file."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.ledger.columns import DISPUTE_SHEET, REQUEST_SHEET
from gov_requests.ledger.taking_out import TakenOut
from gov_requests.ledger.workbook import taken_out
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Opened
from gov_requests.records.people import Organ, Person
from gov_requests.records.proposable import Proposable, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import NotFound
from gov_requests.today import now

ACT = "full_export"
#: How long an agreed export can be fetched.
LIFE = timedelta(days=7)
GONE = "没有可下载的完整导出，或已超过 7 天。请重新申请。"


def note_export(
    act: Act, organ: Organ, year: int | None, counts: Mapping[str, int], content: bytes, *, reason: str
) -> None:
    """Name a full export in the journal: whose ledger, how much, which file, why."""
    act.note(
        "ledger_exported",
        organ=organ.code,
        year=year,
        rows=counts[REQUEST_SHEET],
        disputes=counts[DISPUTE_SHEET],
        sha256=hashlib.sha256(content).hexdigest(),
        reason=reason,
    )


def ask(year: int | None, reason: str, opened: Opened) -> None:
    """Put a full export of the person's own organ before a second person."""
    with one_act(opened.by, opened.key) as act:
        about = f"{year} 年" if year else "全部年份"
        propose(act, ACT, {"organ": opened.by.organ.name, "year": year}, reason=reason, by=opened.by, about=about)


def _grant(act: Act, proposal: Proposal) -> None:
    # What goes out is written when it is fetched, and noted then with its hash: no copy lies about in between.
    act.note("full_export_agreed", organ=proposal.arguments["organ"], year=proposal.arguments["year"])


def _told(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("单位", given["organ"]),
        ("收到年份", f"{given['year']} 年" if given["year"] else "全部"),
        ("内容", "台账全部内容，含姓名、证件号码、联系方式"),
        ("下载", "由提出人下载，7 天内有效，每次下载记入日志"),
    ]


PROPOSABLE = (Proposable(ACT, "完整导出台账", _grant, _told),)


def agreed(person: Person) -> list[Proposal]:
    """Return the person's own exports that another has agreed to and that can still be fetched, newest first."""
    query = sa.select(Proposal).where(
        Proposal.act == ACT,
        Proposal.proposer_id == person.id,
        Proposal.state == "approved",
        Proposal.decided_at > now() - LIFE,
    )
    return list(db.session.scalars(query.order_by(Proposal.id.desc())))


def fetch(proposal_id: int, *, by: Person) -> tuple[bytes, int | None]:
    """Return the full ledger of an agreed export and its year; the act is journalled. Raises ``NotFound`` where there is none."""
    organ, year = by.organ, _agreed_one(proposal_id, by).arguments["year"]
    content, counts = taken_out(TakenOut(organ, year, masked=False))
    with one_act(by) as act:
        proposal = _agreed_one(proposal_id, by)
        note_export(act, organ, year, counts, content, reason=proposal.reason)
        act.data |= {"proposal": proposal.id, "approved_by": proposal.decider.username if proposal.decider else ""}
    return content, year


def _agreed_one(proposal_id: int, by: Person) -> Proposal:
    proposal = next((one for one in agreed(by) if one.id == proposal_id), None)
    if proposal is None or proposal.organ_id != by.organ_id:
        raise NotFound(GONE)
    return proposal
