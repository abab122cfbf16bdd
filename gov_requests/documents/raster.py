"""Pages of a PDF or picture, drawn and read in a process of its own: ``python raster.py WHAT MEDIA_TYPE``, content in, pages out.

WHAT is the number of a page (from 0): out comes how many there are, and that page as PNG; ``survey``: for every page a line of JSON with
its words and where each character stands; ``burn`` (the first line that comes in says what is covered on which page): every page as
packed pixels, what is covered burnt in. Places are in ten-thousandths of the page's width and height as it is seen, from the top left.

It imports nothing of the house, has no network to speak of, little memory and little time, and holds one page at a time.
"""

import ctypes
import io
import json
import resource
import struct
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageOps

#: What a page is drawn in: as wide as a screen shows it, and never more than this many pixels high.
WIDTH, HIGHEST = 1240, 3600
#: What is given out: dots per inch as a scanner gives them, and no page larger than this (A1 has 31 million).
DPI, LARGEST = 200, 32_000_000
#: The grid of packed pictures: what is burnt in fills whole fields of it, so that it comes out in one colour to its edge.
GRID = 8
WHOLE = 10_000
MOST_PAGES, MOST_CHARACTERS = 500, 40_000
_MEMORY, _SECONDS, _SECONDS_A_PAGE = 768 * 1024 * 1024, 10, 3
_MOST_PIXELS = 120_000_000
_A4 = 841.89
_JPEG_QUALITY = 88


def main(what: str, media_type: str) -> None:
    """Do what is asked with what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + MOST_PAGES * _SECONDS_A_PAGE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    covered: dict[str, Any] = json.loads(sys.stdin.buffer.readline()) if what == "burn" else {}
    content = sys.stdin.buffer.read()
    document = _Pdf(content) if media_type == "application/pdf" else _Picture(content)
    out = sys.stdout.buffer
    out.write(b"%d\n" % len(document))
    if what.isdecimal():
        out.write(_png(document.drawn(int(what))))
        return
    pages = min(len(document), MOST_PAGES)
    soft = _SECONDS + pages * _SECONDS_A_PAGE
    resource.setrlimit(resource.RLIMIT_CPU, (soft, _SECONDS + MOST_PAGES * _SECONDS_A_PAGE))
    for number in range(pages):
        if what == "survey":
            out.write(json.dumps(document.surveyed(number)).encode() + b"\n")
        else:
            head, packed = _burnt(document, number, covered.get(str(number + 1), []))
            out.write(json.dumps(head | {"length": len(packed)}).encode() + b"\n" + packed)
        out.flush()


class _Pdf:
    """A PDF: what was filled in and noted on a page is made part of it first, so that what is seen is what is read and given."""

    def __init__(self, content: bytes) -> None:
        self.document = pypdfium2.PdfDocument(content)
        self.document.init_forms()

    def __len__(self) -> int:
        return len(self.document)

    def page(self, number: int) -> pypdfium2.PdfPage:
        page = self.document[number]
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        return self.document[number]

    def drawn(self, number: int) -> Image.Image:
        page = self.page(number)
        width, height = page.get_size()
        return self._at(page, min(WIDTH / width, HIGHEST / height))

    def full(self, number: int) -> tuple[Image.Image, tuple[float, float]]:
        page = self.page(number)
        width, height = page.get_size()
        scale = min(DPI / 72, (LARGEST / (width * height)) ** 0.5)
        return self._at(page, scale), (width, height)

    @staticmethod
    def _at(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return picture

    def surveyed(self, number: int) -> dict[str, Any]:
        page = self.page(number)
        place, words = _Places(page), page.get_textpage()
        count = min(words.count_chars(), MOST_CHARACTERS)
        text = "".join(_character(pdfium.FPDFText_GetUnicode(words, at)) for at in range(count))
        boxes = [place.of(words.get_charbox(at, loose=True)) for at in range(count)]
        pictures = [
            place.of(found.get_bounds()) for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        ]
        page.close()
        return {"text": text, "boxes": boxes, "pictures": pictures}


class _Places:
    """From the page's own measure to ten-thousandths of what is seen of it, turned as it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        (self.x, self.y), (right, up) = self._on(page, 0, 0), (self._on(page, 1000, 0), self._on(page, 0, 1000))
        self.along = ((right[0] - self.x) / 1000, (right[1] - self.y) / 1000)
        self.across = ((up[0] - self.x) / 1000, (up[1] - self.y) / 1000)

    @staticmethod
    def _on(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
        left, top = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, left, top)
        return left.value, top.value

    def of(self, corners: tuple[float, float, float, float]) -> list[int]:
        """Return left, top, right, bottom of what lies between two corners, as far as it is on the page."""
        found = [
            (self.x + x * self.along[0] + y * self.across[0], self.y + x * self.along[1] + y * self.across[1])
            for x, y in (corners[:2], corners[2:])
        ]
        across, down = sorted(x for x, _ in found), sorted(y for _, y in found)
        return [max(0, min(WHOLE, round(at))) for at in (across[0], down[0], across[1], down[1])]


