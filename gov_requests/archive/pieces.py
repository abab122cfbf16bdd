"""一案一卷: the pieces of a request's file in their order, each with its hash, and the ZIP that holds them with the catalogue.

The order is that in which offices bind a file: application, receipt, correction, assignment, search, consultation, extension,
confidentiality review, legal review, signature, reply and what was given, delivery, fee, dispute, closing sheet (条例第四十五条: 归档).
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import current_app

from gov_requests.archive.contents import Drawn, Kept, contents_of
from gov_requests.documents.sheets import Sheet, Table, render_sheet
from gov_requests.records import files
from gov_requests.records.casefile import Casefile
from gov_requests.today import SHANGHAI, today

#: What no file name may hold on any system.
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST: Final = 80
#: Entries carry this moment, so that the same pieces give the same ZIP.
_MOMENT: Final = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece in the ZIP: its number, section, name, ending, content and hash."""

    number: int
    section: str
    name: str
    ending: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the content (hex)."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def filename(self) -> str:
        """Its name in the ZIP: 07 检索记录 检索界面.png."""
        plain = _UNFIT.sub("_", f"{self.section} {self.name}")[:_LONGEST].strip()
        return f"{self.number:02d} {plain}{self.ending}"


#: Yields how many pieces of how many are bound, and returns what was made and the hash of its catalogue.
Binding = Generator[tuple[int, int], None, tuple[bytes, str]]


def pieces_of(file: Casefile) -> Iterator[Piece]:
    """Yield the pieces of a request's file in order. A kept file is read under its hash: a damaged one is refused."""
    return made_of(file, contents_of(file))


def made_of(file: Casefile, contents: Sequence[Drawn | Kept]) -> Iterator[Piece]:
    """Yield the pieces of what a file holds, one by one: each is read or drawn when it is asked for."""
    for number, one in enumerate(contents, 1):
        if isinstance(one, Kept):
            yield Piece(number, one.section, one.name, one.ending, files.read(one.sha256))
        else:
            yield Piece(number, one.section, one.name, ".pdf", _drawn(file, one))


def _drawn(file: Casefile, one: Drawn) -> bytes:
    sheet = Sheet(file.case.organ.name, one.title, today(), [f"登记编号：{file.case.number}", *one.lines], one.tables)
    return render_sheet(sheet, current_app.config.get("FONT_DIR"))


def bundle(file: Casefile, at: datetime) -> Binding:
    """Make the whole file a ZIP with its catalogue (卷内目录, PDF and CSV); the hash is that of the catalogue's CSV."""
    kept, listed, contents = io.BytesIO(), [], contents_of(file)
    with zipfile.ZipFile(kept, "w") as package:
        for piece in made_of(file, contents):
            yield piece.number - 1, len(contents)
            _put(package, piece.filename, piece.content)
            listed.append((f"{piece.number:02d}", piece.section, piece.filename, str(len(piece.content)), piece.sha256))
        _put(package, "00 卷内目录.pdf", _catalogue(file, listed, at))
        table = _csv(listed)
        _put(package, "00 卷内目录.csv", table)
    return kept.getvalue(), hashlib.sha256(table).hexdigest()


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.external_attr = 0o644 << 16
    # Scans and PDF are packed already: packing them again only takes time.
    packed = name.endswith((".pdf", ".jpg", ".jpeg", ".png", ".docx", ".xlsx"))
    package.writestr(entry, content, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)


def _catalogue(file: Casefile, listed: Sequence[tuple[str, ...]], at: datetime) -> bytes:
    rows: list[tuple[str, ...]] = [
        (number, section, name, f"{digest[:32]}\n{digest[32:]}") for number, section, name, _, digest in listed
    ]
    sheet = Sheet(
        file.case.organ.name,
        "卷内目录",
        today(),
        [
            f"登记编号：{file.case.number}　　申请人：{file.case.applicant.name}",
            f"事项：{file.case.title}",
            f"生成：{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}，共 {len(listed)} 件。每件附 SHA-256，可据以核对。",
        ],
        [Table(("序号", "类别", "文件", "SHA-256"), (2, 4, 8, 11), list(rows))],
    )
    return render_sheet(sheet, current_app.config.get("FONT_DIR"))


def _csv(listed: Sequence[tuple[str, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("序号", "类别", "文件", "字节", "SHA-256"))
    writer.writerows(listed)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
