"""How disputes read on pages: their steps in the trail, what is owed, lights. Used by the disputes' room and the case page alike."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from gov_requests.lights import Colour, Light, light_of
from gov_requests.records.base import db
from gov_requests.records.calendar import calendar
from gov_requests.records.dispute_papers import PURPOSES
from gov_requests.records.dispute_terms import FILINGS
from gov_requests.records.disputes import DisputeStep
from gov_requests.records.people import Person
from gov_requests.statute.disputes import AGAINST, PROCEDURES
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import BUCKETS, INSTANCES, UPHELD
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import DISPUTE_STEPS
from gov_requests.web.case_head import thresholds
from gov_requests.web.filters import SHANGHAI, month_day

Data = Mapping[str, Any]
#: What the organ owes next (``due_kind``).
DUTIES = {
    "answer": "提交答复（答辩）和证据",
    "hearing": "开庭、听证",
    "redo": "重新答复",
    "performance": "履行",
    **{f"filing_{key}": f"报备：{title}" for key, title in FILINGS.items()},
}
BUCKET_TAGS = {"upheld": "ok", "corrected": "bad", "other": "", "pending": "a"}


def ground_title(ground: str | None) -> str:
    """Return what an attacked answer's ground is called: the kind of reply, or what was attacked instead."""
    if ground is None:
        return "未载明"
    return REPLY_KINDS[ground].title if ground in REPLY_KINDS else AGAINST.get(ground, ground)


def bucket_title(bucket: str) -> str:
    """结果维持、结果纠正、其他结果、尚未审结."""
    return BUCKETS.get(bucket, BUCKETS[UPHELD])  # type: ignore[call-overload]


def duty_light(due_on: date | None, day: date) -> Light | None:
    """Return the light of what is owed by a day; None where nothing is owed."""
    if due_on is None:
        return None
    days = calendar()
    left = days.count(day, due_on) if due_on >= day else min(-1, -days.count(due_on, day))
    return light_of(state="running", remaining=left, thresholds=thresholds())


def done_light(due_on: date, done_on: date) -> Light:
    """Return the light of what was done: in time, or not."""
    return Light(Colour.CLOSED, "按期" if done_on <= due_on else "逾期")


def _decided(data: Data) -> str:
    told = f"：{data['outcome']}" if data.get("outcome") else ""
    if data.get("loss_reason") in LOSS_REASONS:
        told += f"，{LOSS_REASONS[data['loss_reason']].title}"
    if data.get("redo"):
        told += "，责令重新答复"
    return told + ("，撤回前已自行改正" if data.get("self_corrected") else "")


def _hearing(data: Data) -> str:
    if data.get("head") == "attended":
        return f"，负责人出庭{'（' + data['head_post'] + '）' if data.get('head_post') else ''}"
    return f"，负责人未出庭{'：' + data['reason'] if data.get('reason') else ''}"


_AMENDED: dict[str, str] = {
    "number": "案件编号",
    "received_on": "收到日期",
    "filed_on": "申请（起诉）日期",
    "body": "复议机关或法院",
    "claimant": "申请人",
    "third_party": "第三人",
    "note": "备注",
}

_RESTS: dict[str, Callable[[Data], str]] = {
    "answered": lambda data: f"：{data['evidence'].splitlines()[0]}" if data.get("evidence") else "",
    "agent_named": lambda data: f"：{data.get('agent', '')} {data.get('firm', '')}".rstrip(),
    "procedure_changed": lambda data: f"为{PROCEDURES[data['procedure']]}程序",
    "hearing_called": lambda data: f"，{data['on']} {data.get('place', '')}".rstrip(),
    "hearing_held": _hearing,
    "decided": _decided,
    "appealed": lambda data: f"，{INSTANCES[data['instance']]} {data.get('number', '')}".rstrip(),
    "redo_opened": lambda data: f"，{data['number']}",
    "performed": lambda data: f"：{data['how']}",
    "filed": lambda data: f"（{FILINGS[data['what']]}）至{data.get('filed_with', '')}",
    "paper_added": lambda data: f"（{PURPOSES[data['purpose']]}）：{'、'.join(row['name'] for row in data['papers'])}",
    "note_added": lambda data: f"：{data['text']}",
    "voided": lambda data: f"（第 {data['seq']} 条）：{data['reason']}",
    "amended": lambda data: "：" + "、".join(_AMENDED.get(name, name) for name in data["changed"]),
}


def trail_entries(rows: Iterable[DisputeStep], title: str = "") -> list[dict[str, Any]]:
    """Return steps as ``components/trail.html`` reads them, newest first; ``title`` stands in front (the dispute's number)."""
    listed = list(rows)
    voided = {row.data["seq"]: row.data["reason"] for row in listed if row.kind == "voided"}
    names = _people({row.recorded_by for row in listed if row.recorded_by})
    return [_entry(row, title, voided.get(row.seq), names) for row in reversed(listed)]


def _entry(row: DisputeStep, title: str, voided: str | None, names: Mapping[int, str]) -> dict[str, Any]:
    recorded = row.recorded_at.astimezone(SHANGHAI)
    legal = row.happened_on is not None and row.happened_on != recorded.date()
    day = row.happened_on or recorded.date()
    rest = _RESTS.get(row.kind)
    return {
        "when": f"{day:%Y-%m-%d}" if legal and day.year != recorded.year else month_day(day),
        "iso": day.isoformat(),
        "kind": "key" if row.kind in ("registered", "decided", "appealed") else "",
        "fact": f"{title}{DISPUTE_STEPS[row.kind]}",
        "rest": rest(row.data) if rest else "",
        "who": f"第 {row.seq} 条　{names.get(row.recorded_by or 0, '导入')}",
        "article": "",
        "recorded": recorded.strftime("%Y-%m-%d") if legal else None,
        "voided": voided,
    }


def _people(ids: set[int]) -> dict[int, str]:
    return dict(db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(ids))).all())
