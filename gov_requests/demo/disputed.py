"""Disputes in the practice data: those of the samples whole, redo included, and some tens about requests around today."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from gov_requests.demo.lives import Life
from gov_requests.disputes import actions
from gov_requests.disputes.redo import open_redo
from gov_requests.records.base import db, one_act
from gov_requests.records.dispute_file import Disputefile, look_up_dispute
from gov_requests.records.guidance import GuidanceCase
from gov_requests.statute.calendar import Calendar
from gov_requests.statute.disputes import DIRECT_SUIT, RECONSIDERATION
from gov_requests.statute.outcomes import CORRECTED, OUTCOMES
from gov_requests.statute.reply_kinds import RECONSIDERATION_FIRST, REPLY_KINDS
from gov_requests.today import today

_DISTRICT_OFFICE = "区司法局"


def registers(life: Life, number: str, kind: str, *, earlier: str = "", **more: Any) -> None:
    """收到 the copy of the application or complaint."""
    body = life.staff.organ.reviewing_organ if kind == RECONSIDERATION else life.staff.organ.court
    new = {"number": number, "kind": kind, "received_on": today(), "body": body, "claimant": life.entry.name} | more
    told = actions.Told({"against": "reply"} | new, [(life.ref, None)], earlier)
    life.disputes.append(actions.register(told, by=life.staff["legal"]).dispute.id)
    enters(life, "filed", what="notice", filed_with=_DISTRICT_OFFICE)


def enters(life: Life, kind: str, **data: Any) -> None:
    """Enter a step of the latest dispute."""
    actions.take(life.disputes[-1], actions.Entry(kind, today(), data), actions.Opened(life.staff["legal"]))


def decides(life: Life, *, days_before: int = 0, **data: Any) -> None:
    """收到 the decision, which bears an earlier day, and report it."""
    day = today()
    entry = actions.Entry("decided", day - timedelta(days=days_before), data | {"delivered_on": day.isoformat()})
    file, _warned = actions.take(life.disputes[-1], entry, actions.Opened(life.staff["legal"]))
    enters(life, "filed", what="outcome", filed_with=_DISTRICT_OFFICE)
    if file.state.bucket == CORRECTED:
        enters(life, "filed", what="rectification", filed_with=_DISTRICT_OFFICE, measures="对照问题逐项整改。")


def answers_anew(life: Life, kind: str) -> None:
    """开启重新答复: what follows in the life happens to the redo."""
    case = open_redo(life.disputes[-1], actions.Opened(life.staff["head"])).case
    life.ref, life.case_id, life.kind = case.number, case.id, kind
    life.papers = ("专家论证意见",)


def learns(life: Life, **card: Any) -> None:
    """写成指导案例."""
    file: Disputefile = look_up_dispute(life.disputes[-1], life.staff["legal"])
    with one_act(life.staff["legal"]) as act:
        told = {"organ_id": file.dispute.organ_id, "dispute_id": file.dispute.id, "written_by": act.by}
        db.session.add(GuidanceCase(**told, written_at=act.at, **card))
        act.note("guidance_written", dispute=file.dispute.number, grounds=card["grounds"])


DISPUTE_ACTS: dict[str, Callable[..., None]] = {
    "dispute": registers,
    "dispute_step": enters,
    "dispute_outcome": decides,
    "redo": answers_anew,
    "guidance": learns,
}

_CARD = {
    "title": "过程性信息：未区分处理",
    "focus": "专题会议纪要所附专家论证意见是否属于过程性信息，能否公开。",
    "error": "专家论证意见已作为公开决策的依据，原答复未作区分处理，一概不予公开。",
    "holding": "过程性信息在决策作出并对外公布后，其中作为公开决策依据的部分不再具有过程性，应当区分处理后提供。",
    "articles": "第十六条第二款、第三十七条",
    "lesson": "拟不予公开前，逐份核对能否区分处理；已对外公布的依据应当提供。",
    "grounds": ["process_information", "partly_disclosed"],
    "questions": ["disclose"],
    "templates": ["D15", "D12"],
}


def of_sample(life: Life, sample: Mapping[str, Any], calendar: Calendar) -> None:
    """Plan what the sample tells of reconsideration (``review``), litigation and the redo."""
    if "review" in sample:
        _review(life, sample["review"], sample)
    if "litigation" in sample:
        _litigation(life, sample)
    if "redo" in sample:
        _redo(life, sample["redo"], calendar)


def _review(life: Life, told: Mapping[str, Any], sample: Mapping[str, Any]) -> None:
    received, redo = date.fromisoformat(told["received"]), sample["redo"]
    life.then(received, "dispute", number="虚复〔2026〕51号", kind=RECONSIDERATION, procedure=told["procedure"])
    life.then(
        date.fromisoformat(told["answered"]), "dispute_step", kind="answered", evidence="行政复议答复书\n证据目录"
    )
    decided, came = date.fromisoformat(told["decision_date"]), date.fromisoformat(redo["decision_received"])
    life.then(
        came,
        "dispute_outcome",
        days_before=(came - decided).days,
        form="decision",
        outcome="撤销",
        loss_reason="R17",
        reason=told["reason_code"],
        redo=True,
        holding="撤销原答复，责令重新答复：专家论证意见已作为公开决策依据，未区分处理。",
    )


def _litigation(life: Life, sample: Mapping[str, Any]) -> None:
    told = sample["litigation"]
    days = {entry["event"][:2]: date.fromisoformat(entry["date"]) for entry in sample["timeline"]}
    received, answered, judged = date.fromisoformat(told["received"]), days["提交"], days["一审"]
    life.then(received, "dispute", number="（2026）虚01行初29号", kind=DIRECT_SUIT, procedure="ordinary")
    life.then(answered, "dispute_step", kind="answered", evidence="答辩状\n检索记录三份\n送达凭证")
    life.then(judged, "dispute_step", kind="hearing_held", head="attended", head_post="分管副局长")
    life.then(
        judged,
        "dispute_outcome",
        form="judgment",
        outcome="驳回诉讼请求",
        holding="被告已尽合理检索义务，驳回原告的诉讼请求。",
    )


def _redo(life: Life, told: Mapping[str, Any], calendar: Calendar) -> None:
    came, replied = date.fromisoformat(told["decision_received"]), date.fromisoformat(told["replied"])
    life.then(came, "redo", kind=told["reply_kind"])
    life.then(came, "guidance", **_CARD)
    life.then(calendar.add(came, 1), "assign", note="按复议决定重新答复，注意区分处理。")
    life.then(
        calendar.add(came, 3), "search", place="业务科室档案柜", found=True, result="检索到会议纪要和专家论证意见。"
    )
    life.then(calendar.add(came, 6), "draft")
    life.then(calendar.add(came, 6), "submit")
    life.then(calendar.add(came, 8), "review", kind="secrecy")
    life.then(calendar.add(came, 9), "review", kind="legal")
    life.then(replied, "sign")
    life.then(replied, "deliver", method="ems")


class Pattern(NamedTuple):
    """How a dispute around today goes: its words, and after how many working days it is received, answered and decided."""

    outcome: str | None
    reason: str = ""
    received: int = 3
    answered: int | None = 3
    decided: int = 14
    court: bool = False
    self_corrected: bool = False


#: One row a dispute, in turn; an outcome that has not come yet by today is simply pending.
PATTERNS = (
    Pattern("维持"),
    Pattern("撤销", "R17"),
    Pattern("驳回诉讼请求", court=True, answered=6),
    Pattern("维持", answered=5),
    Pattern("确认违法", "R01", decided=12),
    Pattern(None, received=2, answered=None),
    Pattern("撤回", self_corrected=True),
    Pattern("维持", received=5),
    Pattern("撤销", "R15", court=True, answered=8),
    Pattern("驳回复议请求"),
    Pattern("终止", decided=8),
    Pattern("责令履行", "R23", decided=16),
    Pattern("驳回起诉", court=True, decided=10),
)
#: Every so many answered requests is disputed.
_EVERY = 2


def with_disputes(lives: Iterable[Life], calendar: Calendar) -> Iterator[Life]:
    """Return the lives, with disputes planned about some of those that have been answered."""
    answered = 0
    for life in lives:
        last = life.steps[-1]
        if last.act == "deliver" or last.details.get("kind") == "replied":
            answered += 1
            if answered % _EVERY == 1:
                nth = answered // _EVERY
                _plan(life, PATTERNS[nth % len(PATTERNS)], nth + 1, last.day, calendar)
        yield life


def _plan(life: Life, pattern: Pattern, number: int, replied: date, calendar: Calendar) -> None:
    court = pattern.court and REPLY_KINDS[life.kind].route != RECONSIDERATION_FIRST
    received = calendar.add(replied, pattern.received)
    procedure = "ordinary" if court or number % 3 == 0 else "simplified"
    name = f"（{received.year}）虚01行初{100 + number}号" if court else f"虚复〔{received.year}〕{100 + number}号"
    life.then(received, "dispute", number=name, kind=DIRECT_SUIT if court else RECONSIDERATION, procedure=procedure)
    if pattern.answered is not None:
        life.then(
            calendar.add(received, pattern.answered), "dispute_step", kind="answered", evidence="答复书\n证据目录"
        )
    outcome = _outcome(pattern, court=court)
    if outcome is None:
        return
    data: dict[str, Any] = {"form": "judgment" if court else "decision", "outcome": outcome}
    if pattern.reason:
        data |= {"loss_reason": pattern.reason, "reason": "见决定（判决）理由部分。"}
    if pattern.self_corrected:
        data["self_corrected"] = True
    life.then(calendar.add(received, pattern.decided), "dispute_outcome", days_before=1, **data)


def _outcome(pattern: Pattern, *, court: bool) -> str | None:
    """Return the pattern's word where this instance can give it, else one of the same bucket that it can."""
    if pattern.outcome is None:
        return None
    instance = "first" if court else "review"
    row = OUTCOMES[pattern.outcome]
    if instance in row.instances:
        return pattern.outcome
    return next(word for word, other in OUTCOMES.items() if other.bucket == row.bucket and instance in other.instances)
