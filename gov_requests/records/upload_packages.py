"""Office files from outside (DOCX, XLSX): a look at the zip and at each part before any library reads them.

Nothing is unpacked whole: each part is read in pieces and never further than it said of itself. 118 KiB can say 3 GiB.
"""

import io
import re
import stat
import zipfile
import zlib

_PARTS, _UNPACKED, _LARGEST_PART = 2_000, 200 * 1024 * 1024, 40 * 1024 * 1024
#: Beyond this size a part may be packed at most so steeply. Word's own files stay under 30.
_STEEP_FROM, _RATIO = 512 * 1024, 100
_PIECE = 64 * 1024
#: XML is looked through as text; more of it is no office file that people write.
_XML = 24 * 1024 * 1024
_MAIN = {
    ".docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    ".xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
}
_TYPES = "[Content_Types].xml"
_ACTIVE = re.compile(
    r"vbaProject|vbaData|activeX|macrosheets|embeddings/|oleObject|\.bin$|customUI"
    r"|\.(exe|dll|js|vbs|hta|lnk|zip|docm|xlsm)$",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"printerSettings\d*\.bin$", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODING = re.compile(
    rb"\A(\xff\xfe|\xfe\xff|\x00|<\x00|<\?xml[^>]{0,200}encoding=[\"'](?!utf-?8|us-ascii))", re.IGNORECASE
)
_RELATION = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_MACRO = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX", re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
#: What a part that is no XML must not begin with: another package, a program, an OLE file.
_FOREIGN = (b"PK\x03\x04", b"MZ", b"\xd0\xcf\x11\xe0")
#: What fetches something from elsewhere when the file is opened.
_FETCHES = re.compile(rb"<(?:\w+:)?(?:altChunk|externalReference)\b|\bDDE(AUTO)?\b\s+[\"\w]|INCLUDEPICTURE|INCLUDETEXT")
#: How a broken zip shows itself.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
BROKEN = "不是完整的文件，请用办公软件打开后另存"
UNSAFE = "结构异常（可能是压缩炸弹），不能上传"
ACTIVE = "带有宏、嵌入对象或控件，请另存为不带宏的普通文件后上传"
EXTERNAL = "引用了外部的内容（模板、图片或数据），请断开链接后另存再上传"


class Unfit(Exception):
    """A package may not come in; the argument says why."""


def text_of_package(ending: str, content: bytes) -> str:
    """Return the words of the package's main part; raise ``Unfit`` with the reason when the package may not come in."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _look_at_names(entries, ending)
            _look_at_sizes(entries, content)
            return "".join(_look_into(package, entry, ending) for entry in entries if not entry.is_dir())
    except _BROKEN_ZIP as broken:
        raise Unfit(BROKEN) from broken


def _look_at_names(entries: list[zipfile.ZipInfo], ending: str) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > _PARTS or len({name.lower() for name in names}) != len(names):
        raise Unfit(UNSAFE)
    if _TYPES not in names or _MAIN[ending][0] not in names:
        raise Unfit(BROKEN)
    for entry in entries:
        name, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
        outside = name.startswith(("/", "~")) or ":" in name or "\\" in name or "\0" in name or ".." in name.split("/")
        if outside or kind not in (0, stat.S_IFREG, stat.S_IFDIR) or entry.flag_bits & 1:
            raise Unfit(UNSAFE)
        if _ACTIVE.search(name) and not _HARMLESS.search(name):
            raise Unfit(ACTIVE)


def _look_at_sizes(entries: list[zipfile.ZipInfo], content: bytes) -> None:
    steep = any(
        part.file_size > _STEEP_FROM and part.file_size > _RATIO * max(part.compress_size, 1) for part in entries
    )
    too_much = sum(part.file_size for part in entries) > _UNPACKED or any(
        part.file_size > _LARGEST_PART for part in entries
    )
    # Parts that lie over each other together are longer than the file.
    overlapping = sum(part.compress_size for part in entries) > len(content)
    placed = sorted(part.header_offset for part in entries)
    behind = content.rfind(b"PK\x05\x06")
    ends_early = behind < 0 or len(content) - behind != 22 + int.from_bytes(
        content[behind + 20 : behind + 22], "little"
    )
    if steep or too_much or overlapping or len(set(placed)) != len(placed) or placed[0] != 0 or ends_early:
        raise Unfit(UNSAFE)


def _look_into(package: zipfile.ZipFile, entry: zipfile.ZipInfo, ending: str) -> str:
    """Read a part to its end; return its words where it is the main one."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    if is_xml and entry.file_size > _XML:
        raise Unfit(UNSAFE)
    kept, read = [], 0
    with package.open(entry) as part:
        while piece := part.read(_PIECE):
            read += len(piece)
            if read > entry.file_size:
                raise Unfit(UNSAFE)
            if is_xml:
                kept.append(piece)
            elif read == len(piece) and piece.startswith(_FOREIGN):
                raise Unfit(ACTIVE)
    if not is_xml:
        return ""
    xml = b"".join(kept)
    _look_at_xml(entry.filename, xml, ending)
    return (
        _TAG.sub(b"", xml).decode("utf-8", "replace")
        if entry.filename.startswith(("word/", "xl/sharedStrings"))
        else ""
    )


def _look_at_xml(name: str, xml: bytes, ending: str) -> None:
    if _DOCTYPE.search(xml) or _OTHER_ENCODING.search(xml):
        raise Unfit(UNSAFE)
    if name == _TYPES:
        if _MACRO.search(xml):
            raise Unfit(ACTIVE)
        if _MAIN[ending][1] not in xml:
            raise Unfit(BROKEN)
    if name.endswith(".rels"):
        for found in _RELATION.findall(xml):
            # A link that a reader may click is no content that is fetched.
            if b"xternal" in found and b"/hyperlink" not in found:
                raise Unfit(EXTERNAL)
    if _FETCHES.search(xml):
        raise Unfit(EXTERNAL)
