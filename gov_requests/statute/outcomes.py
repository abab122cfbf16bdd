"""结果: the words in which a dispute ends, and where the annual report counts each (表四: 结果维持、结果纠正、其他结果).

The form of the report (国办公开办函〔2021〕30号) defines no word; the map is that of practice ([I]) and therefore data with a version,
which an office may override (``records.outcomes``). Which instance can give which word is the law's: see each row's article.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from gov_requests.statute.provisions import LITIGATION_LAW, RECONSIDERATION_LAW, Article, article

Bucket = Literal["upheld", "corrected", "other", "pending"]
UPHELD: Final[Bucket] = "upheld"
CORRECTED: Final[Bucket] = "corrected"
OTHER: Final[Bucket] = "other"
PENDING: Final[Bucket] = "pending"
BUCKETS: Final[Mapping[Bucket, str]] = MappingProxyType(
    {UPHELD: "结果维持", CORRECTED: "结果纠正", OTHER: "其他结果", PENDING: "尚未审结"}
)

#: The instances (审级): reconsideration, first, second, retrial; and the complaint to the 主管部门.
REVIEW, FIRST, SECOND, RETRIAL, COMPLAINT = "review", "first", "second", "retrial", "complaint"
INSTANCES: Final = MappingProxyType(
    {REVIEW: "行政复议", FIRST: "一审", SECOND: "二审", RETRIAL: "再审", COMPLAINT: "投诉举报"}
)
COURT: Final = frozenset({FIRST, SECOND, RETRIAL})
_BOTH: Final = frozenset({REVIEW}) | COURT

#: 二审「维持原判」 and a retrial that lets the judgment stand: what was decided before holds.
AS_BEFORE: Final = "维持原判"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A word of the decision: its bucket, the instances that can give it, and their articles."""

    word: str
    bucket: Bucket
    instances: frozenset[str]
    articles: tuple[Article, ...]


def _review(number: int) -> Article:
    return Article(RECONSIDERATION_LAW, number)


def _court(number: int, paragraph: int | None = None) -> Article:
    return Article(LITIGATION_LAW, number, paragraph)


def _row(word: str, bucket: Bucket, instances: frozenset[str], *articles: Article) -> Outcome:
    return Outcome(word, bucket, instances, articles)


_REVIEW = frozenset({REVIEW})
_COMPLAINT = frozenset({COMPLAINT})
_ROWS: tuple[Outcome, ...] = (
    _row("维持", UPHELD, _REVIEW, _review(68)),
    _row("驳回复议请求", UPHELD, _REVIEW, _review(69)),
    _row("驳回诉讼请求", UPHELD, COURT, _court(69)),
    _row("变更", CORRECTED, _BOTH, _review(63), _court(77)),
    _row("撤销", CORRECTED, _BOTH, _review(64), _court(70)),
    _row("部分撤销", CORRECTED, _BOTH, _review(64), _court(70)),
    _row("确认违法", CORRECTED, _BOTH, _review(65), _court(74)),
    _row("责令履行", CORRECTED, _BOTH, _review(66), _court(72)),
    _row("确认无效", CORRECTED, _BOTH, _review(67), _court(75)),
    _row("判决给付", CORRECTED, COURT, _court(73)),
    _row("驳回申请", OTHER, _REVIEW, _review(33)),
    _row("驳回起诉", OTHER, COURT),
    _row("不予受理", OTHER, _REVIEW, _review(30)),
    _row("不予立案", OTHER, COURT),
    _row("终止", OTHER, _BOTH, _review(41)),
    _row("撤回", OTHER, _REVIEW, _review(41)),
    _row("撤诉", OTHER, COURT, _court(62)),
    _row("调解", OTHER, _BOTH, _review(73), _court(60)),
    _row("和解", OTHER, _BOTH, _review(74)),
    _row("移送", OTHER, _BOTH),
    # No words of the law; a complaint stands outside table four (第四十七条第二款、第五十一条).
    _row("投诉成立", CORRECTED, _COMPLAINT, article(47, 2)),
    _row("投诉不成立", UPHELD, _COMPLAINT, article(47, 2)),
)
OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType({row.word: row for row in _ROWS})
#: The version of the map above; an office's override has its own.
VERSION: Final = "2026-11-24"
#: The claimant gave up: whether the organ had put it right before then is asked, for it is a hidden correction.
GIVEN_UP: Final = frozenset({"撤回", "撤诉", "和解", "终止"})
#: What an order to act anew can come with.
MAY_ORDER_ANEW: Final = frozenset({"撤销", "部分撤销", "确认违法", "责令履行", "投诉成立"})


def words_of(instance: str) -> tuple[str, ...]:
    """Return the words that an instance can end in."""
    found = tuple(row.word for row in _ROWS if instance in row.instances)
    return (*found, AS_BEFORE) if instance in (SECOND, RETRIAL) else found


def cannot_give(word: str, instance: str) -> str | None:
    """Return the sentence that says why an instance cannot end in ``word``; None where it can."""
    if word in words_of(instance):
        return None
    return f"{INSTANCES[instance]}没有“{word}”这种结果：应为{'、'.join(words_of(instance))}之一。"
