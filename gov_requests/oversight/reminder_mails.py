"""Mail of reminders (邮件提醒): a morning digest to each person, then what comes up in the day; nothing in the quiet hours, nothing lost.

A mail is a row before it is sent, and stays unsent until the server has taken it; a second try bears the same Message-ID.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from flask import current_app

from gov_requests.records.base import bookkeeping, db
from gov_requests.records.calendar import calendar
from gov_requests.records.outgoing_mail import MailNotSent, send
from gov_requests.records.reminders import Reminder, ReminderAddress, ReminderMail, add_new
from gov_requests.today import SHANGHAI, day_of

#: A mail lists so many; the rest is in the system. What is older was never meant for mail (the address came later).
LISTED, FRESH = 50, timedelta(days=45)
_AT_ONCE = 2000


def mail_reminders(at: datetime) -> int:
    """Put new reminders into mails and send what has not been sent, outside the quiet hours; return how many mails went out."""
    if not current_app.config["SMTP_HOST"] or quiet(at):
        return 0
    while rows := _unmailed(at):
        for person_id, own in groupby(rows, key=lambda row: row.person_id):
            _put_into_a_mail(person_id, list(own), at)
    return _send_all(at)


def quiet(at: datetime) -> bool:
    """Return whether nobody is to be disturbed: before and after the office's hours, and on days off."""
    there = at.astimezone(SHANGHAI)
    hours = range(current_app.config["REMINDER_FROM"], current_app.config["REMINDER_UNTIL"])
    return there.hour not in hours or not calendar().is_workday(there.date())


def _unmailed(at: datetime) -> Sequence[Any]:
    query = (
        sa.select(Reminder.id, Reminder.person_id, Reminder.text, ReminderAddress.address)
        .join(ReminderAddress, ReminderAddress.person_id == Reminder.person_id)
        .where(Reminder.mail_id.is_(None), Reminder.read_at.is_(None), Reminder.made_at > at - FRESH)
    )
    return db.session.execute(query.order_by(Reminder.person_id, Reminder.id).limit(_AT_ONCE)).all()


def _put_into_a_mail(person_id: int, rows: Sequence[Any], at: datetime) -> None:
    day = day_of(at)
    digest = f"digest:{person_id}:{day.isoformat()}"
    first = not db.session.scalar(sa.select(sa.exists().where(ReminderMail.key == digest)))
    key = digest if first else f"more:{rows[-1].id}"
    mail = {
        "key": key,
        "person_id": person_id,
        "address": rows[0].address,
        "subject": f"依申请公开提醒 {day.isoformat()}（{len(rows)} 条）",
        "text": "\n".join(_lines(rows)),
        "made_at": at,
    }
    with bookkeeping() as session:
        add_new(ReminderMail.__table__, [mail])
        mail_id = session.scalar(sa.select(ReminderMail.id).where(ReminderMail.key == key))
        session.execute(sa.update(Reminder).where(Reminder.id.in_([row.id for row in rows])).values(mail_id=mail_id))


def _lines(rows: Sequence[Any]) -> Iterator[str]:
    yield from (row.text for row in rows[:LISTED])
    if len(rows) > LISTED:
        yield f"另有 {len(rows) - LISTED} 条，请登录系统查看。"
    yield ""
    yield "本邮件由依申请公开办理系统发出，不含申请人信息。请登录系统办理。"


def _send_all(at: datetime) -> int:
    sent = 0
    for mail in _unsent():
        try:
            send(mail.subject, mail.text, [mail.address], mail.key.replace(":", "-"))
        except MailNotSent as failed:
            current_app.logger.warning("提醒邮件没有发出：%s", failed)
            break  # The server is away; the next tick tries again.
        with bookkeeping() as session:
            session.execute(sa.update(ReminderMail).where(ReminderMail.id == mail.id).values(sent_at=at))
        sent += 1
    return sent


def _unsent() -> Sequence[Any]:
    columns = (ReminderMail.id, ReminderMail.key, ReminderMail.subject, ReminderMail.text, ReminderMail.address)
    query = sa.select(*columns).where(ReminderMail.sent_at.is_(None)).order_by(ReminderMail.id).limit(_AT_ONCE)
    return db.session.execute(query).all()
