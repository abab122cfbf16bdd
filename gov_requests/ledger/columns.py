"""The form of the ledger (台账格式): two sheets, their columns, and the words that stand in them."""

from dataclasses import dataclass
from typing import Final

from gov_requests.statute.disputes import KINDS, PROCEDURES
from gov_requests.statute.outcomes import COMPLAINT, OUTCOMES
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import APPLICANT_KINDS

CHANNEL_WORDS: Final = {
    "当面": "in_person",
    "口头": "oral",
    "挂号或EMS": "signed_mail",
    "平信": "ordinary_mail",
    "网上": "online",
    "传真": "fax",
    "电子邮件": "email",
}
APPLICANT_WORDS: Final = {words: code for code, words in APPLICANT_KINDS.items()}
SOURCE_WORDS: Final = {"第三方": "third_party", "共同制作机关": "co_producer", "其他机关": "other_organ"}
#: A complaint (投诉举报) is in no table of the report and in no ledger.
DISPUTE_WORDS: Final = {kind.title: code for code, kind in KINDS.items() if kind.instance != COMPLAINT}
PROCEDURE_WORDS: Final = {words: code for code, words in PROCEDURES.items()}
OUTCOME_WORDS: Final = tuple(word for word, row in OUTCOMES.items() if COMPLAINT not in row.instances)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind``: text, line (one line), day, count, or word (one of ``words``); ``longest`` in characters."""

    heading: str
    kind: str = "text"
    must: bool = False
    words: tuple[str, ...] = ()
    longest: int = 30_000
    width: int = 14


def _day(heading: str, *, must: bool = False) -> Column:
    return Column(heading, "day", must, width=13)


def _word(heading: str, words: tuple[str, ...], *, must: bool = False, width: int = 14) -> Column:
    return Column(heading, "word", must, words, width=width)


REQUESTS: Final = (
    Column("登记编号", "line", must=True, longest=40, width=18),
    _word("收到方式", tuple(CHANNEL_WORDS), must=True),
    _day("收到日期", must=True),
    _day("确认日期"),
    _word("申请人类型", tuple(APPLICANT_WORDS), must=True),
    Column("申请人", "line", must=True, longest=100, width=18),
    Column("证件号码", "line", longest=60, width=22),
    Column("联系方式", longest=200, width=30),
    Column("申请内容", must=True, width=50),
    _day("补正告知日期"),
    _day("补正收到日期"),
    _word("征求意见对象", tuple(SOURCE_WORDS)),
    _day("征求发出日期"),
    _day("征求送达日期"),
    _day("意见收到日期"),
    _day("延期批准日期"),
    _day("延期告知日期"),
    Column("延期工作日", "count", width=11),
    _day("收费通知日期"),
    _day("缴费日期"),
    _word("答复类型", tuple(kind.title for kind in REPLY_KINDS.values()), width=28),
    _day("答复日期"),
    Column("文号", "line", longest=60, width=26),
    Column("承办部门", "line", longest=2_000, width=16),
    Column("备注", width=24),
)
DISPUTES: Final = (
    Column("案件编号", "line", must=True, longest=60, width=26),
    _word("类型", tuple(DISPUTE_WORDS), must=True, width=18),
    Column("关联登记编号", "line", longest=40, width=18),
    _day("收到日期", must=True),
    Column("复议机关或法院", "line", longest=100, width=26),
    _word("程序", tuple(PROCEDURE_WORDS), width=8),
    _day("答辩日期"),
    _word("结果", OUTCOME_WORDS),
    _day("结案日期"),
    Column("纠正原因", width=24),
    Column("备注", width=24),
)
REQUEST_SHEET: Final = "申请"
DISPUTE_SHEET: Final = "复议诉讼"
SHEETS: Final = {REQUEST_SHEET: REQUESTS, DISPUTE_SHEET: DISPUTES}
#: What a continuation row may leave empty, and must not contradict: it is said in the first row of a request.
BASE: Final = tuple(column.heading for column in REQUESTS[1:9])
#: A sheet of this name says that personal data was masked: such a file is refused on import.
MASKED_SHEET: Final = "脱敏说明"
