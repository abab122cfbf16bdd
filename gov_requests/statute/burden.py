"""举证责任: what the organ must be able to prove of each reply, beside what the letter says (``reply_kinds.MUST_SAY``).

The burden lies on the organ (《行政复议法》第四十四条、《行政诉讼法》第三十四条). The rows follow from the article that each reply rests
on; how 国办函〔2021〕132号 and 法释〔2025〕8号 weigh them is known second-hand only, so the rows are shown and stop nothing: what stops
a reply stands in ``objections``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gov_requests.statute.provisions import (
    FEE_ARTICLE,
    LITIGATION_LAW,
    RECONSIDERATION_LAW,
    Article,
    article,
)

#: Where the burden is laid on the organ.
BURDEN: Final = (Article(RECONSIDERATION_LAW, 44), Article(LITIGATION_LAW, 34))


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that lies in the file, or does not; ``code`` says how the file is asked."""

    code: str
    sentence: str
    article: Article


_ASKED = Proof("third_party_asked", "书面征求第三方意见，送达凭证在卷", article(32))
_HEARD = Proof("third_party_heard", "第三方的答复在卷，或者提出意见的期限已满", article(32))
_FILES = Proof("files", "拟提供的文件在卷", article(36, None, 2))
_REVIEWED = Proof("secrecy_reviewed", "拟提供的文件已通过保密审查", article(17))
_LOOKED = Proof("searched", "检索过，检索记录在卷", article(36))
_SECRET = (_LOOKED,)

PROOFS: Final[Mapping[str, tuple[Proof, ...]]] = {
    "already_public": (_LOOKED,),
    "disclosed": (_LOOKED, _FILES, _HEARD, _REVIEWED),
    "partly_disclosed": (_LOOKED, _FILES, _HEARD, _REVIEWED),
    "state_secret": _SECRET,
    "prohibited_by_law": _SECRET,
    "public_safety": _SECRET,
    "third_party_rights": (_LOOKED, _ASKED, _HEARD),
    "internal_affairs": (_LOOKED,),
    "process_information": (_LOOKED,),
    "enforcement_file": (_LOOKED,),
    "administrative_inquiry": (),
    "not_held": (
        Proof("searched_places", "不同的地方检索过，不少于规定的处数", article(36, None, 4)),
        Proof("search_papers", "检索凭证（目录、截图）在卷", article(36, None, 4)),
        Proof("inquiries_answered", "函询的复函在卷", article(11)),
    ),
    "not_this_organ": (),
    "needs_making": (_LOOKED,),
    "still_unclear": (
        Proof("correction_told", "补正告知及其送达在卷", article(30)),
        Proof("correction_came", "申请人的补正在卷", article(30)),
    ),
    "petition": (),
    "repeat": (Proof("earlier_reply", "此前的答复在本系统中可以查到", article(36, None, 6)),),
    "publication": (),
    "excessive": (Proof("reasons_asked", "要求说明理由的通知及其送达在卷", article(35)),),
    "reconfirm": (),
    "abandoned_uncorrected": (
        Proof("correction_told", "补正告知及其送达在卷", article(30)),
        Proof("notice_expired", "补正期限已满", article(30)),
    ),
    "abandoned_unpaid": (
        Proof("fee_told", "收费通知及其送达在卷", FEE_ARTICLE),
        Proof("notice_expired", "缴费期限已满", FEE_ARTICLE),
    ),
    "withdrawn": (),
}
