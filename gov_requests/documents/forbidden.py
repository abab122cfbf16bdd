"""Wording that no letter may carry (禁用表述), and articles that no longer say what they are cited for: tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from gov_requests.statute.provisions import (
    DIRECT_SUIT_MONTHS,
    LITIGATION_IN_FORCE,
    RECONSIDERATION_FILING_DAYS,
    RECONSIDERATION_IN_FORCE,
    REGULATIONS,
    article,
)

Level = Literal["blocking", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, how heavy it weighs, what is wrong with it, by which article, and the letters that may carry it."""

    pattern: re.Pattern[str]
    level: Level
    sentence: str
    article: str
    allowed_in: frozenset[str] = frozenset()


def _rule(pattern: str, level: Level, sentence: str, cited: str, *allowed: str) -> Rule:
    return Rule(re.compile(pattern), level, sentence, cited, frozenset(allowed))


_SUIT: Final = DIRECT_SUIT_MONTHS.article_on(LITIGATION_IN_FORCE)
_FILING: Final = RECONSIDERATION_FILING_DAYS.article_on(RECONSIDERATION_IN_FORCE)

#: Silence: the end of a period, or no answer, and what it is taken for.
_SILENT: Final = (
    r"(?:逾期|期满|到期|届满|未(?:在[^。；]{0,20})?(?:答复|回复|回应|反馈|提出意见)|不(?:答复|回复)"
    r"|没有(?:答复|回复|提出意见))"
)
_TAKEN_FOR: Final = r"[^。；]{0,24}(?<![不得能])(?:视为|视同|推定为?|默认为?|即为|等同于?)"

FORBIDDEN: Final = (
    _rule(
        _SILENT + _TAKEN_FOR + r"(?:您|你单位|第三方|其)?(?:已经|已)?(?:同意|默许|无异议|没有异议)",
        "blocking",
        "第三方逾期未提出意见不视为同意，只有共同制作机关逾期才视为同意公开",
        f"{article(32).text}、{article(34).text}",
        "D08",
    ),
    _rule(
        _SILENT + _TAKEN_FOR + r"(?:您|你单位|第三方|其)?(?:已经|已)?(?:不同意|反对|拒绝|有异议)",
        "blocking",
        "逾期未提出意见不视为不同意",
        f"{article(32).text}、{article(34).text}",
    ),
    _rule(
        r"(?:三|3)个月[^。；]{0,30}(?:起诉|诉讼)",
        "blocking",
        "直接起诉的期限已经不是三个月",
        _SUIT.text,
    ),
    _rule(
        r"(?:自身)?生产、生活、科研等(?:自身)?特殊需要|三需要",
        "blocking",
        "申请公开政府信息不再要求说明特殊需要",
        article(29).text,
    ),
    _rule(r"法释〔2011〕17号", "blocking", "该司法解释已经废止", "法释〔2025〕8号"),
    _rule(
        r"工作秘密[^。；]{0,20}(?:不予公开|不能公开|不宜公开|不得公开)",
        "blocking",
        "工作秘密本身不是不予公开的依据，须落到第十四条至第十六条",
        f"{article(14).text}、{article(15).text}、{article(16).text}",
    ),
    _rule(
        r"(?:请|应当?|须)(?:您|你单位)?(?:先)?说明(?:申请)?(?:用途|目的)",
        "blocking",
        "不得要求申请人说明申请的用途、目的",
        article(29).text,
    ),
    _rule(
        r"个工作日[^。；]{0,30}(?:申请|提起)行政复议",
        "blocking",
        "申请行政复议的期限按自然日计算，不是工作日",
        _FILING.text,
    ),
)

#: Relief in the body: it is generated apart.
RELIEF_WORDS: Final = re.compile(
    r"(?:申请|提起)行政复议|(?:提起|提出)行政诉讼|向[^。；]{0,20}人民法院[^。；]{0,10}起诉"
)

#: Articles of the Regulations of 2007 cited for what they said then; those of now say something else (国令711). Those that a reply may
#: have cause to cite as they are now only warn.
_OLD: Final[dict[str, tuple[Level, str]]] = {
    "第八条": ("warning", "危及“三安全一稳定”现为第十四条"),
    "第十四条第三款": ("blocking", "不能确定的报请现为第十七条第三款"),
    "第十四条第四款": ("blocking", "国家秘密、商业秘密、个人隐私现为第十四条、第十五条"),
    "第二十一条第（一）项": ("blocking", "已公开、予以公开现为第三十六条第（一）项、第（二）项"),
    "第二十一条第（二）项": ("blocking", "不予公开现为第三十六条第（三）项"),
    "第二十一条第（三）项": ("blocking", "不存在、非本机关现为第三十六条第（四）项、第（五）项"),
    "第二十一条第（四）项": ("blocking", "补正现为第三十条"),
    "第二十二条": ("warning", "区分处理现为第三十七条"),
    "第二十三条": ("warning", "征求第三方意见现为第三十二条"),
    "第二十四条": ("warning", "答复期限现为第三十三条"),
    "第二十四条第一款": ("blocking", "答复期限现为第三十三条"),
    "第二十四条第二款": ("blocking", "答复期限现为第三十三条"),
    "第二十四条第三款": ("blocking", "答复期限现为第三十三条"),
}
_NUMERAL: Final = "[一二三四五六七八九十百零]+"
_CITATION: Final = re.compile(
    rf"《(?P<law>[^》]+)》|(?P<old>原条例)|(?P<article>第{_NUMERAL}条(?:第{_NUMERAL}款)?(?:第（{_NUMERAL}）项)?)"
)
_JOINTS: Final = ("、", "和", "以及", "及", "或者", "，", "")


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a text cites it, and the title of the law it belongs to (the Regulations where none is named)."""

    law: str
    article: str


def citations(text: str) -> Iterator[Citation]:
    """The articles that a text cites. A title holds for the articles that follow it directly, joined by 、 or 和."""
    law, end = REGULATIONS.title, 0
    for found in _CITATION.finditer(text):
        if found["law"] or found["old"]:
            law = found["law"] or "原条例"
        else:
            if text[end : found.start()] not in _JOINTS:
                law = REGULATIONS.title
            yield Citation(law, found["article"])
        end = found.end()


def outdated(citation: Citation) -> tuple[Level, str] | None:
    """How heavy an article of the old Regulations weighs and the sentence against it; None where the citation stands."""
    if citation.law == "原条例":
        return "blocking", f"“原条例{citation.article}”已经失效，应当引用现行《条例》。"
    if citation.law not in _NAMES:
        return None
    found = _OLD.get(citation.article)
    return (found[0], f"“{citation.article}”是修订前的条文：{found[1]}。") if found else None


_NAMES: Final = {REGULATIONS.title, REGULATIONS.title.removeprefix("中华人民共和国"), "条例"}
