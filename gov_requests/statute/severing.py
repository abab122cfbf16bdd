"""区分处理 (第三十七条): what may be withheld within a file, and when what is left may go out.

"申请公开的信息中含有不应当公开或者不属于政府信息的内容，但是能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容，并对不予公开的
内容说明理由。"
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gov_requests.statute.objections import Objection
from gov_requests.statute.provisions import article
from gov_requests.statute.reply_kinds import REPLY_KINDS, ReplyKind

#: The grounds of Articles 14–16 on which a part can be withheld.
GROUNDS: Final = tuple(kind for kind in REPLY_KINDS.values() if kind.withholds and not kind.hands_out)
_SEVERING: Final = article(37).text


@dataclass(frozen=True, slots=True)
class Severed:
    """How far a file has been gone through. Pages and places are told as a person reads them: 第 3 页."""

    undecided: Sequence[int] = ()
    unlooked: Sequence[int] = ()
    without_ground: Sequence[int] = ()
    withheld: bool = False


def to_releasing(severed: Severed) -> list[Objection]:
    """第三十七条: giving out what is left of a file once the rest is covered. Whatever nobody has decided stands against it."""
    found = []
    if severed.withheld:
        sentence = "这份文件已定为整份不予公开，不能提供。"
        found.append(Objection(_SEVERING, sentence, "能够区分处理的，请先撤销整份不予公开。"))
    if severed.undecided:
        sentence = f"{_pages(severed.undecided)}有{len(severed.undecided)}处号码还没有决定是否遮盖。"
        found.append(Objection(_SEVERING, sentence, "请逐处决定。"))
    if severed.unlooked:
        sentence = f"{_pages(severed.unlooked)}没有文字层或者含图片，还没有人工逐页看过。"
        found.append(Objection(_SEVERING, sentence, "请逐页看过后确认。"))
    if severed.without_ground:
        sentence = f"{_pages(severed.without_ground)}有{len(severed.without_ground)}处遮盖没有依据或者理由。"
        found.append(Objection(_SEVERING, sentence, "请补充第十四条至第十六条中的依据和理由。"))
    return found


_NAMED: Final = 5


def _pages(numbers: Sequence[int]) -> str:
    pages = sorted(set(numbers))
    named = "、".join(map(str, pages[:_NAMED]))
    return f"第 {named} 页{'等' if len(pages) > _NAMED else ''}"


def to_giving(kind: ReplyKind, *, never_severed: Sequence[str], outdated: Sequence[str]) -> list[Objection]:
    """第三十七条: a reply of ``kind`` gives files out: ``never_severed`` have no record, ``outdated`` were changed since they were made."""
    found = [
        Objection(
            _SEVERING, f"“{title}”是遮盖改动以前生成的文件，不能提供。", "请重新生成遮盖后的文件，并在草稿里改选。"
        )
        for title in outdated
    ]
    if not never_severed:
        return found
    named = f"“{'”“'.join(never_severed)}”"
    if kind.withholds:
        sentence = f"{named}没有区分处理的记录：遮盖了什么、依据和理由都查不到。"
        found.append(Objection(_SEVERING, sentence, "请在“区分处理”中逐份登记。", "warning"))
    elif kind.hands_out:
        sentence = f"{named}没有逐页查过是否含有身份证号、电话、银行卡号。"
        found.append(Objection(article(15).text, sentence, "请在“区分处理”中逐页查过。", "warning"))
    return found
