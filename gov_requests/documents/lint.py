"""The law's look at a letter before it is signed (文书检查): what must not be said, what is missing, what contradicts its kind.

Findings are judged by the law's weight: blocking ones stop the signature, warnings may be passed with a reason. The same look is taken
at every template in the suite, so that two of them cannot disagree, and at what comes back from the OA (`lint_words`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Letter
from gov_requests.documents.facts import ReplyFacts
from gov_requests.documents.fields import asked_of
from gov_requests.documents.forbidden import FORBIDDEN, RELIEF_WORDS, Level, citations, outdated
from gov_requests.documents.kinds import LETTERS, SEVERAL, LetterKind
from gov_requests.documents.letters import Facts, missing
from gov_requests.statute.provisions import NEW_IN_FORCE, RECONSIDERATION_FIRST_ARTICLE, article
from gov_requests.statute.reply_kinds import FREE_CHOICE, NO_RELIEF, RECONSIDERATION_FIRST, Route

Words = Sequence[tuple[str, str]]

#: A letter that leaves an item unanswered does not correspond to the request: it can be sued against for that alone.
EVERY_ITEM: Final = "法释〔2025〕8号第一条"
#: A reason shorter than this says nothing of the case at hand.
SHORTEST_REASON: Final = 12
_WITHHOLDING: Final = tuple(article(number).text for number in (14, 15, 16))
_WITHHELD: Final = re.compile("不予公开(?!的|(?:政府)?信息|告知|范围|决定|部分|答复)")
#: Letters that speak of 不予公开 without deciding it: what the law says to a third party, what an earlier answer decided.
_TELL_OF_IT: Final = frozenset({"D05", "D07", "D21"})
_DIRECT_SUIT: Final = re.compile("或者自|个月内")
_UNSET: Final = re.compile("〔待(?:填写|设置)：([^〕]*)〕")


@dataclass(frozen=True, slots=True)
class Finding:
    """One objection to a letter: how heavy, what is wrong, by which article, and where (正文第3段)."""

    level: Level
    sentence: str
    article: str
    where: str


def lint(
    letter: Letter,
    facts: Facts | None = None,
    *,
    relief: tuple[str, ...] | None = None,
    received_on: date | None = None,
) -> tuple[Finding, ...]:
    """What the law has against the letter as it stands; empty where nothing.

    `facts` it was made from: missing elements, the request word for word, and the reasons are looked at too. `relief` the clauses as they
    are generated: the letter must carry exactly these. `received_on` chooses the law (before 2019-05-15 the old articles were right).
    """
    kind = LETTERS[letter.code]
    description = facts.description if facts else ""
    day = received_on or (facts.received_on if facts else None)
    found = [
        *_missing(kind, letter, facts),
        *_request(kind, letter, description),
        *_ground(kind, letter),
        *_relief(kind, letter, relief),
        *(_reasons(facts) if isinstance(facts, ReplyFacts) else ()),
        *lint_words(letter.code, letter.parts, description=description, received_on=day),
    ]
    return tuple(dict.fromkeys(found))


def lint_several(letter: Letter, description: str, relief: tuple[str, ...]) -> tuple[Finding, ...]:
    """What the law has against a letter of several items as a whole; each item is looked at as a letter of its own."""
    return (
        *_request(SEVERAL, letter, description),
        *(Finding("blocking", f"“{name}”还没有填写。", EVERY_ITEM, "正文") for name in _unset(letter)),
        *(
            [Finding("blocking", "救济途径与系统生成的不一致。", RECONSIDERATION_FIRST_ARTICLE.text, "救济途径")]
            if letter.relief != relief
            else []
        ),
    )


def _unset(letter: Letter) -> list[str]:
    return [
        name for paragraph in letter.paragraphs for name in _UNSET.findall(paragraph.text) if name.endswith("项的答复")
    ]


def lint_words(
    code: str, words: Words, *, description: str = "", received_on: date | None = None
) -> tuple[Finding, ...]:
    """What the law has against the words of a letter of this code, each (where, words); the applicant's own words are passed over."""
    own = [(where, _without_request(text, description)) for where, text in words]
    old_law = received_on is not None and received_on < NEW_IN_FORCE
    found = [*_forbidden(code, own), *_typed_relief(own), *_withholding(code, own)]
    if not old_law:
        found += _old_articles(own)
    return tuple(found)


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop the signature."""
    return tuple(finding for finding in findings if finding.level == "blocking")


def route_told(clause: str) -> Route:
    """The way of relief that a clause tells, by its words."""
    if "先向" in clause and "行政复议" in clause:
        return RECONSIDERATION_FIRST
    return FREE_CHOICE if "或者自" in clause and "提起行政诉讼" in clause else NO_RELIEF


def _without_request(text: str, description: str) -> str:
    """Words without the applicant's, in which anything may stand."""
    restated = printable(description).strip()
    return text.replace(f"“{restated}”", "“”") if restated else text


def _missing(kind: LetterKind, letter: Letter, facts: Facts | None) -> Iterator[Finding]:
    cited = _cited(kind)
    told = missing(facts) if facts else ()
    for name in told:
        yield Finding("blocking", f"没有写明{name}。", cited, "全文")
    for where, text in letter.parts:
        for name in _UNSET.findall(text):
            if name not in told:
                yield Finding("blocking", f"“{name}”还没有填写。", cited, where)


