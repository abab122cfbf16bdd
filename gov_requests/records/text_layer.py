"""The text layer of a PDF, read in a process of its own: ``python text_layer.py``, the file in, a JSON list of the pages' texts out.

Like ``raster.py`` it imports nothing of the house, has little memory and little time, and answers or dies.
"""

import json
import resource
import sys

import pypdfium2

_MEMORY, _SECONDS = 768 * 1024 * 1024, 20
#: So many pages are read, and of each so many characters.
MOST_PAGES, MOST_CHARACTERS = 500, 20_000


def main() -> None:
    """Read what stands on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    texts = [document[number].get_textpage().get_text_range()[:MOST_CHARACTERS] for number in _numbers(document)]
    sys.stdout.write(json.dumps({"pages": len(document), "texts": texts}))


def _numbers(document: pypdfium2.PdfDocument) -> range:
    return range(min(len(document), MOST_PAGES))


if __name__ == "__main__":
    main()
