"""Envelope labels (信封标签), and several letters as one file for the printer."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pypdfium2

from gov_requests.documents.pdf import printed
from gov_requests.documents.texts import TEXTS

LAYOUT: Final = TEXTS / "labels.typ"


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on an envelope; ``number`` is the registration number, small."""

    postcode: str
    address: str
    name: str
    number: str


def labels_pdf(labels: Sequence[Label], font_dir: Path | None = None) -> bytes:
    """Return labels, two by seven on A4."""
    return printed(LAYOUT, "sheet", {"labels": [asdict(label) for label in labels]}, day=None, font_dir=font_dir)


def joined(files: Iterable[bytes]) -> bytes:
    """Return PDF files one after the other in one: a copy for the printer, the files themselves stay as they are."""
    whole = pypdfium2.PdfDocument.new()
    try:
        for content in files:
            part = pypdfium2.PdfDocument(content)
            try:
                whole.import_pages(part)
            finally:
                part.close()
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()
