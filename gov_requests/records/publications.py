"""Proposals to publish what was asked for (主动公开建议, 第四十四条): one a request, with its decision. The acts of both rooms."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gov_requests.records.alike import Alike, alike, others_asking
from gov_requests.records.applicants import same_applicant
from gov_requests.records.base import Recorded, db, one_act
from gov_requests.records.casefile import Casefile, Opened, take_up
from gov_requests.records.cases import Case
from gov_requests.records.scope import case_ref
from gov_requests.records.types import Instant
from gov_requests.refusals import NotAllowed, NotFound

#: 第四十四条: why publication is proposed. 第一款 several applicants ask for the same; 第二款 the applicant suggests it.
SEVERAL, SUGGESTED = "several", "suggested"
GROUNDS = {
    SEVERAL: "多个申请人申请（第四十四条第一款）",
    SUGGESTED: "申请人建议（第四十四条第二款）",
}
ALREADY = "这件申请已经提出过主动公开建议。"
TOO_FEW = "还没有其他申请人申请过相同信息，不符合第四十四条第一款“多个申请人”。"
DECIDED = "这一建议已经决定。"
NOT_FOUND = "没有这一建议，或不在您的办理范围内。"


class PublicationProposal(Recorded, db.Model):  # type: ignore[name-defined,misc]
    """What several ask for and may be open can be published by itself (第四十四条); ``accepted`` None: not decided yet."""

    __tablename__ = "publication_proposals"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), unique=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.Text)
    proposed_at: Mapped[datetime] = mapped_column(Instant())
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    accepted: Mapped[bool | None]
    decision: Mapped[str | None] = mapped_column(sa.Text)
    decided_at: Mapped[datetime | None] = mapped_column(Instant())
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    case: Mapped[Case] = relationship(lazy="joined")


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


def propose_publication(ref: str, reason: str, opened: Opened, ground: str = SEVERAL) -> Casefile:
    """第四十四条: propose to publish what was asked for. Whether it may be published is for the decision to say."""
    with one_act(opened.by, opened.key) as act:
        file = take_up(ref, "look_alike", opened)
        if standing_proposal(file) is not None:
            raise NotAllowed(ALREADY)
        found = [one for one in alike_to(file) if one.same and not one.own]
        if ground == SEVERAL and not others_asking(found):
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
            ground=ground,
            reason=reason,
            alike=[{"number": one.number, "percent": one.percent} for one in found],
            applicants=others_asking(found) + 1,
        )
    return file


def decide_publication(row_id: int, reason: str, opened: Opened, *, accepted: bool) -> Casefile:
    """第四十四条: decide on a proposal, once. It stands in the request's own trail, as the proposal does."""
    with one_act(opened.by, opened.key) as act:
        row = db.session.get(
            PublicationProposal, row_id, with_for_update={"of": PublicationProposal}, populate_existing=True
        )
        if row is None:
            raise NotFound(NOT_FOUND)
        file = take_up(case_ref(row.case.number, row.case.organ.code, opened.by), "decide_publication", opened)
        if row.decided_at is not None:
            raise NotAllowed(DECIDED)
        row.accepted, row.decision = accepted, reason
        row.decided_at, row.decided_by = act.at, opened.by.id
        file.record(act, "publication_decided", number=file.case.number, accepted=accepted, reason=reason)
    return file
