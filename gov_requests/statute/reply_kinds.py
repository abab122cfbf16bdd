"""答复类型: one row a kind.

Form choices, required fields, letter, relief clause, reviews and the annual report are loops over these rows.

``letter`` is the document of law.md's national set (国办公开办函〔2020〕2号); ``report_row`` the row of table 三 (国办公开办函〔2021〕30号);
``route`` the way of relief; ``reviews`` those asked for by default (an organ may ask for more, never for fewer).
"""

from collections.abc import Iterable
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


_ROWS: tuple[ReplyKind, ...] = (
    ReplyKind(
        "already_public",
        "已主动公开",
        (article(36, None, 1),),
        "D10",
        "open",
        FREE_CHOICE,
        _LEGAL,
        ("where_published",),
    ),
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
    ReplyKind(
        "state_secret",
        "属于国家秘密",
        (article(14),),
        "D13",
        "deny_secret",
        RECONSIDERATION_FIRST,
        _BOTH,
        ("reason",),
        withholds=True,
    ),
    ReplyKind(
        "prohibited_by_law",
        "其他法律行政法规禁止公开",
        (article(14),),
        "D13",
        "deny_law",
        RECONSIDERATION_FIRST,
        _BOTH,
        ("reason",),
        withholds=True,
    ),
    ReplyKind(
        "public_safety",
        "危及“三安全一稳定”",
        (article(14),),
        "D13",
        "deny_safety",
        RECONSIDERATION_FIRST,
        _BOTH,
        ("reason",),
        withholds=True,
    ),
    ReplyKind(
        "third_party_rights",
        "保护第三方合法权益",
        (article(15),),
        "D14",
        "deny_third_party",
        RECONSIDERATION_FIRST,
        _BOTH,
        ("reason", "consultation"),
        withholds=True,
    ),
    ReplyKind(
        "internal_affairs",
        "属于三类内部事务信息",
        (article(16, 1),),
        "D15",
        "deny_internal",
        RECONSIDERATION_FIRST,
        _LEGAL,
        ("reason",),
        withholds=True,
    ),
    ReplyKind(
        "process_information",
        "属于四类过程性信息",
        (article(16, 2),),
        "D15",
        "deny_process",
        RECONSIDERATION_FIRST,
        _LEGAL,
        ("reason",),
        withholds=True,
    ),
    ReplyKind(
        "enforcement_file",
        "属于行政执法案卷",
        (article(16, 2),),
        "D15",
        "deny_casefile",
        RECONSIDERATION_FIRST,
        _LEGAL,
        ("reason",),
        withholds=True,
    ),
    # Table 三 lists it under 不予公开, but its ground is not Articles 14–16: no 复议前置.
    ReplyKind(
        "administrative_inquiry",
        "属于行政查询事项",
        (article(36, None, 7),),
        "D24",
        "deny_query",
        FREE_CHOICE,
        _LEGAL,
        ("special_rules",),
    ),
    ReplyKind(
        "not_held",
        "本机关不掌握（信息不存在）",
        (article(36, None, 4),),
        "D16",
        "unable_not_held",
        FREE_CHOICE,
        _LEGAL,
        ("search",),
    ),
    ReplyKind(
        "not_this_organ",
        "不属于本机关负责公开",
        (article(36, None, 5),),
        "D17",
        "unable_not_held",
        FREE_CHOICE,
        _LEGAL,
        ("reason", "right_organ"),
    ),
    ReplyKind(
        "needs_making",
        "没有现成信息需要另行制作",
        (article(38),),
        "D18",
        "unable_need_make",
        FREE_CHOICE,
        _LEGAL,
        ("reason",),
    ),
    ReplyKind(
        "still_unclear",
        "补正后申请内容仍不明确",
        (article(30),),
        "D19",
        "unable_unclear",
        FREE_CHOICE,
        _LEGAL,
        ("correction_history",),
    ),
    ReplyKind(
        "petition", "信访举报投诉类申请", (article(39, 1),), "D20", "noproc_petition", FREE_CHOICE, _LEGAL, ("channel",)
    ),
    ReplyKind(
        "repeat", "重复申请", (article(36, None, 6),), "D21", "noproc_repeat", FREE_CHOICE, _LEGAL, ("earlier_reply",)
    ),
    ReplyKind(
        "publication",
        "要求提供公开出版物",
        (article(39, 2),),
        "D22",
        "noproc_publication",
        FREE_CHOICE,
        _LEGAL,
        ("how_to_obtain",),
    ),
    ReplyKind(
        "excessive",
        "无正当理由大量反复申请",
        (article(35),),
        "D23",
        "noproc_massive",
        FREE_CHOICE,
        _LEGAL,
        ("reasons_asked",),
    ),
    ReplyKind(
        "reconfirm",
        "要求行政机关确认或重新出具已获取信息",
        (),
        "D25",
        "noproc_confirm",
        FREE_CHOICE,
        _LEGAL,
        ("reason",),
    ),
    ReplyKind(
        "abandoned_uncorrected",
        "申请人无正当理由逾期不补正",
        (article(30),),
        "D26",
        "other_no_correction",
        FREE_CHOICE,
        (),
        ("notice_expired",),
        closes_by="abandoned",
    ),
    ReplyKind(
        "abandoned_unpaid",
        "申请人逾期未按收费通知要求缴纳费用",
        (FEE_ARTICLE,),
        "D26",
        "other_unpaid",
        FREE_CHOICE,
        (),
        ("notice_expired",),
        closes_by="abandoned",
    ),
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


#: Which row of the report a request of several items counts in, the first that any item has. 1 January of the report's year. [I]
_PRECEDENCE: tuple[tuple[date, tuple[str, ...]], ...] = (
    (
        date(2019, 1, 1),
        (
            "partial",
            "open",
            "deny_secret",
            "deny_law",
            "deny_safety",
            "deny_third_party",
            "deny_internal",
            "deny_process",
            "deny_casefile",
            "deny_query",
            "unable_not_held",
            "unable_need_make",
            "unable_unclear",
            "noproc_petition",
            "noproc_repeat",
            "noproc_publication",
            "noproc_massive",
            "noproc_confirm",
            "other_no_correction",
            "other_unpaid",
            "other_misc",
        ),
    ),
)


def report_row(codes: Iterable[str], on: date) -> str:
    """Return the one row of table 三 that a request with these item kinds counts in (只计一种情形).

    ``partial`` where any item is partly disclosed, or one is disclosed beside one withheld; else by a dated order of precedence.
    Raises KeyError for an unknown kind, ValueError where there is none.
    """
    kinds = [REPLY_KINDS[code] for code in codes]
    if not kinds:
        raise ValueError("没有答复事项：每件申请至少应有一项。")
    rows = {kind.report_row for kind in kinds}
    if "partial" in rows or ("open" in rows and any(kind.withholds for kind in kinds)):
        return "partial"
    order = next(rows_then for since, rows_then in reversed(_PRECEDENCE) if since <= on or since == _PRECEDENCE[0][0])
    return min(rows, key=order.index)
