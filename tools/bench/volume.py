"""A request's whole file as one PDF (一案一卷): 200 scanned pages counted, numbered and bound behind their catalogue."""

import io
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from gov_requests.documents import preview
from tools.bench.measure import Comparison, Way

PIECES, PAGES = 20, 10
_BINDER = Path(preview.__file__).with_name("binder.py")


def volume() -> Comparison:
    """20 pieces of 10 scanned pages; the floor reads every piece and writes the same bytes."""
    return Comparison(
        "A case file of 200 pages as one PDF",
        "file",
        1,
        (
            Way("the same bytes read and written", _copied),
            Way("counted, numbered and bound, in processes of their own", _bound),
        ),
        "Each page a grey picture of 1240 by 1754 pixels. Without the sheets that are drawn from the records (about 5 ms each).",
        rounds=3,
    )


@cache
def _piece() -> bytes:
    picture, made, kept = io.BytesIO(), pypdfium2.PdfDocument.new(), io.BytesIO()
    Image.effect_noise((1240, 1754), 60).save(picture, "JPEG", quality=60)
    for _ in range(PAGES):
        page, image = made.new_page(595, 842), pypdfium2.PdfImage.new(made)
        image.load_jpeg(io.BytesIO(picture.getvalue()), pages=[], inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
        page.insert_obj(image)
        page.gen_content()
    made.save(kept)
    return kept.getvalue()


def _copied() -> int:
    with tempfile.TemporaryFile() as there:
        for _ in range(PIECES):
            there.write(_piece())
        return there.tell()


def _bound() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(1, PIECES + 1):
            (folder / f"{number:04d}.pdf").write_bytes(_piece())
        (folder / "catalogue.pdf").write_bytes(_piece())
        for what in ("count", "bind"):
            subprocess.run([sys.executable, "-I", _BINDER, what, folder], capture_output=True, check=True)
        return (folder / "bound.pdf").stat().st_size
