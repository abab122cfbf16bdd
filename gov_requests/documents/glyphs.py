"""Which characters a font can print (字形), read from its cmap table (OpenType formats 4 and 12).

So that a character no font carries is printed as its code, 〔U+1F642〕, and never as an empty box.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_UNICODE_TABLES = {(0, 3), (0, 4), (3, 1), (3, 10)}


def covered_by(font: Path, index: int = 0) -> frozenset[int]:
    """The code points the font has a glyph for; `index` picks a face of a collection (.ttc).

    Raises struct.error or ValueError where the file is not an OpenType font.
    """
    data = font.read_bytes()
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    cmap = _table(data, start, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    points: set[int] = set()
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * record)
        if (platform, encoding) in _UNICODE_TABLES:
            points.update(_points(data, cmap + offset))
    return frozenset(points)


def _table(data: bytes, start: int, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, start + 4)
    for record in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * record)
        if name == tag:
            return int(offset)
    message = f"字体文件中没有 {tag.decode()} 表"
    raise ValueError(message)


def _points(data: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", data, at)
    if form == 12:
        (groups,) = struct.unpack_from(">I", data, at + 12)
        for first, last, _ in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * groups]):
            yield from range(first, last + 1)
    elif form == 4:
        yield from _segments(data, at)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: segments of the basic plane; a code point whose glyph is 0 is not there."""
    (double,) = struct.unpack_from(">H", data, at + 6)
    ends, starts, deltas, offsets = (at + 14, at + 16 + double, at + 16 + 2 * double, at + 16 + 3 * double)
    for step in range(0, double, 2):
        (end,) = struct.unpack_from(">H", data, ends + step)
        (first,) = struct.unpack_from(">H", data, starts + step)
        (delta,) = struct.unpack_from(">H", data, deltas + step)
        (offset,) = struct.unpack_from(">H", data, offsets + step)
        for point in range(first, min(end, 0xFFFE) + 1):
            glyph = point
            if offset:
                (glyph,) = struct.unpack_from(">H", data, offsets + step + offset + 2 * (point - first))
            if (glyph + delta) % 0x10000 and (glyph or not offset):
                yield point
