"""From a letter's text (templates/documents/D*.txt) and facts to paragraphs.

A text is Jinja, a paragraph a line, and each line says by its first sign what it becomes:

    = 系统生成的段落        ~ 承办人填写的段落        # 小标题        | 项目 | 内容

Values are data: they never become template code, and a sign or line break inside a value never becomes a mark,
because values are sealed (see `_sealed`) before the lines are read.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gov_requests.documents.characters import printable
from gov_requests.documents.content import Paragraph
from gov_requests.documents.numerals import month_and_day, written_date

TEXTS: Final = Path(__file__).resolve().parents[2] / "templates" / "documents"
REGULATIONS: Final = "《中华人民共和国政府信息公开条例》"
# A line break inside a value travels under this sign, which `printable` lets no value contain.
_BREAK_IN_VALUE: Final = "\x1e"
_SENTENCE_ENDS: Final = ("。", "！", "？", "…", "；")
#: A request that says itself that it asks: 申请公开…, 本人依法要求公开….
_ASKS_ITSELF: Final = re.compile(
    "(?:本人|本单位|本公司|我们?|我单位|我公司)?(?:现|特|依法)*(?:申请|要求|请求)(?:依法)?(?:公开|获取|提供)"
)


class TextError(ValueError):
    """A text under templates/documents/ has a line without a mark."""


def paragraphs_of(text_name: str, facts: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    """The paragraphs that the text makes of the facts; a fact the text asks for and lacks is an UndefinedError."""
    rendered = _ENVIRONMENT.get_template(text_name).render(facts)
    return tuple(paragraph for line in rendered.split("\n") if line.strip() for paragraph in _read(line))


@cache
def digest_of_text(code: str) -> str:
    """Return the first eight digits of the SHA-256 of a letter's text and of what all texts share: another text, another digest.

    A letter for several items has no text of its own: it is made of those of the others.
    """
    own, shared = TEXTS / f"{code}.txt", sorted(TEXTS.glob("_*.txt"))
    texts = [own] if own.exists() else sorted(TEXTS.glob("D*.txt"))
    content = b"\0".join(path.read_bytes() for path in (*texts, *shared))
    return hashlib.sha256(content).hexdigest()[:8]


def plain(text_name: str, values: Mapping[str, Any]) -> str:
    """A text that is no letter (使用指南), as prose: what it says with these values."""
    return _ENVIRONMENT.get_template(text_name).render(values).strip()


def blank(name: str) -> str:
    """What stands in a draft where a needed fact is still missing: 〔待填写：查明的事实〕."""
    return f"〔待填写：{name}〕"


def _read(line: str) -> Iterator[Paragraph]:
    """One line of rendered text; several paragraphs where its value held line breaks."""
    mark, _, rest = line.partition(" ")
    if mark == "|":
        label, _, text = rest.partition(" | ")
        yield Paragraph("\n".join(_pieces(text)), label=label.strip())
        return
    for piece in _pieces(rest):
        match mark:
            case "=":
                yield Paragraph(piece)
            case "~":
                yield Paragraph(piece, source="typed")
            case "#":
                yield Paragraph(piece, heading=True)
            case _:
                message = f"文书正文每行须以 = ~ # | 之一开头：{line[:20]}"
                raise TextError(message)


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.split(_BREAK_IN_VALUE) if piece.strip()]


def _sealed(value: object) -> object:
    """Every value on its way into a text: unseen characters settled, line breaks under a sign of their own."""
    return printable(value).strip().replace("\n", _BREAK_IN_VALUE) if isinstance(value, str) else value


def _quoted(words: str) -> str:
    """The applicant's words between “ ”, and the full stop of the sentence, inside where the words bring their own."""
    words = printable(words).strip()
    return f"“{words}”" if words.endswith(_SENTENCE_ENDS) else f"“{words}”。"


def _asked_for(words: str) -> str:
    """The request as a letter restates it: 申请公开“…”. A request that begins with these words itself is not led in by them twice."""
    own_words = _ASKS_ITSELF.match(printable(words).strip())
    return f"{'内容为' if own_words else '申请公开'}{_quoted(words)}"


def _without_stop(words: str) -> str:
    """Words that go on into a sentence of the text: without a full stop of their own."""
    return printable(words).strip().rstrip("。；")


def _cited(articles: tuple[str, ...] | str) -> str:
    """Articles as cited: those of the Regulations behind their full title, others as they come.

    《中华人民共和国政府信息公开条例》第十五条、第三十六条第（三）项和《中华人民共和国反不正当竞争法》第十条.
    """
    listed = (articles,) if isinstance(articles, str) else articles
    own = [article for article in listed if article.startswith("第")]
    others = [article for article in listed if not article.startswith("第")]
    first = [REGULATIONS + "、".join(own)] if own else []
    return "和".join(filter(None, [*first, "、".join(others)])) or blank("法律依据")


def _filled(value: str, name: str) -> str:
    return value if value.strip() else blank(name)


def _filled_day(day: date | None, name: str) -> str:
    return written_date(day) if day else blank(name)


_ENVIRONMENT: Final = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(TEXTS),
    autoescape=False,  # the words go on paper, never to a browser as markup
    undefined=StrictUndefined,
    finalize=_sealed,
    keep_trailing_newline=True,  # else the last line of an included text runs into the next
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    day=written_date,
    month_day=month_and_day,
    quoted=_quoted,
    asked_for=_asked_for,
    cited=_cited,
    or_blank=_filled,
    day_or_blank=_filled_day,
    bare=_without_stop,
)
_ENVIRONMENT.globals["regulations"] = REGULATIONS
