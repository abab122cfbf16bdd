"""查重: what may have been asked before, and 主动公开建议 (第四十四条第一款): a row that the disclosure office decides on."""

import sqlalchemy as sa

from gov_requests.records.alike import Alike, alike, others_asking
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.publications import PublicationProposal
from gov_requests.refusals import NotAllowed

ALREADY = "这件申请已经提出过主动公开建议。"
TOO_FEW = "还没有其他申请人申请过相同信息，不符合第四十四条第一款“多个申请人”。"


def alike_to(file: Casefile) -> list[Alike]:
    """Return the requests of the organ that are like this one, the applicant's own marked."""
    if file.person is None:
        return []
    case = file.case
    return alike(case.description, file.person, case.organ_id, own=same_applicant({case.applicant_id}), but=case.id)


def standing_proposal(file: Casefile) -> PublicationProposal | None:
    """Return the proposal about a request, decided or not."""
    query = sa.select(PublicationProposal).where(PublicationProposal.case_id == file.case.id)
    return db.session.scalars(query).one_or_none()


def propose_publication(ref: str, reason: str, opened: Opened) -> Casefile:
    """第四十四条第一款: propose to publish what several applicants ask for. Whether it may be published is for the decision to say."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "look_alike", opened)
        if standing_proposal(file) is not None:
            raise NotAllowed(ALREADY)
        found = [one for one in alike_to(file) if one.same and not one.own]
        if not others_asking(found):
            raise NotAllowed(TOO_FEW)
        db.session.add(
            PublicationProposal(
                case_id=file.case.id,
                organ_id=file.case.organ_id,
                reason=reason,
                proposed_at=act.at,
                proposed_by=opened.by.id,
            )
        )
        file.record(
            act,
            "publication_proposed",
            number=file.case.number,
            alike=[{"number": one.number, "percent": one.percent} for one in found],
            applicants=others_asking(found) + 1,
        )
    return file