def _request(kind: LetterKind, letter: Letter, description: str) -> Iterator[Finding]:
    restated = printable(description).strip()
    if restated and kind.restates and not any(f"“{restated}”" in part.text for part in letter.paragraphs):
        yield Finding("blocking", "没有一字不差地写明申请内容。", article(29, 2).text, "正文")


def _ground(kind: LetterKind, letter: Letter) -> Iterator[Finding]:
    """The letter cites an article of its own kind, in words that the system wrote."""
    texts = [part.text for part in letter.paragraphs if part.source == "generated"]
    if (
        kind.grounds
        and not any(ground.text in text for ground in kind.grounds for text in texts)
        and kind.code != "D01"
    ):
        yield Finding("blocking", "没有引用与文书种类相符的法律依据。", _cited(kind), "正文")


def _relief(kind: LetterKind, letter: Letter, generated: tuple[str, ...] | None) -> Iterator[Finding]:
    cited = RECONSIDERATION_FIRST_ARTICLE.text
    told = [route_told(clause) for clause in letter.relief]
    if kind.route == NO_RELIEF and letter.relief:
        yield Finding("blocking", "程序性的告知不写救济途径。", "国办函〔2021〕132号第三条", "救济途径")
    if kind.route != NO_RELIEF and kind.route not in told:
        wanted = "先申请行政复议" if kind.route == RECONSIDERATION_FIRST else "行政复议或者行政诉讼"
        yield Finding("blocking", f"救济途径与答复类型不符，应当写明{wanted}。", cited, "救济途径")
    for clause in letter.relief:
        if route_told(clause) == RECONSIDERATION_FIRST and _DIRECT_SUIT.search(clause):
            yield Finding("blocking", "复议前置的答复不得写可以直接起诉。", cited, "救济途径")
    if generated is not None and letter.relief != generated:
        yield Finding("blocking", "救济途径与系统生成的不一致。", cited, "救济途径")


def _reasons(facts: ReplyFacts) -> Iterator[Finding]:
    """Every withheld part rests on Articles 14–16, and reasons say something of the case."""
    for number, part in enumerate(facts.withheld, start=1):
        where = f"不予公开的部分第{number}项"
        if part.ground and not any(ground in part.ground for ground in _WITHHOLDING):
            yield Finding("blocking", "不予公开的依据不在第十四条至第十六条之内。", article(37).text, where)
        if 0 < len(part.reason.strip()) < SHORTEST_REASON:
            yield Finding("warning", "不予公开的理由过短，没有针对本件说明。", article(36, None, 3).text, where)
    owed = any(field.name == "reasons" and field.required for field in asked_of(facts.code, facts.kind))
    if owed and 0 < len(facts.reasons.strip()) < SHORTEST_REASON:
        yield Finding("warning", "理由过短，没有针对本件说明。", article(36, None, 3).text, "理由")
    if facts.code == "D15" and facts.kind != "internal_affairs" and not facts.duty_checked.strip():
        sentence = "没有写明是否核对过法律、法规、规章关于应当公开的规定。"
        yield Finding("warning", sentence, article(16, 2).text, "正文")


def _forbidden(code: str, words: Words) -> Iterator[Finding]:
    for rule in FORBIDDEN:
        for where, text in words:
            if code not in rule.allowed_in and (found := rule.pattern.search(text)):
                yield Finding(rule.level, f"{rule.sentence}（“{found.group()}”）", rule.article, where)


def _typed_relief(words: Words) -> Iterator[Finding]:
    for where, text in words:
        if where.startswith("正文") and (found := RELIEF_WORDS.search(text)):
            sentence = f"救济途径由系统生成，正文中不要另写（“{found.group()}”）。"
            yield Finding("warning", sentence, RECONSIDERATION_FIRST_ARTICLE.text, where)


def _old_articles(words: Words) -> Iterator[Finding]:
    for where, text in words:
        for cited in citations(text):
            if against := outdated(cited):
                yield Finding(*against, article(36).text, where)


def _withholding(code: str, words: Words) -> Iterator[Finding]:
    """不予公开 is decided only under Articles 14–16, and only by the letters made for it."""
    withholds = code == SEVERAL.code or LETTERS[code].route == RECONSIDERATION_FIRST
    told = [(where, text) for where, text in words if where.startswith("正文") and _WITHHELD.search(text)]
    if code in _TELL_OF_IT or not told:
        return
    if not withholds:
        for where, _ in told:
            sentence = "不予公开须有第十四条至第十六条的依据，本文书不是不予公开的答复。"
            yield Finding("blocking", sentence, article(36, None, 3).text, where)
    elif not any(ground in text for ground in _WITHHOLDING for _, text in words):
        yield Finding(
            "blocking", "决定不予公开，但没有写明第十四条至第十六条中的依据。", article(36, None, 3).text, told[0][0]
        )


def _cited(kind: LetterKind) -> str:
    return "、".join(ground.text for ground in kind.grounds) or article(36).text
