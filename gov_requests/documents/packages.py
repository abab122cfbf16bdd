"""Office files from outside (XLSX, DOCX): a look at the package before any parser sees it.

Such a file is a zip of XML files. Looked at are: how many entries, how large unpacked, how steeply packed, no entry outside, no macros
and embedded objects, and no document type in any XML (entities expand without end).
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from gov_requests.refusals import BadInput

LARGEST = 5 * 1024 * 1024
_ENTRIES, _UNPACKED, _RATIO = 200, 20 * 1024 * 1024, 100
#: Small entries may be packed as steeply as they like.
_STEEP_FROM = 1024 * 1024
_REFUSED_PARTS = re.compile(r"vbaProject|externalLinks?/|embeddings/|activeX|oleObject", re.IGNORECASE)
_DOCUMENT_TYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODING = re.compile(
    rb"\A(\xff\xfe|\xfe\xff|\x00|<\x00)|\A<\?xml[^>]*encoding=[\"'](?!utf-?8|us-ascii)", re.IGNORECASE
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
#: How a broken package shows itself in the zip, in the XML, in the libraries; whatever else is raised is a bug of ours.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,  # what XML parsers raise
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)


@dataclass(frozen=True, slots=True)
class PackageKind:
    """What kind of file it should be: the parts that it cannot lack, and the sentences for what is none and for what is unsafe."""

    needed: tuple[str, ...]
    not_one: str
    unsafe: str
    #: In bytes: as it comes, and unpacked.
    largest: int = LARGEST
    unpacked: int = _UNPACKED


def look_over(content: bytes, kind: PackageKind) -> None:
    """Raise ``BadInput`` with a sentence for a file that is too large, no package of this kind, or unsafe to parse."""
    if len(content) > kind.largest:
        raise BadInput(f"文件超过 {kind.largest // 1024 // 1024} MB，请分几次上传。")
    if not content.startswith(b"PK\x03\x04"):
        raise BadInput(kind.not_one)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _look_over_entries(package, kind)
            for entry in package.infolist():
                _look_over_content(package, entry, kind)
    except BROKEN as broken:
        raise BadInput(kind.not_one) from broken


def has_formulas(content: bytes) -> bool:
    """Return whether a sheet of a workbook holds a formula; the workbook must have been looked over."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(
            _FORMULA.search(package.read(entry))
            for entry in package.infolist()
            if entry.filename.startswith("xl/worksheets/")
        )


def _look_over_entries(package: zipfile.ZipFile, kind: PackageKind) -> None:
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if any(name not in names for name in kind.needed):
        raise BadInput(kind.not_one)
    steep = any(entry.file_size > _STEEP_FROM and entry.file_size > _RATIO * entry.compress_size for entry in entries)
    outside = any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names)
    too_much = len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > kind.unpacked
    twins = len(set(names)) != len(names)
    if steep or outside or too_much or twins or any(_REFUSED_PARTS.search(name) for name in names):
        raise BadInput(kind.unsafe)


def _look_over_content(package: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: PackageKind) -> None:
    # What the directory says of sizes may be a lie; no more than it says is unpacked.
    with package.open(entry) as file:
        text = file.read(entry.file_size + 1)
    if len(text) > entry.file_size:
        raise BadInput(kind.unsafe)
    is_xml = entry.filename.endswith((".xml", ".rels"))
    if is_xml and (_DOCUMENT_TYPE.search(text) or _OTHER_ENCODING.search(text)):
        raise BadInput(kind.unsafe)
