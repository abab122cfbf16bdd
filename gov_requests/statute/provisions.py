"""What the law says, as dated values: an amendment is one more row, requests already received keep their law.

``since`` is the day a value came into force. Rules that the sources give only from memory ([M]) or by inference ([I]) and that drive
an automatic act are :class:`Switch` rows at the end, so that an office can change them in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Return ``number`` (1–999) in the numerals that articles are cited by: 33 → 三十三."""
    if number >= 100:  # noqa: PLR2004 — a numeral, not a provision
        rest = number % 100
        joint = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""  # noqa: PLR2004
        return _DIGITS[number // 100] + "百" + joint + (numeral(rest) if rest else "")
    tens, units = divmod(number, 10)
    if not tens:
        return _DIGITS[units]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[units] if units else "")


@dataclass(frozen=True, slots=True)
class Law:
    """A source of law; ``prefix`` is what stands before 第…条 when it is cited (empty for the Regulations themselves)."""

    title: str
    number: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Article:
    """One place in a law: 条, 款, 项. Documents without articles (109号) are cited by their number alone."""

    law: Law
    number: int | None = None
    paragraph: int | None = None
    item: int | None = None
    #: The citation as officials write it: 第三十三条第二款, 《中华人民共和国行政复议法》第二十条第一款.
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        cited = self.law.prefix
        if self.number is not None:
            cited += f"第{numeral(self.number)}条"
        if self.paragraph is not None:
            cited += f"第{numeral(self.paragraph)}款"
        if self.item is not None:
            cited += f"第（{numeral(self.item)}）项"
        object.__setattr__(self, "text", cited)


