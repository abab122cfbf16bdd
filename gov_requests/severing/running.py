"""Work on many pages (进度): a file is looked through, or made into covered pictures, page by page."""

import tempfile
from collections.abc import Callable
from typing import IO

from gov_requests.documents import picture_pdf
from gov_requests.documents.pages import Survey, burnt, survey
from gov_requests.records import files
from gov_requests.records.severings import Standing
from gov_requests.refusals import BadInput
from gov_requests.web.running import Work

#: Files of up to so many pages are waited for.
AT_ONCE = 20
#: What is made of one file is no larger than this.
LARGEST = 100 * 1024 * 1024
TOO_LARGE = f"生成的文件超过 {LARGEST // 1024 // 1024} MB，请把原件分成几个文件再做。"


def looking(content: bytes, media_type: str, name: str, then: Callable[[Survey], str]) -> Work:
    """Look a file through; ``then`` opens its record and returns where it is."""
    seen = Survey()
    for seen in survey(content, media_type, name):
        yield len(seen.pages), seen.of
    return lambda: then(seen)


def making(standing: Standing, then: Callable[[bytes, int], str]) -> Work:
    """Make a file's pages into covered pictures; ``then`` keeps them and returns where they are."""
    severing, pages = standing.severing, len(standing.severing.pages)
    content = files.read(severing.source_sha256)
    with tempfile.TemporaryFile() as out:
        for done in picture_pdf.writing(burnt(content, severing.source.media_type, standing.covered()), out):
            if out.tell() > LARGEST:
                raise BadInput(TOO_LARGE)
            yield done, pages
        made = _all(out)
    return lambda: then(made, pages)


def _all(out: IO[bytes]) -> bytes:
    out.seek(0)
    return out.read()
