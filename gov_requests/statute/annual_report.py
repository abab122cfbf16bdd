"""The form of the annual report (年度报告, 第四十九条、第五十条; 国办公开办函〔2021〕30号): rows, columns, what must add up.

Pure. The keys are those that ``report annual`` prints; the titles are those of the printed form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

TOTAL: Final = "total"
#: The six kinds of applicant (申请人情况); the middle five stand under 法人或其他组织.
APPLICANTS: Final[Mapping[str, str]] = {
    "natural_person": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
}
COLUMNS: Final = (*APPLICANTS, TOTAL)
NEW, OVER, RESULTS, FORWARD = "new_received", "carried_over", "result_total", "carried_forward"
#: The groups of 三、本年度办理结果, each with its leaves. A group of one leaf has no heading of its own.
GROUPS: Final[tuple[tuple[str, Mapping[str, str]], ...]] = (
    ("（一）予以公开", {"open": ""}),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", {"partial": ""}),
    (
        "（三）不予公开",
        {
            "deny_secret": "1.属于国家秘密",
            "deny_law": "2.其他法律行政法规禁止公开",
            "deny_safety": "3.危及“三安全一稳定”",
            "deny_third_party": "4.保护第三方合法权益",
            "deny_internal": "5.属于三类内部事务信息",
            "deny_process": "6.属于四类过程性信息",
            "deny_casefile": "7.属于行政执法案卷",
            "deny_query": "8.属于行政查询事项",
        },
    ),
    (
        "（四）无法提供",
        {
            "unable_not_held": "1.本机关不掌握相关政府信息",
            "unable_need_make": "2.没有现成信息需要另行制作",
            "unable_unclear": "3.补正后申请内容仍不明确",
        },
    ),
    (
        "（五）不予处理",
        {
            "noproc_petition": "1.信访举报投诉类申请",
            "noproc_repeat": "2.重复申请",
            "noproc_publication": "3.要求提供公开出版物",
            "noproc_massive": "4.无正当理由大量反复申请",
            "noproc_confirm": "5.要求行政机关确认或重新出具已获取信息",
        },
    ),
    (
        "（六）其他处理",
        {
            "other_no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "other_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "other_misc": "3.其他",
        },
    ),
)
LEAVES: Final = tuple(leaf for _title, leaves in GROUPS for leaf in leaves)
ROWS: Final = (NEW, OVER, *LEAVES, RESULTS, FORWARD)
TITLES: Final[Mapping[str, str]] = {
    NEW: "一、本年新收政府信息公开申请数量",
    OVER: "二、上年结转政府信息公开申请数量",
    **{leaf: f"三、{group} {title}".rstrip() for group, leaves in GROUPS for leaf, title in leaves.items()},
    RESULTS: "三、（七）总计",
    FORWARD: "四、结转下年度继续办理",
}
BLOCKS: Final[Mapping[str, str]] = {
    "review": "行政复议",
    "litigation_direct": "行政诉讼-未经复议直接起诉",
    "litigation_after_review": "行政诉讼-复议后起诉",
}
BUCKETS: Final[Mapping[str, str]] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}

Table = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Identity:
    """勾稽关系: what must add up, whether it does, and where it does not (``cells``: row and column, or block and bucket)."""

    name: str
    says: str
    breaks: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it adds up everywhere."""
        return not self.breaks

    @property
    def detail(self) -> str:
        """What must add up, and every place where it does not."""
        return "；".join((self.says, *self.breaks))


Break = tuple[tuple[str, str], str]


def identities(three: Table, four: Table, forward_last_year: Mapping[str, int] | None = None) -> list[Identity]:
    """Return what must add up in one report; ``forward_last_year`` is 四、结转 of the report before, None where there is none."""
    found = [
        _identity("T3-C1", "每列：第一项加第二项之和，等于第三项加第四项之和", _columns_balance(three)),
        _identity("T3-C2", "每列：（一）至（六）各明细行之和，等于（七）总计", _leaves_add_up(three)),
        _identity("T3-R", "每行：六类申请人之和，等于总计", _rows_add_up(three)),
        _identity("T4", "每块：维持、纠正、其他、尚未审结之和，等于总计", _blocks_add_up(four)),
    ]
    if forward_last_year is not None:
        says = "本年“二、上年结转”，等于上一年度“四、结转下年度继续办理”（逐列）"
        found.insert(3, _identity("跨年", says, _years_meet(three, forward_last_year)))
    return found


def _identity(name: str, says: str, breaks: Iterable[Break]) -> Identity:
    listed = list(breaks)
    return Identity(name, says, tuple(words for _cell, words in listed), tuple(cell for cell, _words in listed))


def column_title(column: str) -> str:
    """Return a column's heading."""
    return "总计" if column == TOTAL else APPLICANTS[column]


def _columns_balance(three: Table) -> Iterator[Break]:
    for column in COLUMNS:
        came, went = three[NEW][column] + three[OVER][column], three[RESULTS][column] + three[FORWARD][column]
        if came != went:
            words = f"{column_title(column)}列：{three[NEW][column]}+{three[OVER][column]}={came}，"
            words += f"{three[RESULTS][column]}+{three[FORWARD][column]}={went}"
            yield (FORWARD, column), words


def _leaves_add_up(three: Table) -> Iterator[Break]:
    for column in COLUMNS:
        leaves, total = sum(three[leaf][column] for leaf in LEAVES), three[RESULTS][column]
        if leaves != total:
            yield (RESULTS, column), f"{column_title(column)}列：明细之和 {leaves}，（七）总计 {total}"


def _rows_add_up(three: Table) -> Iterator[Break]:
    for row in ROWS:
        kinds, total = sum(three[row][kind] for kind in APPLICANTS), three[row][TOTAL]
        if kinds != total:
            yield (row, TOTAL), f"“{TITLES[row]}”行：六类之和 {kinds}，总计 {total}"


def _years_meet(three: Table, forward: Mapping[str, int]) -> Iterator[Break]:
    for column in COLUMNS:
        over, before = three[OVER][column], forward.get(column, 0)
        if over != before:
            yield (OVER, column), f"{column_title(column)}列：本年上年结转 {over}，上年度结转下年 {before}"


def _blocks_add_up(four: Table) -> Iterator[Break]:
    for block, title in BLOCKS.items():
        parts, total = sum(four[block][bucket] for bucket in BUCKETS), four[block][TOTAL]
        if parts != total:
            yield (block, TOTAL), f"{title}：四项之和 {parts}，总计 {total}"


def due_days(year: int) -> tuple[date, date]:
    """Return by when a year's report is due: of a department to the competent office, of the government to the public (第四十九条)."""
    return date(year + 1, 1, 31), date(year + 1, 3, 31)
