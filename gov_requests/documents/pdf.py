"""A letter as PDF (版式文件): typst, GB/T 9704—2012 layout, PDF/A-2b once it is dated.

The words go to the compiler as data (sys.inputs), so that nothing in them is ever read as markup.
"""

import json
import re
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, cast

import typst

from gov_requests.documents.characters import printable, shown_by_number
from gov_requests.documents.content import Letter, Paragraph
from gov_requests.documents.glyphs import covered_by
from gov_requests.documents.texts import TEXTS

LAYOUT: Final = TEXTS / "letter.typ"
FONTS: Final = Path(__file__).resolve().parents[2] / "static" / "fonts"

# An address on the net cannot be broken: the line before it would be drawn out to the margin.
_LONG_WORD: Final = re.compile("[!-~]{16,}")

# By role, best first. An office's own licensed fonts come before the free ones that are shipped; what a font lacks
# (喆 堃 昇 翀 玥 䶮) is taken from the next.
FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "song": (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "方正小标宋_GBK",
        "Noto Serif CJK SC",
        "LXGW WenKai",
    ),
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FandolFang R", "LXGW WenKai"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "LXGW WenKai"),
    "hei": ("SimHei", "黑体", "Noto Sans CJK SC", "LXGW WenKai"),
    "digits": ("SimSun", "宋体", "Libertinus Serif", "Noto Serif CJK SC"),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A compiler kept warm, with the fonts it found."""

    compiler: typst.Compiler
    families: dict[str, list[str]]
    covered: frozenset[int]
    turn: threading.Lock


def render_pdf(letter: Letter, *, seal_box: bool = True, draft: bool = False, font_dir: Path | None = None) -> bytes:
    """The letter as a PDF file.

    `seal_box` draws the dotted place for the seal (印章位置); `draft` heads every page with 拟稿. `font_dir` is the
    folder of the office's own fonts. A dated letter is PDF/A-2b; an undated one is no record yet and plain PDF, since
    PDF/A wants a date. The same letter gives the same bytes.
    """
    words = _page(letter) | {"seal-box": seal_box, "draft": draft}
    return printed(LAYOUT, "letter", words, day=letter.dated, font_dir=font_dir)


def printed(layout: Path, name: str, words: dict[str, Any], *, day: date | None, font_dir: Path | None = None) -> bytes:
    """A page of data through a layout, which reads it as `sys.inputs` under `name`; PDF/A-2b where it has a day."""
    press = press_with(font_dir)
    words = words | {"fonts": press.families}
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)
    with press.turn:
        pdf = press.compiler.compile(
            input=layout,
            format="pdf",
            sys_inputs={name: json.dumps(_with_glyphs(words, press.covered), ensure_ascii=False)},
            pdf_standards=["a-2b"] if day else [],
            timestamp=moment,
        )
    return cast("bytes", pdf)  # a list only where pages are asked for as pictures


@cache
def press_with(font_dir: Path | None = None) -> Press:
    """The press for an office's font folder, made at first use (about 0.3 s) and kept."""
    folders = [folder for folder in (font_dir, FONTS) if folder]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    there = set(found.families())
    return Press(
        compiler=typst.Compiler(root=TEXTS, font_paths=found, ignore_system_fonts=True),
        families={role: [name for name in names if name in there] for role, names in FAMILIES.items()},
        covered=frozenset().union(*map(_points_of, filter(lambda face: face.path, found.fonts()))),
        turn=threading.Lock(),
    )


def _points_of(face: typst.FontInfo) -> frozenset[int]:
    """What a face covers. Private codes (自造字) count in an office's own fonts only: ours mean other things by them."""
    path = Path(face.path or "")
    points = covered_by(path, face.index)
    return frozenset(points.difference(range(0xE000, 0xF900))) if path.parent == FONTS else points


def unprintable(letter: Letter, font_dir: Path | None = None) -> tuple[str, ...]:
    """The characters of the letter that no font carries, and that are therefore printed as 〔U+…〕."""
    covered = press_with(font_dir).covered
    return tuple(sorted({character for character in letter.plain_text() if not _has_glyph(character, covered)}))


def _page(letter: Letter) -> dict[str, Any]:
    """What the layout prints, in its order."""
    return {
        "organ": letter.organ,
        "title": letter.title,
        "number": letter.printed_number,
        "addressee": letter.addressee,
        "body": [*_parts(letter.paragraphs), *({"kind": "text", "text": clause} for clause in letter.relief)],
        "closing": letter.closing,
        "enclosures": list(letter.enclosure_lines),
        "signatory": letter.signatory,
        "date": letter.printed_date,
        "day": [letter.dated.year, letter.dated.month, letter.dated.day] if letter.dated else None,
        "note": list(letter.note_lines),
        "letterhead": letter.letterhead,
        "slip": _parts(letter.slip),
    }


def _parts(paragraphs: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
    """Paragraphs as they come; labelled ones that follow each other as one table."""
    parts: list[dict[str, Any]] = []
    for labelled, group in groupby(paragraphs, key=lambda paragraph: bool(paragraph.label)):
        if labelled:
            parts.append({"kind": "rows", "rows": [{"label": row.label, "text": row.text} for row in group]})
        else:
            parts.extend(
                {"kind": "heading", "text": one.text}
                if one.heading
                else {"kind": "text", "text": one.text, "loose": bool(_LONG_WORD.search(one.text))}
                for one in group
            )
    return parts


def _with_glyphs(value: Any, covered: frozenset[int]) -> Any:
    """The same JSON value, every character in it one that a font can print."""
    match value:
        case str():
            return "".join(
                character if _has_glyph(character, covered) else shown_by_number(character)
                for character in printable(value)
            )
        case list():
            return [_with_glyphs(item, covered) for item in value]
        case dict():
            return {name: _with_glyphs(item, covered) for name, item in value.items()}
        case _:
            return value


def _has_glyph(character: str, covered: frozenset[int]) -> bool:
    return character == "\n" or ord(character) in covered
