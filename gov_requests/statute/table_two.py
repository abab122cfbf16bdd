"""Table two of the annual report (主动公开政府信息情况): typed in, not counted; what this year's must make of last year's."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from gov_requests.statute.annual_report import Identity

#: 第二十条第（一）项: 规章、行政规范性文件, each with 制发、废止、现行有效.
MADE, REPEALED, IN_FORCE = "made", "repealed", "in_force"
DOCUMENTS: Final[Mapping[str, str]] = {"rules": "规章", "normative": "行政规范性文件"}
DOCUMENT_COLUMNS: Final[Mapping[str, str]] = {
    MADE: "本年制发件数",
    REPEALED: "本年废止件数",
    IN_FORCE: "现行有效件数",
}
#: 第（五）项, 第（六）项: 本年处理决定数量; 第（八）项: 本年收费金额（万元）.
DECISIONS: Final[Mapping[str, tuple[str, str]]] = {
    "licences": ("第二十条第（五）项", "行政许可"),
    "penalties": ("第二十条第（六）项", "行政处罚"),
    "coercion": ("第二十条第（六）项", "行政强制"),
}
FEES: Final = "fees"
#: Key → what it is called; the numbers are whole but for the fees.
TABLE_TWO: Final[Mapping[str, str]] = {
    **{
        f"{kind}_{column}": f"{title}{heading}"
        for kind, title in DOCUMENTS.items()
        for column, heading in DOCUMENT_COLUMNS.items()
    },
    **{key: f"{title}本年处理决定数量" for key, (_item, title) in DECISIONS.items()},
    FEES: "行政事业性收费本年收费金额（万元）",
}


def in_force_adds_up(now: Mapping[str, str], before: Mapping[str, str]) -> Identity:
    """Check 现行有效 against last year's, 制发 and 废止. A soft identity: documents also lapse and pass between organs."""
    broken = list(_broken(now, before))
    says = "表二：现行有效件数，等于上年现行有效加本年制发减本年废止"
    cells = tuple((kind, IN_FORCE) for kind, _words in broken)
    return Identity("T2", says, tuple(words for _kind, words in broken), cells)


def _broken(now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for kind, title in DOCUMENTS.items():
        held, had = number(now.get(f"{kind}_{IN_FORCE}")), number(before.get(f"{kind}_{IN_FORCE}"))
        made, repealed = number(now.get(f"{kind}_{MADE}")), number(now.get(f"{kind}_{REPEALED}"))
        if held != had + made - repealed:
            yield kind, f"{title}：上年 {had} 加 {made} 减 {repealed}，应为 {had + made - repealed}，填的是 {held}"


def number(typed: str | None) -> Decimal:
    """Return what was typed as a number; nothing typed is 0."""
    return Decimal(typed or 0)
