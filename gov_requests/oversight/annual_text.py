"""一、总体情况: the sentences of the report, written from the very tables that stand beside them."""

from collections.abc import Iterator, Mapping
from typing import Any

from gov_requests.records.annual_reports import Figures
from gov_requests.statute.annual_report import (
    APPLICANTS,
    BLOCKS,
    BUCKETS,
    FORWARD,
    GROUPS,
    NEW,
    OVER,
    RESULTS,
    TOTAL,
    Table,
)

#: The parts of the form (国办公开办函〔2021〕30号); those that a person writes carry a key.
PARTS: Mapping[str, str] = {
    "overview": "一、总体情况",
    "table2": "二、主动公开政府信息情况",
    "table3": "三、收到和处理政府信息公开申请情况",
    "table4": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "others": "六、其他需要报告的事项",
}


def content_of(found: Figures) -> dict[str, Any]:
    """Return all that the report says, in the form that is frozen and printed."""
    return {
        **found.as_dict(),
        "name": found.organ,
        "narrative": list(narrative(found.three, found.four, found.year)),
        "texts": found.texts,
    }


def narrative(three: Table, four: Table, year: int) -> Iterator[str]:
    """Yield the paragraphs on requests, reconsideration and litigation."""
    yield "".join((f"{year}年，{_received(three)}", _results(three)))
    yield _disputes(four)


def _received(three: Table) -> str:
    new, over = three[NEW], three[OVER][TOTAL]
    kinds = _listed((title, new[kind]) for kind, title in APPLICANTS.items())
    told = f"新收政府信息公开申请{new[TOTAL]}件"
    told += f"（{kinds}）" if kinds else ""
    return f"{told}，上年结转{over}件。"


def _results(three: Table) -> str:
    done, forward = three[RESULTS][TOTAL], three[FORWARD][TOTAL]
    parts = _listed((_plain(title), sum(three[leaf][TOTAL] for leaf in leaves)) for title, leaves in GROUPS)
    told = f"本年度办结{done}件"
    return f"{told}{'：' if parts else ''}{parts}；结转下年度继续办理{forward}件。"


def _disputes(four: Table) -> str:
    told = []
    for block, title in BLOCKS.items():
        cells = four[block]
        parts = _listed((words, cells[bucket]) for bucket, words in BUCKETS.items())
        told.append(
            f"{title.replace('-', '（') + '）' if '-' in title else title}{cells[TOTAL]}件"
            + (f"（{parts}）" if parts else "")
        )
    return f"因政府信息公开{'，'.join(told)}。"


def _plain(title: str) -> str:
    return title.split("）", 1)[1].split("（", 1)[0]


def _listed(parts: Iterator[tuple[str, int]]) -> str:
    return "、".join(f"{title}{how_many}件" for title, how_many in parts if how_many)
