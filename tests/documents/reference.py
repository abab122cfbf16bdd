"""Reference pictures of letters, looked at and kept: `python -m tests.documents.reference` draws them anew (`make references`).

Grey, small (some 50 dots an inch): enough to see where everything stands and how heavy it is, not to read it.
"""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from gov_requests.documents.pdf import render_pdf
from tests.documents.examples import NOT_HELD, PARTLY_DISCLOSED, RECEIPT, letter_of
from tests.documents.notice_examples import EXTENSION, THIRD_PARTY

FOLDER = Path(__file__).parents[1] / "data" / "letters"
SCALE = 0.7
PICTURED = {
    "receipt": RECEIPT,
    "reply": NOT_HELD,
    "partly-disclosed": PARTLY_DISCLOSED,
    "extension": EXTENSION,
    "third-party": THIRD_PARTY,
    "letterhead": replace(NOT_HELD, letterhead="全部"),
}


def drawn(pdf: bytes) -> Image.Image:
    """All pages of a letter side by side."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=SCALE, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()
    sheet = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    across = 0
    for page in pages:
        sheet.paste(page, (across, 0))
        across += page.width
    return sheet


def picture_of(name: str) -> Image.Image:
    """The letter of this name as it is printed now."""
    return drawn(render_pdf(letter_of(PICTURED[name])))


def kept(name: str) -> Image.Image:
    """The picture that was looked at and kept."""
    with Image.open(io.BytesIO((FOLDER / f"{name}.png").read_bytes())) as picture:
        return picture.convert("L")


def main() -> None:
    """Draw all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURED:
        picture_of(name).quantize(16).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
