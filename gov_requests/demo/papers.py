"""Small valid PDF files for attachments: one page, one title, about a kilobyte."""

from itertools import accumulate


def paper(title: str, *lines: str) -> bytes:
    """Return a PDF of one page with a title and lines below it. The fonts are the reader's own (STSong-Light)."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(_text(title, lines)),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[6 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 7 0 R"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
            b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
        ),
    ]
    return _assembled(objects)


def _text(title: str, lines: tuple[str, ...]) -> bytes:
    shown = [b"BT /F 18 Tf 60 760 Td %s Tj" % _hex(title), b"/F 12 Tf 0 -20 Td"]
    shown += [b"0 -24 Td %s Tj" % _hex(line) for line in lines]
    return b"\n".join([*shown, b"ET"])


def _hex(text: str) -> bytes:
    return b"<" + text.encode("utf-16-be").hex().encode() + b">"


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def _assembled(objects: list[bytes]) -> bytes:
    head = b"%PDF-1.5\n"
    parts = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    places = list(accumulate(map(len, parts), initial=len(head)))
    table = b"".join(b"%010d 00000 n \n" % place for place in places[:-1])
    count = len(objects) + 1
    return b"".join(
        [
            head,
            *parts,
            b"xref\n0 %d\n0000000000 65535 f \n" % count,
            table,
            b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, places[-1]),
        ]
    )