T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Provision(Generic[T_co]):
    """A value of the law through time. ``rows``: (in force since, article, value), oldest first."""

    name: str
    rows: tuple[tuple[date, Article, T_co], ...]

    def _row(self, day: date) -> tuple[date, Article, T_co]:
        found = self.rows[0]
        for row in self.rows[1:]:
            if row[0] > day:
                break
            found = row
        return found

    def on(self, day: date) -> T_co:
        """Return the value in force on ``day`` (before the first row: the first row's)."""
        return self._row(day)[2]

    def article_on(self, day: date) -> Article:
        """Return the article that gives the value in force on ``day``."""
        return self._row(day)[1]


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that rests on memory ([M]) or inference ([I]) and drives an automatic act. ``value`` is the default in force ``since``."""

    name: str
    mark: str
    since: date
    note: str
    value: bool = True


REGULATIONS_2008 = Law("中华人民共和国政府信息公开条例（2007年公布）", "国务院令第492号", "原条例")
REGULATIONS = Law("中华人民共和国政府信息公开条例", "国务院令第711号", "")
FEE_RULES = Law("政府信息公开信息处理费管理办法", "国办函〔2020〕109号", "国办函〔2020〕109号")
DELIVERY_LETTER = Law(
    "国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释",
    "国办公开办函〔2016〕235号",
    "国办公开办函〔2016〕235号",
)
POSTAL_LAW = Law("中华人民共和国邮政法", "", "《中华人民共和国邮政法》")
RECONSIDERATION_LAW = Law("中华人民共和国行政复议法", "2023年修订", "《中华人民共和国行政复议法》")
LITIGATION_LAW = Law("中华人民共和国行政诉讼法", "2017年修正", "《中华人民共和国行政诉讼法》")

#: The two Regulations: 2008-05-01 and, revised, 2019-05-15. Which one holds is chosen once, by the legal receipt date.
OLD_IN_FORCE = date(2008, 5, 1)
NEW_IN_FORCE = date(2019, 5, 15)
FEES_IN_FORCE = date(2021, 1, 1)
RECONSIDERATION_IN_FORCE = date(2024, 1, 1)
LITIGATION_IN_FORCE = date(2015, 5, 1)

THIRD_PARTY, CO_PRODUCER, OTHER_ORGAN = "third_party", "co_producer", "other_organ"


def _old(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    return Article(REGULATIONS_2008, number, paragraph, item)


def _now(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    return Article(REGULATIONS, number, paragraph, item)


def article(number: int, paragraph: int | None = None, item: int | None = None) -> Article:
    """Return a place in the Regulations now in force (《政府信息公开条例》, 国令711)."""
    return _now(number, paragraph, item)


FEE_ARTICLE = Article(FEE_RULES)
DELIVERY_ARTICLE = Article(DELIVERY_LETTER)

REPLY_WORKDAYS = Provision("答复期限", ((OLD_IN_FORCE, _old(24, 2), 15), (NEW_IN_FORCE, _now(33, 2), 20)))
EXTENSION_WORKDAYS = Provision("延长答复期限", ((OLD_IN_FORCE, _old(24, 2), 15), (NEW_IN_FORCE, _now(33, 2), 20)))
#: No number in the 2008 Regulations: Article 21(四) only says that the applicant is told.
CORRECTION_NOTICE_WORKDAYS: Provision[int | None] = Provision(
    "补正告知期限", ((OLD_IN_FORCE, _old(21, None, 4), None), (NEW_IN_FORCE, _now(30), 7))
)
#: Whose opinion stops the period: 第三方 alone in 2008, 第三方和其他机关 since 2019.
PAUSING_SOURCES = Provision(
    "征求意见不计入期限",
    (
        (OLD_IN_FORCE, _old(24, 3), frozenset({THIRD_PARTY})),
        (NEW_IN_FORCE, _now(33, 3), frozenset({THIRD_PARTY, CO_PRODUCER, OTHER_ORGAN})),
    ),
)
OPINION_WORKDAYS: Mapping[str, Provision[int | None]] = MappingProxyType(
    {
        THIRD_PARTY: Provision("第三方意见期限", ((OLD_IN_FORCE, _old(23), None), (NEW_IN_FORCE, _now(32), 15))),
        CO_PRODUCER: Provision(
            "共同制作机关意见期限", ((OLD_IN_FORCE, _old(24, 3), None), (NEW_IN_FORCE, _now(34), 15))
        ),
        OTHER_ORGAN: Provision(
            "其他机关意见期限", ((OLD_IN_FORCE, _old(24, 3), None), (NEW_IN_FORCE, _now(33, 3), None))
        ),
    }
)
#: The safe reading alone gives other organs an end as well; see SAFE_LIMITS_OTHER_ORGANS.
SAFE_OTHER_ORGAN_WORKDAYS: Provision[int | None] = Provision(
    "其他机关意见期限（安全期限）", ((OLD_IN_FORCE, _old(24, 3), None), (NEW_IN_FORCE, _now(33, 3), 15))
)
FEE_PAYMENT_WORKDAYS = Provision("缴费期限", ((FEES_IN_FORCE, FEE_ARTICLE, 20),))
RECONSIDERATION_FILING_DAYS = Provision(
    "申请行政复议期限", ((RECONSIDERATION_IN_FORCE, Article(RECONSIDERATION_LAW, 20, 1), 60),)
)
SUIT_AFTER_RECONSIDERATION_DAYS = Provision("复议后起诉期限", ((LITIGATION_IN_FORCE, Article(LITIGATION_LAW, 45), 15),))
DIRECT_SUIT_MONTHS = Provision("直接起诉期限", ((LITIGATION_IN_FORCE, Article(LITIGATION_LAW, 46, 1), 6),))
#: 行政复议前置: withholding of requested information, and the duty to say so in the decision.
RECONSIDERATION_FIRST_ARTICLE = Article(RECONSIDERATION_LAW, 23, 1, 4)
ONLINE_FILING_ARTICLE = Article(RECONSIDERATION_LAW, 22, 2)
POSTAL_ENTERPRISE_ARTICLE = Article(POSTAL_LAW, 55)

#: 第三十一条: which item fixes the receipt date, by channel; (article, does the confirmation date count?)
RECEIPT: Mapping[str, tuple[Article, bool]] = MappingProxyType(
    {
        "in_person": (_now(31, None, 1), False),
        "oral": (_now(31, None, 1), False),
        "signed_mail": (_now(31, None, 2), False),
        "ordinary_mail": (_now(31, None, 2), True),
        "online": (_now(31, None, 3), True),
        "fax": (_now(31, None, 3), True),
        "email": (_now(31, None, 3), True),
    }
)

_RESEARCHED = date(2026, 11, 24)
FEE_RESTARTS_PERIOD = Switch(
    "fee_restarts_period",
    "M",
    _RESEARCHED,
    "缴费后答复期限重新计算（国办函〔2020〕109号）；关闭后收费通知、缴费均不影响期限。",
)
PAUSE_FROM_SENDING = Switch(
    "pause_from_sending",
    "I",
    _RESEARCHED,
    "法定期限自征求意见函发出次日起扣除；关闭后与安全期限一样自送达次日起扣除。",
)
SAFE_LIMITS_OTHER_ORGANS = Switch(
    "safe_limits_other_organs", "I", _RESEARCHED, "计算安全期限时，其他机关的意见期间至迟于送达后第15个工作日终止。"
)
SAFE_VOIDS_LATE_CORRECTION = Switch(
    "safe_voids_late_correction", "I", _RESEARCHED, "计算安全期限时，逾期作出的补正告知不停止、不重新计算期限。"
)
LATE_CORRECTION_REFUSED = Switch(
    "late_correction_refused", "I", _RESEARCHED, "超过7个工作日的补正告知不予办理，只可补录；关闭后改为提醒。"
)
CHINA_POST_ONLY = Switch("china_post_only", "I", _RESEARCHED, "邮寄送达只通过邮政企业；关闭后其他快递只提醒。")
SWITCHES = (
    FEE_RESTARTS_PERIOD,
    PAUSE_FROM_SENDING,
    SAFE_LIMITS_OTHER_ORGANS,
    SAFE_VOIDS_LATE_CORRECTION,
    LATE_CORRECTION_REFUSED,
    CHINA_POST_ONLY,
)


@dataclass(frozen=True, slots=True)
class Regulations:
    """The values that govern one request, all chosen by its legal receipt date."""

    since: date
    reply_workdays: int
    extension_workdays: int
    correction_notice_workdays: int | None
    fee_payment_workdays: int
    pausing: frozenset[str]
    opinion_workdays: Mapping[str, int | None]
    safe_opinion_workdays: Mapping[str, int | None]
    #: Where these values stand written.
    reply_article: Article
    extension_article: Article
    correction_article: Article
    pause_article: Article


def _regulations_since(day: date) -> Regulations:
    limits = {source: provision.on(day) for source, provision in OPINION_WORKDAYS.items()}
    safe = {**limits, OTHER_ORGAN: SAFE_OTHER_ORGAN_WORKDAYS.on(day)}
    return Regulations(
        since=day,
        reply_workdays=REPLY_WORKDAYS.on(day),
        extension_workdays=EXTENSION_WORKDAYS.on(day),
        correction_notice_workdays=CORRECTION_NOTICE_WORKDAYS.on(day),
        fee_payment_workdays=FEE_PAYMENT_WORKDAYS.on(day),
        pausing=PAUSING_SOURCES.on(day),
        opinion_workdays=MappingProxyType(limits),
        safe_opinion_workdays=MappingProxyType(safe),
        reply_article=REPLY_WORKDAYS.article_on(day),
        extension_article=EXTENSION_WORKDAYS.article_on(day),
        correction_article=CORRECTION_NOTICE_WORKDAYS.article_on(day),
        pause_article=PAUSING_SOURCES.article_on(day),
    )


_BOUNDARIES = sorted(
    {row[0] for provision in (REPLY_WORKDAYS, EXTENSION_WORKDAYS, PAUSING_SOURCES) for row in provision.rows}
)
_VERSIONS = [_regulations_since(day) for day in reversed(_BOUNDARIES)]


def regulations_on(day: date) -> Regulations:
    """Return the Regulations that govern a request received on ``day`` (2008: until 2019-05-14; before 2008-05-01 its values too)."""
    for version in _VERSIONS:
        if version.since <= day:
            return version
    return _VERSIONS[-1]
