"""What is found in a file without a person (自动查找): 密级 words, lists of persons, coordinates, facilities. Hints; a person judges.

The patterns find what is written as offices write it. What has no text layer is said to have none: then nothing was looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Final

from gov_requests.documents import sensitive
from gov_requests.records import files
from gov_requests.records.pdf_texts import texts_of_pdf
from gov_requests.records.secrecy_rules import Rules
from gov_requests.records.upload_packages import Unfit, text_of_package

#: Kind → what a reviewer reads.
KINDS: Final = {
    "secret": "密级字样",
    "internal": "内部字样",
    "persons": "人员名单",
    "coordinates": "坐标",
    "facilities": "重点设施",
    "no_text": "无文字层",
}
NOT_LOOKED: Final = "没有文字可查，请逐页看图"
_SECRET: Final = re.compile(r"绝\s*密|机\s*密|(?<!商业)秘\s*密(?=\s*[★☆*＊▲]|\s*[0-9０-９一二三五十]+\s*年)|★")
_INTERNAL: Final = re.compile(
    r"内部(?:资料|文件|材料|使用|刊物)|注意保(?:存|密)|不得(?:外传|翻印|公开)|工作秘密|仅供内部"
)
#: The hundred commonest surnames and some double ones; a name stands by itself, as in the cell of a table.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤虚"
)
_NAME: Final = re.compile(
    rf"(?<![一-鿿])(?:(?:欧阳|上官|司马|诸葛|皇甫|尉迟)[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}})(?![一-鿿])"
)
#: Words of tables that begin like a surname.
_NO_NAMES: Final = frozenset(
    {
        "方案",
        "方式",
        "方法",
        "任务",
        "程序",
        "高度",
        "金额",
        "江苏",
        "白天",
        "钟点",
        "范围",
        "于是",
        "何时",
        "石材",
        "石油",
        "田地",
    }
    | {"马路", "向东", "向西", "向南", "向北", "万元", "周期", "周边", "毛重", "严重", "金属"}
)
_LONGITUDE: Final = re.compile(r"(?<![\d.])(?:7[3-9]|[89]\d|1[0-2]\d|13[0-5])\.\d{4,}")
_LATITUDE: Final = re.compile(r"(?<![\d.])(?:1[89]|[2-4]\d|5[0-4])\.\d{4,}")
_DEGREES: Final = re.compile(r"\d{1,3}\s*°\s*\d{1,2}\s*[′'’]")
_PLANE: Final = re.compile(r"[XYxy]\s*[=＝:：]\s*\d{5,8}\.\d+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding: its kind (``KINDS``), what it says, on which pages (from 1; empty: in the name)."""

    kind: str
    what: str
    pages: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as the record keeps it."""
        return {**asdict(self), "pages": list(self.pages)}


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in one file, and how many pages it has (None: unknown)."""

    pages: int | None
    marks: tuple[Mark, ...]


def scan(sha256: str, filename: str, rules: Rules) -> Scan:
    """Return what is found in a kept file; the same file is read once. Raises ``NotFound`` for a file that is gone."""
    return _scan(sha256, filename, rules.names_from, rules.facilities)


@lru_cache(maxsize=512)
def _scan(sha256: str, filename: str, names_from: int, facilities: tuple[str, ...]) -> Scan:
    pages, texts = _texts(files.read(sha256), PurePosixPath(filename).suffix.lower())
    return Scan(pages, tuple(marks_in(filename, texts, names_from, facilities)))


def _texts(content: bytes, ending: str) -> tuple[int | None, list[str]]:
    if ending in (".docx", ".xlsx"):
        try:
            return None, [text_of_package(ending, content)]
        except Unfit:
            return None, []
    if ending != ".pdf":
        return 1, []
    return texts_of_pdf(content)


def marks_in(filename: str, texts: Sequence[str], names_from: int, facilities: Sequence[str]) -> Iterator[Mark]:
    """Yield what stands in a file's name and in the text of its pages."""
    for kind, pattern in (("secret", _SECRET), ("internal", _INTERNAL)):
        if found := pattern.search(filename):
            yield Mark(kind, f"文件名中有“{found.group()}”")
        yield from _words(kind, pattern, texts)
    if not any(text.strip() for text in texts):
        yield Mark("no_text", NOT_LOOKED)
        return
    if blank := tuple(number for number, text in enumerate(texts, 1) if not text.strip()):
        yield Mark("no_text", NOT_LOOKED, blank)
    yield from _persons(texts, names_from)
    yield from _coordinates(texts)
    if facilities:
        yield from _words("facilities", re.compile("|".join(map(re.escape, facilities))), texts)


def _words(kind: str, pattern: re.Pattern[str], texts: Sequence[str]) -> Iterator[Mark]:
    found = {number: {"".join(one.split()) for one in pattern.findall(text)} for number, text in enumerate(texts, 1)}
    words = sorted(set().union(*found.values()))
    if words:
        yield Mark(kind, "、".join(words[:8]), tuple(number for number, here in found.items() if here))


def _persons(texts: Sequence[str], names_from: int) -> Iterator[Mark]:
    numbers = [sensitive.find(text) for text in texts]
    lists = {
        "姓名": [set(_NAME.findall(text)) - _NO_NAMES for text in texts],
        **{
            sensitive.KINDS[kind]: [{hit.number for hit in here if hit.kind == kind} for here in numbers]
            for kind in ("id_number", "mobile")
        },
    }
    for title, found in lists.items():
        count = len(set().union(*found))
        if count >= names_from:
            yield Mark("persons", f"{title} {count} 个以上", tuple(n for n, here in enumerate(found, 1) if here))


def _coordinates(texts: Sequence[str]) -> Iterator[Mark]:
    counts = [
        min(len(_LONGITUDE.findall(text)), len(_LATITUDE.findall(text)))
        + len(_DEGREES.findall(text)) // 2
        + len(_PLANE.findall(text)) // 2
        for text in texts
    ]
    if sum(counts):
        yield Mark("coordinates", f"{sum(counts)} 处", tuple(n for n, count in enumerate(counts, 1) if count))
