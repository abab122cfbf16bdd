"""The indicators (考核指标), a row each: what it divides, its definition, whether more or less of it is better, what it aims at.

House choice, no law: all of this is shown beside each number, and the district sets the targets of a year. What no request can tell
(培训完成率、文书规范率) comes out of the registers that supervision keeps, and says so.
"""

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from gov_requests.oversight import counting
from gov_requests.oversight.counting import Counting, Criterion, Span, closed_in, of_disputes, of_requests, with_step
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import DisputeState

#: The setting that holds the targets: year → indicator → percent (or working days).
TARGETS = "indicator_targets"
PERCENT, WORKDAYS = "%", "个工作日"
About = Literal["requests", "disputes", "trainings"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: ``about`` what rows; ``aim``: whether more or less of it is better; ``target`` in ``unit`` by default."""

    key: str
    title: str
    definition: str
    about: About
    counted: Counting
    aim: Literal["high", "low"]
    target: int
    unit: str = PERCENT


def _judged(span: Span) -> Criterion:
    return sa.and_(closed_in(span), CaseState.on_time.is_not(None))


def _closed_and(holds: Criterion) -> Counting:
    return of_requests(lambda span: sa.and_(closed_in(span), holds), closed_in)


def _delivered(span: Span) -> Criterion:
    return sa.and_(closed_in(span), with_step("replied"))


def _corrected(*kinds: str) -> Counting:
    def concluded(span: Span) -> Criterion:
        return sa.and_(
            DisputeState.concluded_on.between(*span), DisputeState.counts_in_report, DisputeState.kind.in_(kinds)
        )

    return of_disputes(lambda span: sa.and_(concluded(span), DisputeState.bucket == "corrected"), concluded)


INDICATORS = (
    Indicator(
        "on_time",
        "按期答复率（法定期限）",
        "法定期限内答复的件数 ÷ 期内答复并能判断是否按期的件数",
        "requests",
        of_requests(lambda span: sa.and_(closed_in(span), CaseState.on_time.is_(True)), _judged),
        "high",
        100,
    ),
    Indicator(
        "safe_on_time",
        "按期答复率（安全期限）",
        "安全期限内答复的件数 ÷ 期内答复并能判断是否按期的件数",
        "requests",
        of_requests(lambda span: sa.and_(_judged(span), CaseState.closed_on <= CaseState.safe_due_on), _judged),
        "high",
        100,
    ),
    Indicator(
        "days_used",
        "平均用时",
        "自收到（补正后自收到补正件）次日至答复之日的工作日，扣除征求意见停计 ÷ 期内答复件数",
        "requests",
        counting.days_used,
        "low",
        20,
        WORKDAYS,
    ),
    Indicator(
        "extension",
        "延期率",
        "告知过延期的件数 ÷ 期内办结件数",
        "requests",
        _closed_and(with_step("extended")),
        "low",
        30,
    ),
    Indicator(
        "correction",
        "补正率",
        "告知过补正的件数 ÷ 期内办结件数",
        "requests",
        _closed_and(with_step("correction_requested")),
        "low",
        30,
    ),
    Indicator(
        "open",
        "公开率",
        "予以公开和部分公开的件数 ÷ 期内办结件数",
        "requests",
        _closed_and(CaseState.report_row.in_(("open", "partial"))),
        "high",
        40,
    ),
    Indicator(
        "first_delivery",
        "一次送达率",
        "邮件没有退回的件数 ÷ 期内答复件数",
        "requests",
        of_requests(lambda span: sa.and_(_delivered(span), ~with_step("mail_returned")), _delivered),
        "high",
        95,
    ),
    Indicator(
        "sound_letters",
        "文书规范率",
        "抽查的申请中最近一次抽查合格的件数 ÷ 期内抽查的件数（抽查由督办录入）",
        "requests",
        counting.sound_letters,
        "high",
        95,
    ),
    Indicator(
        "review_corrected",
        "复议纠错率",
        "结果纠正的案件 ÷ 期内审结的复议案件",
        "disputes",
        _corrected("review"),
        "low",
        10,
    ),
    Indicator(
        "suits_lost",
        "诉讼败诉率",
        "结果纠正的案件 ÷ 期内审结的诉讼案件（每案计一次，以最终生效审级为准）",
        "disputes",
        _corrected("litigation_direct", "litigation_after_review"),
        "low",
        10,
    ),
    Indicator(
        "heads_in_court",
        "负责人出庭应诉率",
        "负责人每次开庭都出庭的案件 ÷ 期内开庭审理的诉讼案件（《行政诉讼法》第三条第三款）",
        "disputes",
        counting.heads_in_court,
        "high",
        80,
    ),
    Indicator(
        "filings_in_time",
        "报备及时率",
        "期内应报备的各次都按时报备的案件 ÷ 期内有应报备事项的案件（期限为本区规定）",
        "disputes",
        counting.filings_in_time,
        "high",
        100,
    ),
    Indicator(
        "trained",
        "培训完成率",
        "实到人次 ÷ 应到人次（培训由督办录入，注明来源）",
        "trainings",
        counting.trained,
        "high",
        90,
    ),
)
BY_KEY = {one.key: one for one in INDICATORS}


def measured(one: Indicator, span: Span, organ_id: int | None, targets: dict[str, int]) -> dict[str, Any]:
    """Return an indicator as a bulletin keeps it: words, part and whole with their rows, target, ``met`` (None: nothing to divide)."""
    found = one.counted(span, organ_id)
    above, below = found.of
    target = targets.get(one.key, one.target)
    value = round((100 if one.unit == PERCENT else 1) * above / below, 1) if below else None
    met = None if value is None else value >= target if one.aim == "high" else value <= target
    return {
        "key": one.key,
        "title": one.title,
        "definition": one.definition,
        "about": one.about,
        "part": found.part,
        "whole": found.whole,
        "numbers": [above, below],
        "percent": value,
        "unit": one.unit,
        "target": target,
        "aim": one.aim,
        "met": met,
    }
