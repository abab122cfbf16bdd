"""查重: what may have been asked before, and 主动公开建议 (第四十四条第一款): a proposal that another person decides."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from gov_requests.records.alike import Alike, alike, others_asking
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import Act, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.proposable import Proposable, casefile_of, propose
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import NotAllowed

PUBLICATION = "proactive_publication"
ALREADY = "已经提出过主动公开建议，等待决定。"
TOO_FEW = "还没有其他申请人申请过相同信息，不符合第四十四条第一款“多个申请人”。"


def alike_to(file: Casefile) -> list[Alike]:
    """Return the requests of the organ that are like this one, the applicant's own marked."""
    if file.person is None:
        return []
    case = file.case
    return alike(case.description, file.person, case.organ_id, own=same_applicant({case.applicant_id}), but=case.id)


def standing_proposal(file: Casefile) -> Proposal | None:
    """Return the newest proposal about a request that is open or was agreed to."""
    query = sa.select(Proposal).where(
        Proposal.case_id == file.case.id, Proposal.act == PUBLICATION, Proposal.state.in_(("open", "approved"))
    )
    return db.session.scalars(query.order_by(Proposal.id.desc())).first()


def propose_publication(ref: str, reason: str, opened: Opened) -> Casefile:
    """第四十四条第一款: propose to publish what several applicants ask for. Whether it may be published is for the decision to say."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "look_alike", opened)
        if standing_proposal(file) is not None:
            raise NotAllowed(ALREADY)
        found = [one for one in alike_to(file) if one.same and not one.own]
        if not others_asking(found):
            raise NotAllowed(TOO_FEW)
        arguments = {
            "title": file.case.title,
            "number": file.case.number,
            "alike": [{"number": one.number, "percent": one.percent} for one in found],
            "applicants": others_asking(found) + 1,
        }
        about = f"{file.case.number} 等 {len(found) + 1} 件"
        propose(act, PUBLICATION, arguments, reason=reason, by=opened.by, file=file, about=about)
    return file


def _agreed(act: Act, proposal: Proposal) -> None:
    told = proposal.arguments
    casefile_of(proposal).record(
        act, "publication_agreed", alike=told["alike"], applicants=told["applicants"], title=told["title"]
    )


def _told(given: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    others = "、".join(f"{one['number']}（相似 {one['percent']}%）" for one in given["alike"])
    return [
        ("申请内容", given["title"]),
        ("申请人", f"{given['applicants']} 个"),
        ("相似的申请", others),
        ("同意后", "记入办理轨迹，由公开工作机构组织公开。第四十四条第一款"),
    ]


PROPOSABLE = (Proposable(PUBLICATION, "主动公开建议", _agreed, _told),)
