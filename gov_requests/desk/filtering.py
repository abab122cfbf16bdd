"""The filters above a list: what each offers to a reader, and what is chosen."""

from typing import Any

import sqlalchemy as sa
from flask import request

from gov_requests.access import Role
from gov_requests.desk.rows import LIGHT_TITLES
from gov_requests.procedure import OPEN, STAGE_TITLES, Stage
from gov_requests.records.base import db
from gov_requests.records.list_filters import Filters
from gov_requests.records.people import Organ, Person, RoleGrant, Section
from gov_requests.records.scope import sees_all
from gov_requests.records.worklists import Worklist, order_of
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import APPLICANT_KINDS, CHANNELS

#: Name → title, in the order of the form: at once visible, and 更多条件.
FIRST = {"organ": "承办单位", "stage": "环节", "light": "灯", "channel": "收到方式"}
MORE = {
    "section": "科室",
    "handler": "承办人",
    "kind": "申请人类型",
    "reply": "答复类型",
    "on_time": "是否按期",
    "correction": "补正",
    "consultation": "征求意见",
    "extension": "延期",
    "fee": "收费",
    "dispute": "复议诉讼",
}
DAYS = {
    "received_from": "收到日期起",
    "received_to": "收到日期止",
    "closed_from": "办结日期起",
    "closed_to": "办结日期止",
}
#: What says nothing about requests that are closed, and about open ones.
OPEN_ONLY = frozenset({"stage", "light"})
CLOSED_ONLY = frozenset({"reply", "on_time", "closed_from", "closed_to"})
_WORD = "内容、申请人、编号、文号、附件名称"


def asked() -> Filters:
    """Return the filters in the address or in the form that was sent."""
    given = request.values
    return Filters(**{name: given.get(name, "").strip()[:200] or None for name in Filters.__slots__})


def fields(person: Person, chosen: Worklist, filters: Filters) -> dict[str, list[dict[str, Any]]]:
    """Return the fields of the form by their place: ``first`` and ``more``; a filter that offers nothing is left out."""
    unsuited = OPEN_ONLY if chosen.closed else CLOSED_ONLY
    first, more = (
        [
            {"name": name, "label": title, "choices": offered, "value": getattr(filters, name)}
            for name, title in titles.items()
            if name not in unsuited and (offered := _choices(name, person))
        ]
        for titles in (FIRST, MORE)
    )
    word = {"name": "word", "label": _WORD, "value": filters.word, "placeholder": _WORD}
    days = [
        {"name": name, "label": title, "value": getattr(filters, name)}
        for name, title in DAYS.items()
        if name not in unsuited
    ]
    return {"first": [*first, word], "more": more, "days": days}


def told(person: Person, chosen: Worklist, filters: Filters) -> list[str]:
    """Return what a list was narrowed to, in words: what stands on paper must say what it leaves out."""
    listed = fields(person, chosen, filters)
    found = []
    for field in (*listed["first"], *listed["more"], *listed["days"]):
        if field["value"]:
            words = dict(field.get("choices", ())).get(field["value"], field["value"])
            found.append(f"{field['label']}：{words}")
    return found


def orders(chosen: Worklist, filters: Filters) -> list[tuple[str, str, bool]]:
    """Return the orders of a list: value, title, whether it is the present one."""
    usual = ("", "办结日期，最近的在前") if chosen.closed else ("", "安全期限，最近的在前")
    received = ("received", "收到日期，最近的在前" if chosen.closed else "收到日期，最早的在前")
    by_receipt = order_of(chosen, filters) == "received"
    return [(*usual, not by_receipt), (*received, by_receipt)]


def _choices(name: str, person: Person) -> list[tuple[str, str]]:
    if name == "organ":
        query = sa.select(Organ.code, Organ.name).order_by(Organ.id)
        return [(row.code, row.name) for row in db.session.execute(query)] if sees_all(person) else []
    if name == "section":
        names = sa.select(Section.name).where(Section.organ_id == person.organ_id).order_by(Section.id)
        return [] if sees_all(person) else [(one, one) for one in db.session.scalars(names)]
    if name == "handler":
        return [] if sees_all(person) else _handlers(person)
    return _FIXED[name]


def _handlers(person: Person) -> list[tuple[str, str]]:
    holds = sa.exists().where(RoleGrant.person_id == Person.id, RoleGrant.role.in_([Role.HANDLER, Role.SECTION_HEAD]))
    query = sa.select(Person.username, Person.name).where(Person.organ_id == person.organ_id, holds).order_by(Person.id)
    return [(row.username, row.name) for row in db.session.execute(query)]


_FIXED: dict[str, list[tuple[str, str]]] = {
    "stage": [(str(stage), STAGE_TITLES[stage]) for stage in Stage if stage in OPEN],
    "light": list(LIGHT_TITLES.items()),
    "channel": list(CHANNELS.items()),
    "kind": list(APPLICANT_KINDS.items()),
    "reply": [(kind.code, kind.title) for kind in REPLY_KINDS.values()],
    "on_time": [("yes", "按期"), ("no", "超期")],
    "correction": [("asked", "已告知补正"), ("made", "已收到补正"), ("waiting", "等待补正")],
    "consultation": [
        ("third_party", "征求过第三方"),
        ("co_producer", "征求过共同制作机关"),
        ("other_organ", "征求过其他机关"),
        ("answered", "已收到意见"),
        ("none", "没有征求过"),
    ],
    "extension": [("yes", "已延期"), ("no", "没有延期")],
    "fee": [("noticed", "已发收费通知"), ("paid", "已缴费"), ("waiting", "等待缴费")],
    "dispute": [
        ("any", "有复议或者诉讼"),
        ("review", "有行政复议"),
        ("court", "有行政诉讼"),
        ("pending", "有未审结的"),
        ("corrected", "有被纠正的"),
        ("none", "没有"),
    ],
}
