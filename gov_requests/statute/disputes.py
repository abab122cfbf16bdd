"""复议、诉讼: what kinds there are, which period runs, what the law does not allow. Pure; the periods stand in ``periods``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from gov_requests.statute.calendar import Calendar
from gov_requests.statute.outcomes import COMPLAINT, COURT, FIRST, REVIEW, SECOND
from gov_requests.statute.periods import PeriodDue, period_due
from gov_requests.statute.provisions import LITIGATION_LAW, RECONSIDERATION_LAW, Article, Law, article
from gov_requests.statute.reply_kinds import NO_RELIEF, RECONSIDERATION_FIRST, REPLY_KINDS


@dataclass(frozen=True, slots=True)
class DisputeKind:
    """A kind of dispute. ``code`` is the block of the annual report's table four (``complaint`` is in none)."""

    code: str
    title: str
    instance: str
    article: Article


RECONSIDERATION, DIRECT_SUIT, SUIT_AFTER = "review", "litigation_direct", "litigation_after_review"
KINDS: Final[Mapping[str, DisputeKind]] = MappingProxyType(
    {
        row.code: row
        for row in (
            DisputeKind(RECONSIDERATION, "行政复议", REVIEW, Article(RECONSIDERATION_LAW, 11, None, 14)),
            DisputeKind(DIRECT_SUIT, "未经复议直接起诉", FIRST, Article(LITIGATION_LAW, 46, 1)),
            DisputeKind(SUIT_AFTER, "复议后起诉", FIRST, Article(LITIGATION_LAW, 45)),
            DisputeKind(COMPLAINT, "投诉举报", COMPLAINT, article(51)),
        )
    }
)
SIMPLIFIED, ORDINARY = "simplified", "ordinary"
PROCEDURES: Final = MappingProxyType({SIMPLIFIED: "简易", ORDINARY: "普通"})
#: What is attacked (争议的行为).
REPLY, NOTICE, NO_REPLY, RELEASE, OTHER_ACT = "reply", "notice", "no_reply", "release", "other"
AGAINST: Final = MappingProxyType(
    {
        REPLY: "答复",
        NO_REPLY: "未答复（逾期不答复）",
        NOTICE: "补正、延期、收费等程序性告知",
        RELEASE: "公开侵害第三方权益",
        OTHER_ACT: "其他",
    }
)
#: The organ's place beside the reconsideration organ: a suit against both counts once, for the original organ (国办公开办函〔2016〕201号).
SOLE, ORIGINAL, REVIEWING = "sole", "original", "reviewing"
PLACES: Final = MappingProxyType(
    {SOLE: "单独被告、被申请人", ORIGINAL: "原行政机关，与复议机关作共同被告", REVIEWING: "复议机关，作共同被告"}
)

_GUIDANCE_132 = Article(
    Law("关于审理政府信息公开行政复议案件若干问题的指导意见", "国办函〔2021〕132号", "国办函〔2021〕132号"), 3
)
_FIRST_ARTICLE = Article(RECONSIDERATION_LAW, 23, 1, 4)
_WHILE_PENDING = Article(RECONSIDERATION_LAW, 29)
REDO_ARTICLE = Article(
    Law("中华人民共和国行政复议法实施条例", "国务院令第499号", "《中华人民共和国行政复议法实施条例》"), 49
)
SAME_AGAIN: Final = MappingProxyType(
    {True: Article(LITIGATION_LAW, 71), False: Article(RECONSIDERATION_LAW, 64, 2)}  # by a court; by reconsideration
)
#: What comes of answering too late: 视为没有证据、依据.
NO_EVIDENCE: Final = MappingProxyType({True: Article(LITIGATION_LAW, 34), False: Article(RECONSIDERATION_LAW, 70)})


def answer_period(instance: str, procedure: str | None) -> str | None:
    """Return the name of the period for the organ's answer; None where the law read here gives none.

    For 二审、再审 the day that the court's notice tells is entered with the appeal (``answer_due_on``); a complaint asks for what it asks.
    """
    if instance == REVIEW:
        return "respondent_answer_simplified" if procedure == SIMPLIFIED else "respondent_answer"
    return "court_answer" if instance == FIRST else None


#: Instance → the period of the ordinary and of the simplified procedure.
_DECISIONS: Final = MappingProxyType(
    {
        REVIEW: ("reconsideration_decision", "reconsideration_decision_simplified"),
        FIRST: ("first_instance_judgment", "first_instance_judgment_simplified"),
        SECOND: ("second_instance_judgment", "second_instance_judgment"),
    }
)


def decision_period(instance: str, procedure: str | None) -> str | None:
    """Return the name of the period for the decision; None where the law read here gives none (再审、投诉).

    They run from the acceptance (受理、立案), of the second instance from the court's receipt of the appeal: what the organ knows is
    the day on which its copy came, so the end is an estimate.
    """
    row = _DECISIONS.get(instance)
    return row[procedure == SIMPLIFIED] if row is not None else None


