"""The 保密审查单 as it is filled in, and what stands against passing it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gov_requests.documents.review_items import FILE, WITHHELD, ReviewItem
from gov_requests.terms import SECRECY_CHECKS

NOT_SINGLY = "“{title}”还没有逐项审查：{what}。第十七条、《中华人民共和国保守国家秘密法实施条例》第四十二条"
#: What a pass needs of each document beside the answers.
GOES_OUT = "“{title}”不予公开，不能随答复提供，请退回承办人撤下。第十七条"
IS_WITHHELD = "“{title}”的审查结论是公开，与答复不予公开不一致，请退回承办人。第十七条"
UNDECIDED = "“{title}”报送确定，确定以前不能通过审查。第十七条第三款"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What was typed for one document."""

    source: str = ""
    number: str = ""
    dated: date | None = None
    carrier: str = ""
    pages: int | None = None
    checks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ground: str = ""
    conclusion: str = ""
    re_evaluate_on: date | None = None
    marks: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet: a column for each document, by its hash, and the judgement on aggregation with what it was judged from."""

    columns: Mapping[str, Column]
    aggregation: str = ""
    seen: Mapping[str, Any] = field(default_factory=dict)


def against_passing(items: Iterable[ReviewItem], sheet: Sheet) -> list[str]:
    """Return what stands against passing the sheet, in sentences (先审查、后公开, 逐项审查)."""
    found = [] if sheet.aggregation else ["请写一句汇聚风险判断。《中华人民共和国保守国家秘密法》第三十六条"]
    for item in items:
        column = sheet.columns.get(item.sha256, Column())
        missing = list(_missing(column))
        if missing:
            found.append(NOT_SINGLY.format(title=item.title, what="、".join(missing)))
        if column.conclusion == "referred":
            found.append(UNDECIDED.format(title=item.title))
        if item.kind == FILE and column.conclusion == "withheld":
            found.append(GOES_OUT.format(title=item.title))
        if item.kind == WITHHELD and column.conclusion == "open":
            found.append(IS_WITHHELD.format(title=item.title))
    return found


def _missing(column: Column) -> Iterator[str]:
    for code, title, _hint in SECRECY_CHECKS:
        answer = column.checks.get(code, {})
        if answer.get("found") not in ("no", "yes"):
            yield title
        elif answer["found"] == "yes" and not answer.get("note"):
            yield f"{title}的情况"
    if not column.conclusion:
        yield "结论"
    if column.conclusion in ("withheld", "severed"):
        if not column.ground:
            yield "依据"
        if column.re_evaluate_on is None:
            yield "下次评估日期"
