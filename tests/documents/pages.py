"""Reads a PDF back as pages of lines, by the boxes of its characters (points, from the top left corner)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def core(self) -> tuple[Line, ...]:
        """The lines of the 版心: without the page number and the head line of a draft."""
        return tuple(line for line in self.lines if line.top > 36 * MM and line.bottom < 263 * MM)


def pages_of(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(document[n]) for n in range(len(document))]
    finally:
        document.close()


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """The fonts used, without the tag of the subset, each with whether it is embedded."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        fonts = [
            item.get_font()
            for page in document
            for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=15)
        ]
        return {font.get_base_name().partition("+")[2]: font.is_embedded for font in fonts}
    finally:
        document.close()


def words(pdf: bytes) -> str:
    """All that is printed in the 版心, without white space."""
    return "".join("".join(line.text for line in page.core) for page in pages_of(pdf))


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    marks = sorted(
        (height - (low + high) / 2, left, right, high - low, sign)
        for sign, (left, low, right, high) in _signs(text)
        if sign.strip()
    )
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for mark in marks:
        if rows and mark[0] - rows[-1][-1][0] < 5:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return Page(width, height, tuple(_line(sorted(row, key=lambda mark: mark[1])) for row in rows))


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Each character with its box; one beyond the basic plane comes as two halves."""
    first_half = 0
    for n in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text, n)
        if 0xD800 <= code < 0xDC00:
            first_half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((first_half - 0xD800) << 10) + (code - 0xDC00)
        yield chr(code), text.get_charbox(n, loose=True)


def _line(row: list[tuple[float, float, float, float, str]]) -> Line:
    middle, tall = row[0][0], max(mark[3] for mark in row)
    return Line(
        text="".join(mark[4] for mark in row),
        left=min(mark[1] for mark in row),
        right=max(mark[2] for mark in row),
        top=middle - tall / 2,
        bottom=middle + tall / 2,
    )
