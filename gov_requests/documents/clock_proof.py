"""期限计算书: how a request's due day comes about, as data: fit to be put before a court, and to be recounted by whoever doubts it.

Facts with what proves them, the rules with article and law, the calendar's notices with number and hash, every day with its verdict,
both readings and what separates them. ``digest`` is the SHA-256 of all the rest, and stands in the PDF too.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gov_requests.records.attachments import IDENTITY
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Attachment, Letter
from gov_requests.records.projection import standing
from gov_requests.records.ranges import range_of
from gov_requests.statute.clock import Clock
from gov_requests.statute.due_range import Between
from gov_requests.statute.facts import KINDS
from gov_requests.statute.provisions import (
    FEE_RULES,
    FEES_IN_FORCE,
    NEW_IN_FORCE,
    OLD_IN_FORCE,
    REGULATIONS,
    REGULATIONS_2008,
    SWITCHES,
)
from gov_requests.statute.reading import Reading
from gov_requests.today import SHANGHAI
from gov_requests.workdays.arrangement import content_hash
from gov_requests.workdays.shelf import show
from gov_requests.workdays.statutory import act_for

FORM = "期限计算书/1"
_DAY = timedelta(days=1)
Row = dict[str, Any]


def clock_proof(file: Casefile, *, as_of: date, made_at: datetime, made_by: str) -> Row:
    """Return the proof of a request's dates as of a day, in the form that is written as JSON."""
    clock = file.clock(as_of)
    proof = {
        "form": FORM,
        "organ": file.case.organ.name,
        "number": file.case.number,
        "title": file.case.title,
        "applicant": file.case.applicant.name,
        "as_of": as_of.isoformat(),
        "made_at": made_at.isoformat(timespec="seconds"),
        "made_by": made_by,
        "conclusion": _conclusion(clock, file),
        "facts": _facts(file),
        "rules": _rules(clock),
        "steps": list(clock.steps),
        "readings": [
            _reading(clock.statutory, clock.due_on, as_of),
            _reading(clock.safe, clock.own_safe_due_on, as_of),
        ],
        "separates": _separates(clock, as_of),
        "calendar": _calendar(clock),
        "days": _days(clock, as_of),
        "assumptions": [
            {"name": row.name, "mark": row.mark, "since": row.since.isoformat(), "on": row.value, "text": row.note}
            for row in SWITCHES
        ],
    }
    return proof | {"digest": digest_of(proof)}


