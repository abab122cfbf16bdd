"""A PDF of pictures and nothing else (纯图片 PDF): one picture a page, no text, no metadata but who made it, one revision.

Written page by page, so that a long one needs no more memory than its longest page. It is so little that a library would be more: what
must be sure is what is *not* in the file (ISO 32000-1, 7.5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Final

#: The one name that the file carries.
PRODUCER: Final = "gov-requests severing"
_FILTERS: Final = {"jpeg": "/DCTDecode", "flate": "/FlateDecode"}
_COLOURS: Final = {1: "/DeviceGray", 3: "/DeviceRGB"}
#: Objects 1 to 3 are the catalogue, the list of pages, and who made it.
_FIRST: Final = 4
_A_PAGE: Final = 3


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page's pixels as they are packed: size in pixels and in points (1/72 inch), 1 colour (grey) or 3."""

    width: int
    height: int
    points: tuple[float, float]
    colours: int
    packing: str
    content: bytes


def write(pages: Iterable[PagePicture], out: IO[bytes]) -> int:
    """Write the file; return how many pages it has."""
    return max(writing(pages, out), default=0)


def writing(pages: Iterable[PagePicture], out: IO[bytes]) -> Iterator[int]:
    """Write the file; yield how many pages it has after each one."""
    places: dict[int, int] = {}

    def put(number: int, head: str, stream: bytes | None = None) -> None:
        places[number] = out.tell()
        body = head.encode() + (b"\nstream\n" + stream + b"\nendstream" if stream is not None else b"")
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    count = 0
    for page in pages:
        at = _FIRST + count * _A_PAGE
        width, height = (f"{side:.2f}" for side in page.points)
        drawn = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
        put(
            at,
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {at + 1} 0 R "
            f"/Resources << /XObject << /P {at + 2} 0 R >> >> >>",
        )
        put(at + 1, f"<< /Length {len(drawn)} >>", drawn)
        put(at + 2, _picture(page), page.content)
        count += 1
        yield count
    kids = " ".join(f"{_FIRST + number * _A_PAGE} 0 R" for number in range(count))
    put(1, "<< /Type /Catalog /Pages 2 0 R >>")
    put(2, f"<< /Type /Pages /Count {count} /Kids [{kids}] >>")
    put(3, f"<< /Producer ({PRODUCER}) >>")
    _end(out, places)


def _picture(page: PagePicture) -> str:
    # PNG's way of foretelling a line from the one above it (ISO 32000-1, 7.4.4.4).
    foretold = (
        f" /DecodeParms << /Predictor 15 /Colors {page.colours} /BitsPerComponent 8 /Columns {page.width} >>"
        if page.packing == "flate"
        else ""
    )
    return (
        f"<< /Type /XObject /Subtype /Image /Width {page.width} /Height {page.height} /ColorSpace {_COLOURS[page.colours]} "
        f"/BitsPerComponent 8 /Filter {_FILTERS[page.packing]}{foretold} /Length {len(page.content)} >>"
    )


def _end(out: IO[bytes], places: dict[int, int]) -> None:
    start, size = out.tell(), len(places) + 1
    rows = "".join(f"{places[number]:010} 00000 n \n" for number in range(1, size))
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    out.write(f"{table}trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
