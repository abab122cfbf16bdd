"""Files made by hand: sound ones of each kind, and ones that are dangerous in one way each."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from tests import factories

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
SHEET_TYPES = TYPES.replace("word/document.xml", "xl/workbook.xml").replace(
    "wordprocessingml.document", "spreadsheetml.sheet"
)
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
BODY = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>'


def package(more=None, *, types=TYPES, body=None, packed=zipfile.ZIP_DEFLATED):
    """A small DOCX; ``more`` is a mapping of further parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", packed) as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("word/document.xml", body or BODY.format("虚构事项的申请"))
        for name, content in (more or {}).items():
            file.writestr(name, content)
    return kept.getvalue()


def workbook(more=None):
    return package({"xl/workbook.xml": "<workbook/>", **(more or {})}, types=SHEET_TYPES)


def picture(form, size=(40, 30)):
    kept = io.BytesIO()
    Image.new("RGB", size, (200, 60, 60)).save(kept, form)
    return kept.getvalue()


def pdf(objects=b"", head=b"%PDF-1.4\n", trailer=b"<</Root 1 0 R>>"):
    """A PDF of one page, with further objects."""
    pages = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj "
    return head + pages + page + objects + b"\ntrailer" + trailer + b"\n%%EOF\n"


GOOD = {
    "pdf": pdf(),
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "docx": package(),
    "xlsx": workbook(),
}


def relation(kind, target, mode="External"):
    return RELS.format(f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/>')


def with_symlink():
    kept = io.BytesIO(package())
    with zipfile.ZipFile(kept, "a") as file:
        link = zipfile.ZipInfo("word/media/image1.png")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return kept.getvalue()


def with_twins():
    kept = io.BytesIO(package())
    with zipfile.ZipFile(kept, "a") as file:
        file.writestr("WORD/document.xml", BODY.format("另一份"))
    return kept.getvalue()


def lying_about_size():
    """The directory says that a part is small; it is not."""
    content = bytearray(package({"word/a.xml": "<a>" + "虚" * 20_000 + "</a>"}))
    at = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1) + 1)
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def encrypted():
    content = bytearray(package())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def bomb(unpacked=118 * 1024 * 1000):
    """About 118 KiB that unpack to about 118 MiB of one paragraph."""
    return package(body=BODY.format("0" * unpacked))


def many_small_bombs():
    """No part is steep by itself: there are many."""
    return package({f"word/p{n}.xml": b"\0" * 400_000 for n in range(600)})


def flood_of_parts():
    return package({f"word/p{n}.xml": "" for n in range(2_500)}, packed=zipfile.ZIP_STORED)


def huge_png(side=30_000):
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"\0" * (side + 1) * 10)
    return factories.PNG[:8] + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def packed_objects(content):
    """Objects in a compressed stream of a PDF."""
    inside = zlib.compress(content)
    return b"9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%bendstream endobj" % (
        len(inside),
        inside,
    )
