"""PDFs and pictures from outside: a look at their outer form before any library reads them.

A file must be one thing from its first byte to its last: what is a PDF at its head and a zip or a page at its end (polyglot) is two
things to two programs. Functions return why a file may not come in, or None.
"""

import re
import struct
import zlib

#: As many pixels as a scanner gives for A3 at 600 dpi, and some more.
_LARGEST_SIDE, _MOST_PIXELS = 20_000, 120_000_000
_OTHER_THINGS = re.compile(
    rb"PK\x05\x06|<script|<html|<!doctype html|<\?php|MZ.{58,512}PE\x00\x00", re.IGNORECASE | re.DOTALL
)
#: How a zip ends, and how far before the end of the file programs look for it.
_ZIP_ENDS, _ZIP_WITHIN = b"PK\x05\x06", 70_000
_TWO_THINGS = "里面还夹带着别的内容"
_BROKEN = "不完整或已损坏，请重新扫描或另存"
_TOO_MANY_PIXELS = "的像素过多，请降低分辨率后重新扫描"


def fault_of_png(content: bytes) -> str | None:
    """Walk the chunks from the header to IEND; nothing may follow."""
    at, first = 8, True
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if first and (kind != b"IHDR" or length != 13):
            return _BROKEN
        if first and (fault := _fault_of_size(*struct.unpack(">II", content[at + 8 : at + 16]))):
            return fault
        first = False
        at += 12 + length
        if kind == b"IEND":
            return None if at == len(content) else _TWO_THINGS
    return _BROKEN


def fault_of_jpeg(content: bytes) -> str | None:
    """Walk the segments to the picture itself; what phones put behind its end may stay, another kind of file may not."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return _BROKEN
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9].ljust(4, b"\0"))
            if fault := _fault_of_size(width, height):
                return fault
            end = content.rfind(b"\xff\xd9")
            several = _ZIP_ENDS in content[-_ZIP_WITHIN:] or _OTHER_THINGS.search(content)
            return _BROKEN if end < 0 else _TWO_THINGS if several else None
        if length < 2:
            return _BROKEN
        at += 2 + length
    return _BROKEN


def _fault_of_size(width: int, height: int) -> str | None:
    if not width or not height:
        return _BROKEN
    return _TOO_MANY_PIXELS if max(width, height) > _LARGEST_SIDE or width * height > _MOST_PIXELS else None


#: What acts by itself, or brings a file along. Names may be written with #xx for any sign. Short names would also turn up by chance in
#: what is packed; /JS goes with /JavaScript anyway.
_ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Movie|Sound)(?![A-Za-z])"
)
_FORM = re.compile(rb"/XFA(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
#: Of objects that are packed together no more than this is unpacked, of all and of each.
_UNPACKED, _UNPACKED_ALL = 4 * 1024 * 1024, 32 * 1024 * 1024
_END, _PDF_ENDS = 2048, b"%%EOF"
_ACTS = "带有脚本、附件或自动动作，请另存为普通 PDF（打印成 PDF）后上传"


def fault_of_pdf(content: bytes) -> str | None:
    """Look for the end mark, for another file inside, for a password, for what runs or is embedded."""
    content = content.rstrip(b"\0\r\n\t ")
    if _PDF_ENDS not in content[-_END:]:
        return _BROKEN
    if (
        _ZIP_ENDS in content[-_ZIP_WITHIN:]
        or _OTHER_THINGS.search(content[:1024])
        or _OTHER_THINGS.search(content[-_END:])
    ):
        return _TWO_THINGS
    plain = _spelt(content)
    if _ENCRYPTED.search(plain):
        return "设有密码，请解除密码后上传"
    unpacked = 0
    for found in _PACKED.finditer(content):
        objects = _inflated(content[found.end() : found.end() + _UNPACKED])
        unpacked += len(objects)
        if unpacked > _UNPACKED_ALL:
            return "展开后过大"
        if _ACTIVE.search(_spelt(objects)):
            return _ACTS
    return _ACTS if _ACTIVE.search(plain) or _FORM.search(_STREAM.sub(b"", plain)) else None


def _spelt(content: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content) if b"#" in content else content


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _UNPACKED)
    except zlib.error:
        return b""
