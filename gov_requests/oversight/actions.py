"""What time brings about. ``tick`` may run any number of times; each thing happens once."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from gov_requests.oversight.daily import once_a_day
from gov_requests.oversight.reminder_mails import mail_reminders
from gov_requests.oversight.reminding import make_reminders
from gov_requests.records.attachments import forget, remove_expired
from gov_requests.records.base import bookkeeping, db, one_act
from gov_requests.records.cases import CaseState
from gov_requests.records.leading import leading
from gov_requests.records.rebuild import reproject
from gov_requests.records.sessions import SCHEDULER, Heartbeat, Throttle, WebSession
from gov_requests.today import day_of

#: No window of a throttle is longer.
_THROTTLES_KEPT = timedelta(days=2)


def tick(at: datetime) -> dict[str, int]:
    """Do what is due at an instant, where no other scheduler is doing it: see :func:`_do`. ``led`` is 0 where another one leads."""
    with leading() as leads:
        return {"led": 1, **_do(at)} if leads else {"led": 0, "requests_moved": 0, "disputes_moved": 0, "reminders": 0}


def _do(at: datetime) -> dict[str, int]:
    """Project open requests on to the new day, make and send reminders, drop ended sessions and old throttles, leave a heartbeat."""
    day = day_of(at)
    behind = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(CaseState)
        .where(CaseState.closed_on.is_(None), CaseState.projected_on < day)
    )
    _remove_identity_papers(day)
    once_a_day(at)
    done = reproject(day) if behind else {"requests_moved": 0, "disputes_moved": 0}
    made = make_reminders(at)
    mail_reminders(at)
    with bookkeeping() as session:
        session.execute(sa.delete(WebSession).where(WebSession.ends_at <= at))
        session.execute(sa.delete(Throttle).where(Throttle.window_at <= at - _THROTTLES_KEPT))
        beat = session.get(Heartbeat, SCHEDULER) or Heartbeat(name=SCHEDULER)
        beat.beat_at = at
        session.add(beat)
    return {**done, "reminders": made}


def _remove_identity_papers(day: date) -> None:
    """Remove the identity papers whose time has come: the rows say when, the content goes."""
    if not remove_expired(day):
        return
    with one_act(SCHEDULER) as act:
        gone = remove_expired(day)
        for paper in gone:
            paper.removed_at = act.at
        act.note("identity_papers_removed", papers=[paper.public_id for paper in gone])
        sha256s = [paper.sha256 for paper in gone]
    forget(sha256s)