def digest_of(proof: Row) -> str:
    """Return the SHA-256 of a proof without its own ``digest``: keys sorted, no spaces, Chinese as it is."""
    rest = {name: value for name, value in proof.items() if name != "digest"}
    return hashlib.sha256(
        json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _conclusion(clock: Clock, file: Casefile) -> Row:
    told = {name: value for name, value in clock.as_dict().items() if name != "steps"}
    moving = range_of(clock, file.facts)
    return told | {"range": moving and {"due_on": _ends(moving.due), "safe_due_on": _ends(moving.safe)}}


def _ends(between: Between | None) -> list[str] | None:
    return None if between is None else [day.isoformat() for day in between]


def _facts(file: Casefile) -> list[Row]:
    """Return each fact that the clock reads, with the journal row, letters and papers that prove it."""
    held = {entry.seq for entry in standing(file.entries)}
    letters = db.session.scalars(sa.select(Letter).where(Letter.case_id == file.case.id).order_by(Letter.id)).all()
    papers = {
        row.public_id: row
        for row in db.session.scalars(
            sa.select(Attachment).where(Attachment.case_id == file.case.id, Attachment.purpose != IDENTITY)
        )
    }
    return [
        {
            "kind": row.kind,
            "title": KINDS[row.kind].title if row.kind in KINDS else "补录日期",
            "on": _text(row.happened_on),
            "values": row.data.get("fact", {}),
            "evidence": list(_evidence(row, letters, papers)),
        }
        for row in file.journal
        if row.case_seq in held and (row.kind == "supplemented" or (row.kind in KINDS and row.happened_on is not None))
    ]


def _evidence(row: JournalRow, letters: Sequence[Letter], papers: Mapping[str, Attachment]) -> Iterator[Row]:
    yield {
        "what": "办理日志",
        "number": str(row.id),
        "title": f"{row.signature} 于 {row.recorded_at.astimezone(SHANGHAI).isoformat(sep=' ', timespec='seconds')} 记录",
        "sha256": row.hash,
    }
    told = {row.data.get("letter")} - {None}
    code = row.data.get("code")
    sent = [letter for letter in letters if letter.number in told or (not told and code and letter.code == code)]
    for letter in sent[-1:]:
        yield {"what": "文书", "number": letter.number, "title": letter.title, "sha256": letter.pdf_sha256}
    if row.data.get("tracking_number"):
        yield {"what": "邮件号码", "number": row.data["tracking_number"], "title": "", "sha256": ""}
    for public_id in row.data.get("attachments") or ():
        paper = papers.get(public_id)
        if paper is not None:
            yield {"what": "材料", "number": "", "title": paper.filename, "sha256": paper.sha256}


#: What a citation begins with, for every law but the Regulations in force, whose articles stand alone (第三十三条).
_LAWS = ((REGULATIONS_2008, OLD_IN_FORCE), (FEE_RULES, FEES_IN_FORCE))


def _rules(clock: Clock) -> list[Row]:
    """Return each article that a step names, with the law it stands in and since when that version holds."""
    return [_rule(article, clock) for article in dict.fromkeys(step["article"] for step in clock.steps)]


def _rule(article: str, clock: Clock) -> Row:
    act = act_for((clock.last_due_on or clock.as_of).year)
    law, number, since = article, act.decree, date(act.since, 1, 1)
    if article.startswith("第"):
        law, number, since = f"《{REGULATIONS.title}》", REGULATIONS.number, NEW_IN_FORCE
    for other, in_force in _LAWS:
        if article.startswith(other.prefix):
            law, number, since = f"《{other.title}》", other.number, in_force
    return {"article": article, "law": law, "number": number, "in_force_since": since.isoformat()}


def _reading(reading: Reading, due_on: date | None, as_of: date) -> Row:
    return {
        "reading": "safe" if reading.safe else "statutory",
        "received_on": reading.receipt.isoformat(),
        "start": reading.start.isoformat(),
        "workdays": reading.workdays,
        "pauses": [{"from": (begin + _DAY).isoformat(), "upto": _text(end)} for begin, end in reading.pauses(as_of)],
        "due_on": _text(due_on),
    }


def _separates(clock: Clock, as_of: date) -> list[str]:
    """Say in sentences what the two readings see otherwise."""
    if clock.safe is clock.statutory:
        return ["两种期限没有分歧：没有需要确认的收到日期、征求意见或者逾期的补正告知。"]
    statutory, safe, found = clock.statutory, clock.safe, []
    if statutory.receipt != safe.receipt:
        found.append(f"收到申请之日：法定期限为确认之日 {statutory.receipt}，安全期限为到达之日 {safe.receipt}。")
    if statutory.pauses(as_of) != safe.pauses(as_of):
        found.append(
            "征求意见：法定期限自发出次日起扣除，安全期限自送达次日起扣除；没有意见的，安全期限视为当日已收到意见。"
        )
    if statutory.start != safe.start:
        found.append(f"起算之日：法定期限 {statutory.start}，安全期限 {safe.start}。")
    if statutory.workdays != safe.workdays:
        found.append(f"长度：法定期限 {statutory.workdays} 个工作日，安全期限 {safe.workdays} 个工作日。")
    if (statutory.awaiting is None) != (safe.awaiting is None):
        found.append("等待补正或者缴费：只有一种算法认为期限已停止计算。")
    if not found:
        found.append("两种期限的算法不同，就本申请得出的各项相同。")
    return [*found, *_difference(clock)]


def _difference(clock: Clock) -> list[str]:
    due, own = clock.due_on, clock.own_safe_due_on
    if due is None or own is None or due == own:
        return ["两种期限的届满日相同。"] if due == own else []
    days = calendar().count(min(due, own), max(due, own))
    return [f"届满日：法定期限 {due}，安全期限 {own}，相差 {days} 个工作日。"]


def _calendar(clock: Clock) -> list[Row]:
    """Return the notice that holds for each year that the days reach into, with its number, its hash and all its days."""
    days, last = calendar(), clock.last_due_on or clock.as_of
    found = []
    for year in range(min(clock.statutory.start, clock.safe.start).year, last.year + 1):
        held = days.arrangements.get(year)
        if held is None:
            found.append(show(year) | {"notice": "", "sha256": ""})
        else:
            found.append(held.as_dict() | {"notice": held.notice, "sha256": held.sha256 or content_hash(held)})
    return found


def _days(clock: Clock, as_of: date) -> list[Row]:
    """Return every day from the earlier start to the later due day (or ``as_of``) with its verdict and its count in each reading."""
    readings, days = (clock.statutory, clock.safe), calendar()
    spans = [reading.pauses(as_of) for reading in readings]
    dues, counts, rows = (clock.due_on, clock.own_safe_due_on), [0, 0], []
    here, last = min(reading.start for reading in readings), clock.last_due_on or as_of
    while here < last:
        here += _DAY
        kind, name = days.verdict(here)
        row: Row = {
            "on": here.isoformat(),
            "weekday": "一二三四五六日"[here.weekday()],
            "verdict": kind,
            "name": name or "",
        }
        for at, title in enumerate(("statutory", "safe")):
            due = dues[at]
            counted = days.is_workday(here) and here > readings[at].start and (due is None or here <= due)
            stopped = counted and any(begin < here and (end is None or here <= end) for begin, end in spans[at])
            counts[at] += counted and not stopped
            row[title] = "停计" if stopped else counts[at] if counted else None
        rows.append(row | {"settled": days.is_settled(here)})
    return rows
