"""The twelve sample requests (``samples.json``) as lives: each in its organ, on its days, with what was done in between."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gov_requests.demo import wording
from gov_requests.demo.disputed import of_sample
from gov_requests.demo.district import PLACES
from gov_requests.demo.lives import Life, Staff
from gov_requests.intake.actions import Registration
from gov_requests.statute.calendar import Calendar

SAMPLES = Path(__file__).with_name("samples.json")
#: How the samples name the ways of delivery that count (国办公开办函〔2016〕235号).
_METHODS = {"direct": "in_person", "ems": "ems"}
#: What was done when, where the sample tells it: act → day. The rest follows from the days of receipt and reply.
_TOLD: dict[str, dict[str, str]] = {
    "S01": {"assign": "2026-09-15", "search": "2026-09-22", "draft": "2026-09-22", "secrecy": "2026-09-22"},
    "S02": {"search": "2026-10-12", "draft": "2026-10-13"},
    "S04": {"search": "2026-11-05"},
    "S11": {"search": "2026-03-27"},
    "S12": {"assign": "2026-11-23"},
}
_PAPERS = {
    "S01": ("老旧小区综合整治项目实施方案的批复", "老旧小区综合整治项目财政资金安排文件"),
    "S02": ("行政处罚决定书（已隐去身份证号码）",),
}
_TERMS = {
    "S01": "虚构里小区、综合整治",
    "S02": "虚构小馆、行政处罚",
    "S03": "技术改造、虚构精密仪器公司",
    "S04": "背街小巷、投入产出",
    "S06": "虚构胡同9号、权属来源",
    "S07": "虚构园、停车费",
    "S09": "虚构小馆、询问笔录",
    "S10": "虚构公园、专题会议纪要",
    "S11": "虚构东里、拆迁许可证",
}
_WITHHELD = {
    "S02": (
        {
            "part": "处罚决定书中的自然人身份证号码",
            "ground": "third_party_rights",
            "reason": "属于个人隐私，公开会对第三方合法权益造成损害。",
        },
        {
            "part": "现场检查照片、询问笔录",
            "ground": "enforcement_file",
            "reason": "属于行政执法案卷信息，公开会影响调查取证，且没有法律、法规、规章规定应当公开。",
        },
    )
}
#: Where a search was made, where the sample has no log of searches in vain.
_SEARCHED = ("业务科室档案柜：检索到相关文件。",)


def samples() -> list[dict[str, Any]]:
    """Return the samples as they are shipped."""
    found: list[dict[str, Any]] = json.loads(SAMPLES.read_text(encoding="utf-8"))["samples"]
    return found


def sample_lives(staffs: Mapping[str, Staff], calendar: Calendar) -> Iterator[Life]:
    """Return the samples' lives."""
    for sample in samples():
        yield _life(sample, staffs[organ_of(sample["handling_unit"])], calendar)


def organ_of(unit: str) -> str:
    """Return the code of the organ that a sample's ``handling_unit`` means."""
    for place in PLACES:
        if any(unit.startswith(name) for name in place.units):
            return place.code
    raise LookupError(f"no organ of the demo is called {unit}")


def _life(sample: Mapping[str, Any], staff: Staff, calendar: Calendar) -> Life:
    received, *others = sample["facts"]
    kind = sample["reply_kind"] or "disclosed"
    name = sample["id"]
    life = Life(staff, _entry(sample, received), kind=kind, terms=_TERMS.get(name, ""), papers=_PAPERS.get(name, ()))
    if received["channel"] != "oral":
        life.enclosed = ("政府信息公开申请表",)
    told = {act: date.fromisoformat(day) for act, day in _TOLD.get(name, {}).items()}
    arrived = date.fromisoformat(received["on"])
    life.then(arrived, "register")
    assigned = told.get("assign") or calendar.add(arrived, 1)
    life.then(assigned, "assign")
    searched = told.get("search") or calendar.add(assigned, 2)
    if sample["reply_kind"] and others[0]["kind"] != "correction_requested":
        _search(life, sample, searched)
    _follow(life, sample, others, told, calendar)
    of_sample(life, sample, calendar)
    life.steps.sort(key=lambda step: step.day)
    return life


def _entry(sample: Mapping[str, Any], received: Mapping[str, Any]) -> Registration:
    who = {name: value or "" for name, value in sample["applicant"].items()}
    confirmed = received.get("confirmed_on")
    return Registration(
        channel=received["channel"],
        arrived_on=date.fromisoformat(received["on"]),
        confirmed_on=date.fromisoformat(confirmed) if confirmed else None,
        tracking_number=wording.tracking_number(int(sample["id"][1:])) if sample["channel"] == "ems" else "",
        kind=who["kind"],
        name=who["name"],
        id_type=who["id_type"],
        id_number=who["id_no"],
        legal_representative=who.get("legal_representative", ""),
        contact=who.get("contact", ""),
        phone=who["phone"],
        address=who["address"],
        postcode=who["postcode"],
        email=who["email"],
        title=sample["title"],
        description=sample["description"],
        medium=sample["form"],
        delivery=sample["delivery"],
    )


def _search(life: Life, sample: Mapping[str, Any], day: date) -> None:
    in_vain = sample.get("search_log")
    for line in in_vain or _SEARCHED:
        place, _, result = line.partition("：")
        life.then(day, "search", place=place, found=not in_vain, result=result)


def _follow(
    life: Life,
    sample: Mapping[str, Any],
    others: list[dict[str, Any]],
    told: Mapping[str, date],
    calendar: Calendar,
) -> None:
    for fact in others:
        on = date.fromisoformat(fact["on"])
        if fact["kind"] == "replied" and sample["reply_kind"] in wording.WRITINGS:
            _answer(life, sample, on, told, calendar)
            continue
        more = {name: value for name, value in fact.items() if name not in ("kind", "on")}
        data: dict[str, Any] = {}
        if fact["kind"] in ("replied", "abandoned"):
            data = {"reply_kind": sample["reply_kind"], "method": sample.get("serve", {}).get("method", "")}
        life.then(on, "outside", kind=fact["kind"], fact=more, **data)


def _answer(life: Life, sample: Mapping[str, Any], on: date, told: Mapping[str, date], calendar: Calendar) -> None:
    searched = life.steps[-1].day
    drafted = told.get("draft") or calendar.add(searched, 2)
    withheld = _WITHHELD.get(sample["id"])
    life.then(drafted, "draft", **({"withheld": withheld} if withheld else {}))
    life.then(drafted, "submit")
    if life.kind != "not_held":
        life.then(told.get("secrecy") or calendar.add(drafted, 1), "review", kind="secrecy")
    life.then(calendar.add(drafted, 2), "review", kind="legal")
    life.then(on, "sign")
    life.then(on, "deliver", method=_METHODS[sample["serve"]["method"]])
