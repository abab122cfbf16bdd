"""PDFs written by hand, with whatever may hide in one; and a look into a file for words that should be gone from it."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)


def pdf(objects: Sequence[bytes], info: int = 0) -> bytes:
    """Return a PDF of these objects, the first of them the catalogue; ``info`` is the number of the document's own properties."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    more = b"/Info %d 0 R" % info if info else b""
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(places) + 1, rows)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, more, start)
    return bytes(out)


def stream(content: bytes, head: bytes = b"", *, packed: bool = False) -> bytes:
    """Return a stream object."""
    if packed:
        content, head = zlib.compress(content), head + b"/Filter/FlateDecode"
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (head, len(content), content)


def revised(content: bytes, number: int, replaced: bytes) -> bytes:
    """Return the PDF with an object replaced by a later revision (an incremental update): the earlier one stays in the file."""
    before = re.findall(rb"startxref\n(\d+)", content)[-1]
    at = len(content)
    size = re.findall(rb"/Size (\d+)", content)[-1]
    added = b"%d 0 obj\n%b\nendobj\n" % (number, replaced)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<< /Size %b /Root 1 0 R /Prev %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        before,
        at + len(added),
    )
    return content + added + table + trailer


def shown(lines: Iterable[bytes], size: int = 14) -> bytes:
    """Return the content of a page with these lines of text."""
    return b"BT /F1 %d Tf 60 780 Td %b ET" % (size, b" ".join(b"(%b) Tj 0 -24 Td" % line for line in lines))


#: Numbers as they can stand in a file: as ASCII, as UTF-16, as digits of the digits.
_RUNS = re.compile(rb"[0-9]{8,}|(?:\0[0-9]){8,}")


def traces(content: bytes, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return which of the numbers a file still holds, and where: raw, unpacked, as text, as metadata, in what is attached."""
    sought = {word: (word.encode(), word.encode().hex().encode()) for word in wanted}
    assert all(word.isdecimal() for word in sought)
    found: dict[str, list[str]] = {}
    for name, held in _places(content):
        runs = b" ".join(_RUNS.findall(held)).replace(b"\0", b"")
        for word, spelt in sought.items():
            if any(one in runs for one in spelt):
                found.setdefault(word, []).append(name)
    return found


def _places(content: bytes) -> Iterator[tuple[str, bytes]]:
    yield "raw", content
    for number, found in enumerate(_STREAM.finditer(content)):
        unpacked = _unpacked(found[1])
        if unpacked:
            yield f"stream {number}", unpacked
        yield from ((f"picture {number} {name}", held) for name, held in _of_picture(found[1]))
    document = pypdfium2.PdfDocument(content)
    yield "metadata", repr(document.get_metadata_dict()).encode()
    for number in range(document.count_attachments()):
        attached = document.get_attachment(number)
        yield f"attachment {number}", attached.get_name().encode() + bytes(attached.get_data())
    for number, page in enumerate(document):
        yield f"page {number}", page.get_textpage().get_text_range().encode()
        for place in range(pdfium.FPDFPage_GetAnnotCount(page)):
            yield f"note {number}.{place}", b"an annotation"


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed)
    except zlib.error:
        return b""


def _of_picture(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a JPEG carries beside its pixels."""
    if content.startswith(b"\xff\xd8"):
        with Image.open(io.BytesIO(content)) as picture:
            yield "information", repr(dict(picture.info)).encode()


def faults(content: bytes, wanted: Iterable[str], covered: Mapping[int, Sequence[Sequence[int]]]) -> list[str]:
    """Return what is wrong with a file that is to be given out: words, anything but pictures, pixels that show through."""
    document = pypdfium2.PdfDocument(content)
    wrong = [f"{word} in {places}" for word, places in traces(content, wanted).items()]
    if content.count(b"%%EOF") != 1:
        wrong.append("more than one revision")
    if document.count_attachments():
        wrong.append("attachments")
    for number, page in enumerate(document, 1):
        kinds = {one.type for one in page.get_objects()}
        if kinds != {pdfium.FPDF_PAGEOBJ_IMAGE} or page.get_textpage().count_chars():
            wrong.append(f"page {number} is not a picture only")
        if pdfium.FPDFPage_GetAnnotCount(page):
            wrong.append(f"page {number} has annotations")
        wrong += [f"page {number}: {box} shows {colours}" for box, colours in _seen(page, covered.get(number, ()))]
    return wrong


def pixels(page: Any) -> Image.Image:
    """Return a page's one picture, as it lies in the file."""
    image = next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])), None)
    if image is None:
        return page.render(scale=200 / 72).to_pil().convert("RGB")
    return image.get_bitmap(render=False).to_pil().convert("RGB")


def _seen(page: Any, boxes: Iterable[Sequence[int]]) -> Iterator[tuple[Sequence[int], int]]:
    picture = pixels(page)
    for box in boxes:
        left, top, right, bottom = (
            round(side * length / 10_000) for side, length in zip(box, (*picture.size, *picture.size), strict=True)
        )
        colours = picture.crop((left, top, max(left + 1, right), max(top + 1, bottom))).getcolors(16)
        if colours is None or [colour for _, colour in colours] != [(0, 0, 0)]:
            yield box, len(colours or [])
