"""Pages of a PDF or picture as PNG, drawn in a process of its own: ``python raster.py MEDIA_TYPE PAGE``, content in, PNG out.

It imports nothing of the house, has no network to speak of, little memory and little time, and writes one picture or dies. Its first
line says how many pages there are.
"""

import io
import resource
import sys

import pypdfium2
from PIL import Image, ImageOps

#: What a page is drawn in: as wide as a screen shows it, and never more than this many pixels high.
WIDTH, HIGHEST = 1240, 3600
_MEMORY, _SECONDS = 768 * 1024 * 1024, 10
_MOST_PIXELS = 120_000_000


def main(media_type: str, number: int) -> None:
    """Draw one page (from 0) of what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    pages, picture = _pdf(content, number) if media_type == "application/pdf" else _picture(content)
    sys.stdout.buffer.write(b"%d\n%b" % (pages, picture))


def _pdf(content: bytes, number: int) -> tuple[int, bytes]:
    document = pypdfium2.PdfDocument(content)
    page = document[number]
    width, height = page.get_size()
    scale = min(WIDTH / width, HIGHEST / height)
    return len(document), _png(page.render(scale=scale, may_draw_forms=False).to_pil())


def _picture(content: bytes) -> tuple[int, bytes]:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (WIDTH * 2, HIGHEST * 2))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((WIDTH, HIGHEST))
        return 1, _png(upright.convert("RGB"))


def _png(picture: Image.Image) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
