"""One PDF of many (一案一卷), bound in a process of its own: ``python binder.py count|bind FOLDER``.

The folder holds the pieces as ``0001.pdf``, ``0002.jpg`` … in their order. ``count`` prints how many pages each has (null: it cannot be
read); ``bind`` puts ``catalogue.pdf`` in front of them, numbers the pages behind it from 1 and writes ``bound.pdf``. What is bound came
from outside: the process imports nothing of the house and has little memory and time.
"""

import ctypes
import io
import json
import resource
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

_MEMORY, _SECONDS, _LARGEST = 2 * 1024**3, 240, 1024**3
_MOST_PIXELS = 120_000_000
#: A4 in points, the margin around a picture, and how wide its pixels are kept.
_WIDTH, _HEIGHT, _MARGIN, _PIXELS = 595.0, 842.0, 42.0, 2000
_SIZE, _ABOVE = 10.5, 20.0


def main(what: str, folder: Path) -> None:
    """Count or bind what stands in the folder."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
    pieces = sorted(folder.glob("[0-9]*.*"))
    if what == "count":
        print(json.dumps([_pages(piece) for piece in pieces]))  # noqa: T201 — the answer
    else:
        _bind(folder, pieces)


def _pages(piece: Path) -> int | None:
    try:
        if piece.suffix == ".pdf":
            return len(pypdfium2.PdfDocument(piece))
        _picture(piece)
    except (pypdfium2.PdfiumError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return 1


def _bind(folder: Path, pieces: list[Path]) -> None:
    bound = pypdfium2.PdfDocument(folder / "catalogue.pdf")
    before = len(bound)
    for piece in pieces:
        if piece.suffix == ".pdf":
            bound.import_pages(pypdfium2.PdfDocument(piece))
        else:
            _put_picture(bound, _picture(piece))
    font = pdfium.FPDFText_LoadStandardFont(bound.raw, b"Helvetica")
    for number in range(before, len(bound)):
        _stamp(bound, bound[number], font, f"- {number - before + 1} -")
    bound.save(folder / "bound.pdf")


def _picture(piece: Path) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with Image.open(piece, formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (_PIXELS, _PIXELS))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((_PIXELS, _PIXELS))
        return upright.convert("RGB")


def _put_picture(bound: pypdfium2.PdfDocument, picture: Image.Image) -> None:
    lying = picture.width > picture.height
    wide, high = (_HEIGHT, _WIDTH) if lying else (_WIDTH, _HEIGHT)
    page = bound.new_page(wide, high)
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=85)
    packed.seek(0)
    image = pypdfium2.PdfImage.new(bound)
    image.load_jpeg(packed, pages=[], inline=True)
    scale = min((wide - 2 * _MARGIN) / picture.width, (high - 2 * _MARGIN) / picture.height)
    across, up = picture.width * scale, picture.height * scale
    image.set_matrix(pypdfium2.PdfMatrix().scale(across, up).translate((wide - across) / 2, (high - up) / 2))
    page.insert_obj(image)
    page.gen_content()


def _stamp(bound: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, font: object, text: str) -> None:
    written = pdfium.FPDFPageObj_CreateTextObj(bound.raw, font, _SIZE)
    letters = ctypes.create_string_buffer(f"{text}\0".encode("utf-16-le"))
    pdfium.FPDFText_SetText(written, ctypes.cast(letters, pdfium.FPDF_WIDESTRING))
    middle = page.get_width() / 2 - len(text) * _SIZE / 4
    pdfium.FPDFPageObj_Transform(written, 1, 0, 0, 1, middle, _ABOVE)
    pdfium.FPDFPage_InsertObject(page.raw, written)
    pdfium.FPDFPage_GenerateContent(page.raw)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