def window_after(instance: str, *, ruling: bool) -> str | None:
    """Return the period in which the result can still be attacked: suit after reconsideration, appeal; None: it is final."""
    if instance == REVIEW:
        return "suit_after_reconsideration"
    if instance == FIRST:
        return "appeal_ruling" if ruling else "appeal_judgment"
    return None


@dataclass(frozen=True, slots=True)
class Flag:
    """What the law does not allow about a dispute that came in all the same; ``defence`` is what the answer should say."""

    code: str
    article: str
    sentence: str
    defence: str


@dataclass(frozen=True, slots=True)
class Attack:
    """A dispute as the law looks at it when it comes in.

    ``reply_kinds`` of the attacked answers; ``filed_on`` the day of the claimant's paper, ``known_on`` the day of the attacked act's
    delivery (或收到复议决定之日), ``review_pending`` whether a reconsideration of the same answer is not decided yet, ``suit_pending``
    whether a court has accepted a suit about it.
    """

    kind: str
    against: str | None
    reply_kinds: Sequence[str] = ()
    filed_on: date | None = None
    known_on: date | None = None
    review_pending: bool = False
    suit_pending: bool = False


#: Which period the claimant had.
FILING_PERIODS: Final = MappingProxyType(
    {RECONSIDERATION: "reconsideration_filing", DIRECT_SUIT: "direct_suit", SUIT_AFTER: "suit_after_reconsideration"}
)


def flags(attack: Attack, calendar: Calendar) -> list[Flag]:
    """Return what about a dispute the law does not allow. It is recorded as it came; these stand beside it."""
    found = [*_wrong_way(attack), *_too_late(attack, calendar)]
    if attack.against == NOTICE and attack.kind != COMPLAINT:
        found.append(
            Flag(
                "procedural_act",
                _GUIDANCE_132.text,
                "补正、延期等程序性告知不单独影响权利义务，不属于受理范围。",
                "请求驳回申请（起诉）：所诉告知是程序性行为，申请人可以对答复提出。",
            )
        )
    return found


def _route(code: str) -> str:
    return REPLY_KINDS[code].route if code in REPLY_KINDS else NO_RELIEF


def _wrong_way(attack: Attack) -> list[Flag]:
    found = []
    first = [code for code in attack.reply_kinds if _route(code) == RECONSIDERATION_FIRST]
    if attack.kind == DIRECT_SUIT and attack.against == REPLY and first:
        titles = "、".join(REPLY_KINDS[code].title for code in dict.fromkeys(first))
        found.append(
            Flag(
                "reconsideration_first",
                _FIRST_ARTICLE.text,
                f"{titles}应当先申请行政复议，未经复议直接起诉。",
                "请求裁定不予立案；已经立案的，裁定驳回起诉：复议前置而未申请复议（法释〔2018〕1号第五十六条）。",
            )
        )
    if attack.kind == DIRECT_SUIT and attack.review_pending:
        found.append(
            Flag(
                "review_pending",
                _WHILE_PENDING.text,
                "同一答复的行政复议尚未审结，复议期间不得起诉。",
                "请求裁定不予立案；已经立案的，裁定驳回起诉：行政复议机关已经受理，尚在法定复议期限内。",
            )
        )
    if attack.kind == RECONSIDERATION and attack.suit_pending:
        found.append(
            Flag(
                "suit_accepted",
                _WHILE_PENDING.text,
                "同一答复已经起诉，人民法院受理后不得再申请行政复议。",
                "请求不予受理；已经受理的，驳回行政复议申请：人民法院已经依法受理。",
            )
        )
    return found


def _too_late(attack: Attack, calendar: Calendar) -> list[Flag]:
    name = FILING_PERIODS.get(attack.kind)
    if name is None or attack.filed_on is None or attack.known_on is None:
        return []
    due = period_due(name, attack.known_on, calendar)
    if attack.filed_on <= due.due_on:
        return []
    return [
        Flag(
            "filed_late",
            due.article,
            f"期限至 {due.due_on}，{attack.filed_on} 才提出。",
            "请求驳回：已超过法定期限，且无正当理由。",
        )
    ]


def attack_windows(reply_kinds: Sequence[str], known_on: date, calendar: Calendar) -> list[tuple[str, PeriodDue]]:
    """Return until when an answer that was delivered on ``known_on`` can be attacked: (period's name, end), by its routes."""
    routes = {REPLY_KINDS[code].route for code in reply_kinds if code in REPLY_KINDS} - {"none"}
    names = []
    if routes:
        names.append("reconsideration_filing")
    if routes - {RECONSIDERATION_FIRST}:
        names.append("direct_suit")
    return [(name, period_due(name, known_on, calendar)) for name in names]


def is_court(instance: str) -> bool:
    """Whether the instance is a court's."""
    return instance in COURT
