"""The clocks that are reminded of (提醒的时钟): one row a clock, each a query for what falls due in a span of days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.oversight.ladder import HANDLER, in_words
from gov_requests.records.base import db
from gov_requests.records.bulletins import Bulletin, Rectification
from gov_requests.records.cases import Case, CaseState
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.ranges import ranges_of
from gov_requests.records.referrals import Referral, ReferralClock
from gov_requests.records.reminders import Reminder
from gov_requests.statute.due_range import Between
from gov_requests.today import SHANGHAI
from gov_requests.web.dispute_words import DUTIES

Query = sa.Select[*tuple[Any, ...]]
REQUEST = "request"
#: At most so many are taken up at once: memory stays flat whatever falls due.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Clock:
    """A kind of clock: ``due`` its day, ``first`` who carries it, ``query`` what has it running and was known on a day."""

    name: str
    title: str
    due: Any
    subject: Any
    first: Role | None
    query: Callable[[date], Query]
    #: The sentence: of a row, the working days left and, for requests, the range in which a provisional day can still move.
    words: Callable[..., str]

    def hearers(self, roles: tuple[Role, ...]) -> tuple[Role, ...]:
        """Return who hears a rung of these roles: whoever carries the clock in the handler's place."""
        if self.first is None:
            return roles
        return (self.first, *(role for role in roles if role is not HANDLER))

    def moving(self, rows: Sequence[Any]) -> dict[int, Between]:
        """Return in which range the provisional days of requests can still move, by request; one query for all of them."""
        if self.name != REQUEST:
            return {}
        found = ranges_of([row.subject_id for row in rows if row.provisional])
        return {case_id: told.safe for case_id, told in found.items() if told.safe is not None}

    def falling(self, span: tuple[date, date], step: int, day: date) -> list[Any]:
        """Return at most ``BATCH`` whose day lies in a span (from, before) and that nobody has been told of at this step."""
        told = sa.exists().where(
            Reminder.clock == self.name,
            Reminder.subject_id == self.subject,
            Reminder.due_on == self.due,
            Reminder.step == step,
        )
        query = self.query(day).where(self.due >= span[0], self.due < span[1], ~told)
        return list(db.session.execute(query.order_by(self.due, self.subject).limit(BATCH)).all())


def _ended(day: date) -> datetime:
    """The instant at which a day ends in Beijing."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def _requests(day: date) -> Query:
    return (
        sa.select(
            CaseState.case_id.label("subject_id"),
            CaseState.organ_id,
            CaseState.section_id,
            CaseState.handler_id,
            CaseState.sort_on.label("due_on"),
            Case.number,
            CaseState.provisional,
        )
        .join(Case, Case.id == CaseState.case_id)
        .where(CaseState.closed_on.is_(None), Case.registered_at < _ended(day))
    )


def _request_words(row: Any, left: int, between: Between | None = None) -> str:
    moves = f"，可能在 {between[0]} 至 {between[1]} 之间" if between else ""
    day = f"{row.due_on.isoformat()}{f'（暂定{moves}）' if row.provisional else ''}"
    way_out = f"请在 {row.due_on:%m-%d} 前交邮" if left >= 0 else "请尽快答复并交邮"
    return f"申请 {row.number}：答复{in_words(left)}，安全期限 {day}，{way_out}。"


def _disputes(day: date) -> Query:
    return (
        sa.select(
            DisputeState.dispute_id.label("subject_id"),
            DisputeState.organ_id,
            DisputeState.section_id,
            DisputeState.handler_id,
            DisputeState.due_on,
            Dispute.number,
            DisputeState.due_kind,
        )
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .where(DisputeState.due_on.is_not(None), DisputeState.received_on <= day)
    )


def _dispute_words(row: Any, left: int) -> str:
    what = DUTIES.get(row.due_kind or "", "办理期限")
    return f"复议诉讼 {row.number}：{what}{in_words(left)}，到期日 {row.due_on.isoformat()}。"


def _rectifications(day: date) -> Query:
    return (
        sa.select(
            Rectification.id.label("subject_id"),
            Rectification.organ_id,
            sa.null().label("section_id"),
            sa.null().label("handler_id"),
            Rectification.due_on,
            Rectification.problem,
        )
        .join(Bulletin, Bulletin.id == Rectification.bulletin_id)
        .where(Rectification.reported_at.is_(None), Bulletin.made_at < _ended(day))
    )


def _rectification_words(row: Any, left: int) -> str:
    return f"整改事项“{row.problem[:80]}”：报告整改情况{in_words(left)}，期限 {row.due_on.isoformat()}。"


def _referrals(day: date) -> Query:
    return (
        sa.select(
            ReferralClock.referral_id.label("subject_id"),
            ReferralClock.organ_id,
            sa.null().label("section_id"),
            sa.null().label("handler_id"),
            ReferralClock.due_on,
            ReferralClock.step,
            Referral.body,
            Case.number,
        )
        .join(Referral, Referral.id == ReferralClock.referral_id)
        .join(Case, Case.id == Referral.case_id)
        .where(Referral.referred_at < _ended(day))
    )


def _referral_words(row: Any, left: int) -> str:
    what = f"报送{row.body}" if row.step == "report" else f"{row.body}确定"
    return f"申请 {row.number} 报送确定：{what}{in_words(left)}，到期日 {row.due_on.isoformat()}。"


CLOCKS = (
    Clock(REQUEST, "答复", CaseState.sort_on, CaseState.case_id, None, _requests, _request_words),
    Clock(
        "dispute",
        "复议诉讼",
        DisputeState.due_on,
        DisputeState.dispute_id,
        Role.LEGAL_REVIEWER,
        _disputes,
        _dispute_words,
    ),
    Clock(
        "rectification",
        "整改",
        Rectification.due_on,
        Rectification.id,
        Role.DISCLOSURE_HEAD,
        _rectifications,
        _rectification_words,
    ),
    Clock(
        "referral",
        "报送确定",
        ReferralClock.due_on,
        ReferralClock.referral_id,
        Role.SECRECY_REVIEWER,
        _referrals,
        _referral_words,
    ),
)
