"""The dispute page's parts: clocks, answers that are attacked, what may be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from gov_requests.access import Action
from gov_requests.disputes import redo
from gov_requests.disputes.queries import redo_states
from gov_requests.disputes.steps import STEPS
from gov_requests.lights import Light
from gov_requests.records.calendar import calendar
from gov_requests.records.dispute_file import Disputefile, base_of
from gov_requests.records.dispute_fold import Duty, answer_due, filings, redo_due
from gov_requests.records.dispute_terms import FILINGS, terms
from gov_requests.records.people import Person
from gov_requests.records.ranges import period_range
from gov_requests.records.scope import case_ref
from gov_requests.records.standing_in import granted
from gov_requests.statute.disputes import (
    NO_EVIDENCE,
    REDO_ARTICLE,
    answer_period,
    decision_period,
    is_court,
    window_after,
)
from gov_requests.statute.due_range import Between
from gov_requests.statute.outcomes import REVIEW
from gov_requests.statute.periods import PERIODS
from gov_requests.web.dispute_words import done_light, duty_light

UNITS = {"working_day": "个工作日", "natural_day": "日", "month": "个月"}


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One period of a dispute: what, from when, how long, until when, by which article, how it stands."""

    title: str
    since: str
    length: str
    due_on: date | None
    article: str
    provisional: bool = False
    light: Light | None = None
    consequence: str = ""
    #: In which range a provisional day can still move.
    between: Between | None = None


def clocks(file: Disputefile, day: date) -> list[ClockRow]:
    """Return the periods that run, or ran, in the latest instance."""
    rows = [_answer(file, day), _decision(file), _window(file, day), _redo(file, day), *_filings(file, day)]
    return [row for row in rows if row is not None]


def _length(name: str, on: date) -> tuple[str, str]:
    period = PERIODS[name]
    return f"{period.terms.on(on)}{UNITS[period.unit]}", period.terms.article_on(on).text


def _answer(file: Disputefile, day: date) -> ClockRow | None:
    now = file.course.now
    due = answer_due(now, calendar())
    if due is None:
        return None
    name = answer_period(now.name, now.procedure)
    length, article = ("通知书载明", "") if now.answer_due_on or name is None else _length(name, now.received_on)
    done = done_light(due.due_on, now.answered_on) if now.answered_on else None
    light = done or (duty_light(due.due_on, day) if now.decided is None else None)
    consequence = f"逾期视为没有证据、依据。{NO_EVIDENCE[is_court(now.name)].text}"
    return ClockRow(
        "答复举证" if now.name == REVIEW else "答辩举证",
        f"{now.received_on} 收到",
        length,
        due.due_on,
        article,
        due.provisional,
        light,
        consequence,
        period_range(name, now.received_on) if due.provisional and name else None,
    )


def _decision(file: Disputefile) -> ClockRow | None:
    due = file.state.decision_due_on
    if due is None:
        return None
    now = file.course.now
    name = decision_period(now.name, now.procedure)
    if name is None:
        return None
    length, article = _length(name, now.received_on)
    whose, since = ("法院", "立案、收到上诉状") if is_court(now.name) else ("复议机关", "受理")
    between = period_range(name, now.received_on)
    return ClockRow(
        f"{PERIODS[name].title.partition('（')[0]}（{whose}）",
        f"{now.received_on} 收到",
        length,
        due,
        article,
        between is not None,
        consequence=f"自{since}之日起算，据收到之日推算",
        between=between,
    )


def _window(file: Disputefile, day: date) -> ClockRow | None:
    decided, until = file.course.now.decided, file.state.attackable_until
    name = window_after(file.course.now.name, ruling=bool(decided and decided.data.get("form") == "ruling"))
    if decided is None or until is None or name is None:
        return None
    since = date.fromisoformat(decided.data["delivered_on"])
    length, article = _length(name, since)
    words = "结果尚可被起诉、上诉" if until >= day else "期限已过"
    between = period_range(name, since)
    moves = between is not None
    return ClockRow(
        PERIODS[name].title, f"{since} 收到", length, until, article, moves, consequence=words, between=between
    )