def _character(code: int) -> str:
    return chr(code) if code and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF else " "


class _Picture:
    """A scan or photograph: one page without words."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __len__(self) -> int:
        return 1

    def _upright(self, largest: tuple[int, int]) -> Image.Image:
        with Image.open(io.BytesIO(self.content), formats=("JPEG", "PNG")) as picture:
            picture.draft("RGB", (largest[0] * 2, largest[1] * 2))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail(largest)
            return _on_white(upright)

    def drawn(self, _number: int) -> Image.Image:
        return self._upright((WIDTH, HIGHEST))

    def full(self, _number: int) -> tuple[Image.Image, tuple[float, float]]:
        side = int(LARGEST**0.5)
        picture = self._upright((side, side))
        points = _A4 / max(picture.size)
        return picture, (picture.width * points, picture.height * points)

    def surveyed(self, _number: int) -> dict[str, Any]:
        self.drawn(0)  # What cannot be drawn is refused now, not at the end.
        return {"text": "", "boxes": [], "pictures": [[0, 0, WHOLE, WHOLE]]}


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _burnt(document: _Pdf | _Picture, number: int, covered: list[list[int]]) -> tuple[dict[str, Any], bytes]:
    """Return a page's pixels packed, and how; nothing of the file goes into it but its pixels."""
    drawn, points = document.full(number)
    bands = drawn.split()
    grey = not any(ImageChops.difference(bands[0], other).getbbox() for other in bands[1:])
    picture = Image.new("L" if grey else "RGB", drawn.size)
    picture.paste(bands[0] if grey else drawn)
    pen = ImageDraw.Draw(picture)
    for box in covered:
        left, top, right, bottom = _pixels(box, picture.size)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=0)
    head = {"width": picture.width, "height": picture.height, "points": points, "colours": 1 if grey else 3}
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    exact = _png(picture)
    if len(exact) <= packed.tell():
        return head | {"packing": "flate"}, b"".join(_data_of_png(exact))
    return head | {"packing": "jpeg"}, packed.getvalue()


def _pixels(box: list[int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return a place in pixels, never less than it is, grown to the grid."""
    (width, height), (left, top, right, bottom) = size, box
    return (
        left * width // WHOLE // GRID * GRID,
        top * height // WHOLE // GRID * GRID,
        min(width, _up(right * width, WHOLE * GRID) * GRID),
        min(height, _up(bottom * height, WHOLE * GRID) * GRID),
    )


def _up(number: int, by: int) -> int:
    return (number + by - 1) // by


def _png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG", compress_level=3)
    return kept.getvalue()


def _data_of_png(content: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"IDAT":
            yield content[at + 8 : at + 8 + length]
        at += 12 + length


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
