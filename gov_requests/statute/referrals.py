"""报送确定: until when must what an organ cannot decide be reported, and until when is it decided?

第十七条第三款 refers what cannot be decided to the 主管部门 or the 保密行政管理部门 and gives no term. The 实施条例 of the 保密法
gives one for matters that the law covers and no 保密事项范围 names (第二十五条): reported within 10 working days, decided within 10
working days of the report's arrival. The first day is not counted. Whether the time is excluded from the period
of the reply (第三十三条第三款: 其他机关) is disputed: it is not; the reply's clock knows nothing of referrals.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.provisions import Article, Law, Provision, Switch, article

SECRECY_REGULATIONS = Law(
    "中华人民共和国保守国家秘密法实施条例", "国务院令第786号", "《中华人民共和国保守国家秘密法实施条例》"
)
SECRECY_REGULATIONS_IN_FORCE = date(2024, 9, 1)
UNCLEAR_ARTICLE = Article(SECRECY_REGULATIONS, 25)
DISPUTED_ARTICLE = Article(SECRECY_REGULATIONS, 26)
REFERRAL_ARTICLE = article(17, 3)
REPORT_WORKDAYS = Provision("不明确事项报送期限", ((SECRECY_REGULATIONS_IN_FORCE, UNCLEAR_ARTICLE, 10),))
DECISION_WORKDAYS = Provision("不明确事项确定期限", ((SECRECY_REGULATIONS_IN_FORCE, UNCLEAR_ARTICLE, 10),))
TERM_BY_ANALOGY = Switch(
    "referral_term_by_analogy",
    "I",
    date(2026, 11, 24),
    "第十七条第三款没有规定报送和确定的期限，参照实施条例第二十五条各按10个工作日提醒；关闭后只对第二十五条的事项提醒。",
)

Step = Literal["report", "decision"]
#: The step that is being waited for → what it is called.
STEPS: dict[str, str] = {"report": "报送", "decision": "确定"}


@dataclass(frozen=True, slots=True)
class ReferralGround:
    """Why something is referred: ``own_term`` whether its article gives the term itself."""

    code: str
    title: str
    article: Article
    own_term: bool = False


GROUNDS = {
    ground.code: ground
    for ground in (
        ReferralGround("undecided", "不能确定是否可以公开", REFERRAL_ARTICLE),
        ReferralGround("unclear", "是否属于国家秘密不明确（保密事项范围没有规定）", UNCLEAR_ARTICLE, own_term=True),
        ReferralGround("disputed", "与定密机关对是否属于国家秘密有争议", DISPUTED_ARTICLE),
    )
}


@dataclass(frozen=True, slots=True)
class ReferralDue:
    """Until when which step is due, by which article; ``provisional`` (暂定): a day that decides it is not settled yet."""

    step: Step
    due_on: date
    article: str
    provisional: bool


def referral_due(
    ground: str, *, undecided_on: date, sent_on: date | None, arrived_on: date | None, calendar: Calendar
) -> ReferralDue | None:
    """Return what is due of an unanswered referral; None where the law gives no term and none is taken by analogy.

    ``undecided_on``: the day on which the organ found that it cannot decide (拟定之日), ``sent_on`` the report was sent, ``arrived_on``
    it arrived (where that is not known, ``sent_on``).
    """
    if not (GROUNDS[ground].own_term or TERM_BY_ANALOGY.value):
        return None
    step: Step = "report" if sent_on is None else "decision"
    start, term = (undecided_on, REPORT_WORKDAYS) if sent_on is None else (arrived_on or sent_on, DECISION_WORKDAYS)
    due = calendar.add(start, term.on(start))
    return ReferralDue(step, due, term.article_on(start).text, not calendar.all_settled(start, due))