def _redo(file: Disputefile, day: date) -> ClockRow | None:
    due = redo_due(file.course, calendar())
    if due is None:
        return None
    opened = not file.course.redo_open(len(file.links)) or file.course.performed
    told = file.course.now.decided is not None and "redo_due_on" in file.course.now.decided.data
    length = "决定书另定" if told else _length("reply", redo.ordered_on(file))[0]
    return ClockRow(
        "重新答复",
        f"{redo.ordered_on(file)} 收到",
        length,
        due.due_on,
        f"{REDO_ARTICLE.text}、第三十三条第二款",
        due.provisional,
        None if opened else duty_light(due.due_on, day),
        "已开启，见关联申请" if opened else "",
        period_range("reply", redo.ordered_on(file)) if due.provisional and not told else None,
    )


def _filings(file: Disputefile, day: date) -> list[ClockRow]:
    held = terms()
    words = "默认值，非法定" if held.filing.default else "本区设定"
    owed: list[Duty] = sorted(filings(base_of(file.dispute), file.course, held, calendar()))
    return [
        ClockRow(f"报备：{FILINGS[row.kind]}", "", words, row.due_on, "", light=duty_light(row.due_on, day))
        for row in owed
    ]


def attacked(file: Disputefile, person: Person) -> list[dict[str, Any]]:
    """Return the answers that the dispute is about, each with its address where the reader sees the request."""
    return [
        {
            "number": link.case.number,
            "title": link.case.title,
            "url": url_for("cases.show", ref=case_ref(link.case.number, file.dispute.organ.code, person)),
            "items": link.items,
            "ground": link.ground,
            "channel": link.channel,
            "letter_id": link.letter_id,
        }
        for link in file.links
    ]


def redos_shown(file: Disputefile, person: Person, day: date) -> list[dict[str, Any]]:
    """Return the requests that answer anew, each with its light, in the order in which they were opened."""
    return [
        {
            "number": case.number,
            "url": url_for("cases.show", ref=case_ref(case.number, file.dispute.organ.code, person)),
            "safe_due_on": state.safe_due_on,
            "closed_on": state.closed_on,
            "reply_kind": state.reply_kind,
            "light": duty_light(state.safe_due_on, day) if state.closed_on is None else None,
        }
        for case, state in redo_states(file.course.redos)
    ]


def moves(file: Disputefile, person: Person) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what this person may do now, the owed one first, and the rest with its reason."""
    if not granted(person, Action.HANDLE_DISPUTE) or file.dispute.organ_id != person.organ_id:
        return [], []
    allowed, refused = [], []
    for row in STEPS:
        sentence = row.not_now(file.course)
        if sentence is None:
            url = url_for("disputes.step", dispute_id=file.dispute.id, slug=row.slug)
            allowed.append({"label": row.title, "url": url, "kind": row.kind})
        else:
            refused.append({"name": row.title, "sentence": sentence})
    why = redo.why_not(file)
    if why is None:
        allowed.insert(
            0, {"label": "开启重新答复", "url": url_for("disputes.redo", dispute_id=file.dispute.id), "kind": "redo"}
        )
    elif file.state.redo_due_on is not None:
        refused.append({"name": "开启重新答复", "sentence": why})
    for label, endpoint, kind in _PAGES:
        if kind != "guidance" or file.state.outcome is not None:
            allowed.append({"label": label, "url": url_for(endpoint, dispute_id=file.dispute.id), "kind": kind})
    decided = file.course.now.decided is not None
    return _owed_first(allowed, file.state.due_kind, decided=decided), refused


#: What is no step: label, page, kind.
_PAGES = (
    ("导出证据包", "disputes.package", "package"),
    ("添加材料", "disputes.papers", "paper_added"),
    ("写成指导案例", "disputes.write_guidance", "guidance"),
    ("更正登记内容", "disputes.amend", "amended"),
)
_BY_DUTY = {"answer": "answered", "hearing": "hearing_held", "performance": "performed", "redo": "redo"}


def _owed_first(allowed: Sequence[dict[str, Any]], duty: str | None, *, decided: bool) -> list[dict[str, Any]]:
    """Put first what is owed next; where nothing is, the outcome that is waited for, or what can be learnt from it."""
    wanted = "filed" if duty and duty.startswith("filing_") else _BY_DUTY.get(duty or "")
    order = {wanted: 0, "answered": 1, "package": 2} | ({"guidance": 1} if decided else {"decided": 3})
    return sorted(allowed, key=lambda move: order.get(move["kind"], 9))
