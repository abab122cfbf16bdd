"""一案一卷 as one PDF: a catalogue that tells hash and pages of each piece, then the pieces in their order, numbered through."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import current_app

from gov_requests.archive.contents import contents_of
from gov_requests.archive.pieces import Binding, Piece, made_of
from gov_requests.documents import preview
from gov_requests.documents.sheets import Sheet, Table, render_sheet
from gov_requests.records.casefile import Casefile
from gov_requests.refusals import NotAllowed
from gov_requests.today import SHANGHAI, today

#: What can stand as pages; other pieces are named in the catalogue with their hash and lie in the ZIP.
PAGED: Final = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
_PROGRAM: Final = Path(preview.__file__).with_name("binder.py")
_PATIENCE: Final = 300
ELSEWHERE: Final = "另存于全卷 ZIP"
UNBOUND: Final = "全卷没有能合成一个 PDF：请取出 ZIP。"


def volume(file: Casefile, at: datetime) -> Binding:
    """Make the whole file one PDF; the hash is that of its catalogue. Raises ``NotAllowed`` where it cannot be bound in reason."""
    with tempfile.TemporaryDirectory(prefix="volume-") as name:
        folder, contents = Path(name), contents_of(file)
        pieces: list[Piece] = []
        # Counting the pages and binding them is the last step.
        for piece in made_of(file, contents):
            yield len(pieces), len(contents) + 1
            pieces.append(piece)
        yield len(pieces), len(contents) + 1
        paged = [piece for piece in pieces if piece.ending in PAGED]
        for piece in paged:
            (folder / f"{piece.number:04d}{piece.ending}").write_bytes(piece.content)
        counted: list[int | None] = json.loads(_run("count", folder))
        pages = {piece.number: found or 0 for piece, found in zip(paged, counted, strict=True)}
        for piece in paged:
            if not pages[piece.number]:  # Damaged or locked: it is kept as it is, beside the PDF.
                (folder / f"{piece.number:04d}{piece.ending}").unlink()
        catalogue = _catalogue(file, pieces, pages, at)
        (folder / "catalogue.pdf").write_bytes(catalogue)
        _run("bind", folder)
        return (folder / "bound.pdf").read_bytes(), hashlib.sha256(catalogue).hexdigest()


def _run(what: str, folder: Path) -> bytes:
    command = [sys.executable, "-I", str(_PROGRAM), what, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True, env={})  # noqa: S603 - our own program
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        raise NotAllowed(UNBOUND) from failed
    return done.stdout


def _catalogue(file: Casefile, pieces: Sequence[Piece], pages: dict[int, int], at: datetime) -> bytes:
    sheet = Sheet(
        file.case.organ.name,
        "卷内目录",
        today(),
        [
            f"登记编号：{file.case.number}　　申请人：{file.case.applicant.name}",
            f"事项：{file.case.title}",
            f"生成：{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}，共 {len(pieces)} 件 {sum(pages.values())} 页。每件附 SHA-256，可据以核对。",
        ],
        [Table(("序号", "类别", "文件", "页次", "SHA-256"), (2, 4, 7, 3, 10), list(_rows(pieces, pages)))],
    )
    return render_sheet(sheet, current_app.config.get("FONT_DIR"))


def _rows(pieces: Sequence[Piece], pages: dict[int, int]) -> Iterator[tuple[str, ...]]:
    last = 0
    for piece in pieces:
        many = pages.get(piece.number, 0)
        first, last = last + 1, last + many
        where = ELSEWHERE if not many else str(first) if many == 1 else f"{first}–{last}"
        yield f"{piece.number:02d}", piece.section, piece.filename, where, f"{piece.sha256[:32]}\n{piece.sha256[32:]}"
