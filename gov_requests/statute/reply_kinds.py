"""答复类型: one row a kind.

Form choices, required fields, letter, relief clause, reviews and the annual report are loops over these rows.

``letter`` is the document of the national set (国办公开办函〔2020〕2号), ``report_row`` the row of table 三 of the report
(国办公开办函〔2021〕30号), ``route`` the way of relief, ``reviews`` those asked for by default: an organ may ask for more, never
for fewer.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gov_requests.statute.provisions import FEE_ARTICLE, NEW_IN_FORCE, Article, article

Route = Literal["reconsideration_first", "free_choice", "none"]
Review = Literal["secrecy", "legal"]

RECONSIDERATION_FIRST: Final[Route] = "reconsideration_first"
FREE_CHOICE: Final[Route] = "free_choice"
NO_RELIEF: Final[Route] = "none"
_BOTH: tuple[Review, ...] = ("secrecy", "legal")
_LEGAL: tuple[Review, ...] = ("legal",)

#: What a letter must say, by key, with the field's title on forms.
MUST_SAY: dict[str, str] = {
    "where_published": "获取该信息的方式、途径",
    "documents": "提供的信息目录",
    "form": "提供的形式",
    "withheld_parts": "不予公开的部分及各部分的理由",
    "reason": "理由",
    "consultation": "征求第三方意见的情况和本机关的判断",
    "search": "检索的情况（范围、方法、检索词、日期）",
    "right_organ": "负责公开的机关名称、联系方式（能够确定的）",
    "correction_history": "补正告知和补正的经过",
    "channel": "相应的渠道",
    "earlier_reply": "此前答复的文号和日期",
    "how_to_obtain": "获取的途径",
    "reasons_asked": "要求说明理由的情况和认为不合理的理由",
    "special_rules": "适用的法律、行政法规和办理窗口",
    "notice_expired": "通知的日期和期满的日期",
}


@dataclass(frozen=True, slots=True)
class ReplyKind:
    """One way to answer. ``articles`` is the ground (the first one decides), empty where the law names none."""

    code: str
    title: str
    articles: tuple[Article, ...]
    letter: str | None
    report_row: str
    route: Route
    reviews: tuple[Review, ...]
    must_say: tuple[str, ...] = ()
    since: date = NEW_IN_FORCE
    #: Documents leave the house: the 保密审查 of those very files is needed whatever the organ asks for.
    hands_out: bool = False
    #: Something asked for is withheld under Articles 14–16: the report counts 部分公开 where it stands beside a disclosure.
    withholds: bool = False
    #: The request ends without a reply: closed by this kind of fact (``withdrawn``, ``abandoned``).
    closes_by: str = "replied"

    @property
    def ground(self) -> str:
        """The articles as they are cited: 第三十七条、第十四条."""
        return "、".join(cited.text for cited in self.articles)


def _withheld(
    code: str, title: str, ground: Article, letter: str, row: str, *must_say: str, reviews: tuple[Review, ...] = _BOTH
) -> ReplyKind:
    """不予公开 under Articles 14–16: 复议前置, and the reason is owed (第三十六条第（三）项)."""
    return ReplyKind(
        code, title, (ground,), letter, row, RECONSIDERATION_FIRST, reviews, ("reason", *must_say), withholds=True
    )


def _otherwise(code: str, title: str, ground: tuple[Article, ...], letter: str, row: str, *must_say: str) -> ReplyKind:
    """Any answer that withholds nothing under Articles 14–16 and hands nothing out: free choice of relief."""
    return ReplyKind(code, title, ground, letter, row, FREE_CHOICE, _LEGAL, must_say)


def _abandoned(code: str, title: str, ground: Article, row: str) -> ReplyKind:
    """视为放弃, 不再处理: ends the request without a reply."""
    return ReplyKind(code, title, (ground,), "D26", row, FREE_CHOICE, (), ("notice_expired",), closes_by="abandoned")


_ROWS: tuple[ReplyKind, ...] = (
    _otherwise("already_public", "已主动公开", (article(36, None, 1),), "D10", "open", "where_published"),
    ReplyKind(
        "disclosed",
        "予以公开",
        (article(36, None, 2),),
        "D11",
        "open",
        FREE_CHOICE,
        _BOTH,
        ("documents", "form"),
        hands_out=True,
    ),
    ReplyKind(
        "partly_disclosed",
        "部分公开",
        (article(37), article(14), article(15), article(16)),
        "D12",
        "partial",
        RECONSIDERATION_FIRST,
        _BOTH,
        ("documents", "form", "withheld_parts"),
        hands_out=True,
        withholds=True,
    ),
    _withheld("state_secret", "属于国家秘密", article(14), "D13", "deny_secret"),
    _withheld("prohibited_by_law", "其他法律行政法规禁止公开", article(14), "D13", "deny_law"),
    _withheld("public_safety", "危及“三安全一稳定”", article(14), "D13", "deny_safety"),
    _withheld("third_party_rights", "保护第三方合法权益", article(15), "D14", "deny_third_party", "consultation"),
    _withheld("internal_affairs", "属于三类内部事务信息", article(16, 1), "D15", "deny_internal", reviews=_LEGAL),
    _withheld("process_information", "属于四类过程性信息", article(16, 2), "D15", "deny_process", reviews=_LEGAL),
    _withheld("enforcement_file", "属于行政执法案卷", article(16, 2), "D15", "deny_casefile", reviews=_LEGAL),
    # Table 三 lists it under 不予公开, but its ground is not Articles 14–16: no 复议前置.
    _otherwise(
        "administrative_inquiry", "属于行政查询事项", (article(36, None, 7),), "D24", "deny_query", "special_rules"
    ),
    _otherwise("not_held", "本机关不掌握（信息不存在）", (article(36, None, 4),), "D16", "unable_not_held", "search"),
    _otherwise(
        "not_this_organ",
        "不属于本机关负责公开",
        (article(36, None, 5),),
        "D17",
        "unable_not_held",
        "reason",
        "right_organ",
    ),
    _otherwise("needs_making", "没有现成信息需要另行制作", (article(38),), "D18", "unable_need_make", "reason"),
    _otherwise(
        "still_unclear", "补正后申请内容仍不明确", (article(30),), "D19", "unable_unclear", "correction_history"
    ),
    _otherwise("petition", "信访举报投诉类申请", (article(39, 1),), "D20", "noproc_petition", "channel"),
    _otherwise("repeat", "重复申请", (article(36, None, 6),), "D21", "noproc_repeat", "earlier_reply"),
    _otherwise("publication", "要求提供公开出版物", (article(39, 2),), "D22", "noproc_publication", "how_to_obtain"),
    _otherwise("excessive", "无正当理由大量反复申请", (article(35),), "D23", "noproc_massive", "reasons_asked"),
    _otherwise("reconfirm", "要求行政机关确认或重新出具已获取信息", (), "D25", "noproc_confirm", "reason"),
    _abandoned("abandoned_uncorrected", "申请人无正当理由逾期不补正", article(30), "other_no_correction"),
    _abandoned("abandoned_unpaid", "申请人逾期未按收费通知要求缴纳费用", FEE_ARTICLE, "other_unpaid"),
    ReplyKind("withdrawn", "撤回及其他", (), None, "other_misc", NO_RELIEF, (), closes_by="withdrawn"),
)

REPLY_KINDS: dict[str, ReplyKind] = {row.code: row for row in _ROWS}

#: Letters that are no reply: procedural acts carry no relief clause (国办函〔2021〕132号第三条), what touches a third party's rights does.
LETTER_ROUTES: dict[str, Route] = {
    **dict.fromkeys(("D01", "D02", "D03", "D04", "D05", "D06", "D08", "D09"), NO_RELIEF),
    **dict.fromkeys(("D07", "D27"), FREE_CHOICE),
    **{row.letter: row.route for row in _ROWS if row.letter},
}


def kinds_on(day: date) -> list[ReplyKind]:
    """Return the kinds that may answer a request received on ``day``, in the order of the table."""
    return [row for row in _ROWS if row.since <= day]
