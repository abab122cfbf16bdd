"""How each thing that a reading judged is told in the proof: one row a rule, its article and its sentence."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from gov_requests.statute.facts import Extended, Fact, OpinionSought
from gov_requests.statute.provisions import FEE_ARTICLE, Article, Regulations
from gov_requests.statute.wording import SOURCE_TITLES, day_text

Values = dict[str, Any]


def _fee(_: Regulations) -> Article:
    return FEE_ARTICLE


_CORRECTION: Callable[[Regulations], Article] = attrgetter("correction_article")
_EXTENSION: Callable[[Regulations], Article] = attrgetter("extension_article")
_REPLY: Callable[[Regulations], Article] = attrgetter("reply_article")
_PAUSE: Callable[[Regulations], Article] = attrgetter("pause_article")


def _correction_requested(fact: Fact, values: Values, _: Regulations) -> str:
    last = values["last"]
    within = f"（最迟应于{day_text(last)}作出）" if last else ""
    return f"{day_text(fact.on)}告知补正{within}：期限自当日停止计算，收到补正后重新计算。"


def _correction_late(fact: Fact, values: Values, regulations: Regulations) -> str:
    return (
        f"{day_text(fact.on)}的补正告知晚于收到后第{regulations.correction_notice_workdays}个工作日（{day_text(values['last'])}）："
        f"法定期限仍重新计算，安全期限不因此重新计算。"
    )


def _after_due(fact: Fact, values: Values, _: Regulations) -> str:
    return f"{day_text(fact.on)}的{fact.title}晚于当时的届满日{day_text(values['due'])}：不发生效力，应在届满日及以前作出。"


def _while_awaiting(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}的{fact.title}作出时已在等待补正或缴费：不发生效力。"


def _repeated(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}再次告知补正：补正应一次性告知，第二次不发生效力。"


def _fee_noticed(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}发出收费通知：期限自当日停止计算，缴费后重新计算。"


def _restarted(fact: Fact, values: Values, _: Regulations) -> str:
    start = values["start"]
    since = "当日不计入" if start == fact.on else f"仍自{day_text(start)}起算"
    return f"{day_text(fact.on)}{fact.title}：期限重新计算，{since}；此前的延期不再计入。"


def _unasked(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}{fact.title}，但没有在等待：不影响期限。"


def _payment_late(fact: Fact, values: Values, regulations: Regulations) -> str:
    return f"{day_text(fact.on)}缴费，晚于通知后第{regulations.fee_payment_workdays}个工作日（{day_text(values['last'])}）：仍重新计算。"


def _extended(fact: Fact, values: Values, _: Regulations) -> str:
    assert isinstance(fact, Extended)  # noqa: S101 — the rule belongs to this fact
    approved = day_text(fact.approved_on) if fact.approved_on else ""
    due = f"，在当时的届满日{day_text(values['due'])}及以前" if values["due"] else ""
    return f"{approved}经政府信息公开工作机构负责人同意，{day_text(fact.on)}告知申请人延长{fact.workdays}个工作日{due}：有效。"


_AGAINST_EXTENSION: dict[str, Callable[[Extended, Values, Regulations], str]] = {
    "awaiting": lambda _, __, ___: "等待补正或缴费期间不能延期，应在期限重新计算后告知",
    "second": lambda _, __, ___: "本次期限已经延长过，只可延长一次",
    "length": lambda fact, _, law: f"延长{fact.workdays}个工作日，应为1至{law.extension_workdays}个工作日",
    "consent": lambda _, __, ___: "没有负责人同意的记录，或同意晚于告知；应先经政府信息公开工作机构负责人同意",
    "before_start": lambda _, __, ___: "告知早于期限起算之日",
    "after_due": lambda _, values, __: f"告知晚于当时的届满日{day_text(values['due'])}，应在届满日及以前告知",
}


def _extension_invalid(fact: Fact, values: Values, regulations: Regulations) -> str:
    assert isinstance(fact, Extended)  # noqa: S101 — the rule belongs to this fact
    because = _AGAINST_EXTENSION[values["because"]](fact, values, regulations)
    return f"{day_text(fact.on)}的延期不发生效力：{because}。"


def _without_pause(fact: Fact, _: Values, __: Regulations) -> str:
    assert isinstance(fact, OpinionSought)  # noqa: S101 — the rule belongs to this fact
    return f"{day_text(fact.on)}向{SOURCE_TITLES[fact.source]}征求意见（{fact.ref}）：原条例只扣除征求第三方意见的时间，不影响期限。"


def _closed(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}{fact.title}，申请办结；尚未终止的征求意见期间至当日为止。"


def _after_closing(fact: Fact, _: Values, __: Regulations) -> str:
    return f"{day_text(fact.on)}的{fact.title}在办结之后：不再读取。"


class Rule(NamedTuple):
    """A row: whose article, and the sentence."""

    article: Callable[[Regulations], Article]
    text: Callable[[Fact, Values, Regulations], str]


RULES: dict[str, Rule] = {
    "correction_requested": Rule(_CORRECTION, _correction_requested),
    "correction_notice_late": Rule(_CORRECTION, _correction_late),
    "correction_repeated": Rule(_CORRECTION, _repeated),
    "correction_unasked": Rule(_CORRECTION, _unasked),
    "fee_noticed": Rule(_fee, _fee_noticed),
    "payment_unasked": Rule(_fee, _unasked),
    "payment_late": Rule(_fee, _payment_late),
    "corrected": Rule(_CORRECTION, _restarted),
    "fee_paid": Rule(_fee, _restarted),
    "notice_after_due": Rule(_REPLY, _after_due),
    "notice_while_awaiting": Rule(_REPLY, _while_awaiting),
    "opinion_without_pause": Rule(_PAUSE, _without_pause),
    "extended": Rule(_EXTENSION, _extended),
    "extension_invalid": Rule(_EXTENSION, _extension_invalid),
    "closed": Rule(_REPLY, _closed),
    "fact_after_closing": Rule(_REPLY, _after_closing),
}


def judgment(rule: str, fact: Fact, values: Values, regulations: Regulations) -> tuple[str, str]:
    """Return the article and the sentence of one thing judged."""
    row = RULES[rule]
    return row.article(regulations).text, row.text(fact, values, regulations)
