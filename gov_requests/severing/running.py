"""Work on many pages (进度): short files are done at once, long ones on a page that comes step by step, as the ledger's checks do.

No script is needed: each step is a piece of the page that hides the one before. What is stored is stored in one go at the end; whoever
closes the page before has stored nothing.
"""

import tempfile
from collections.abc import Callable, Generator, Iterator
from typing import IO

from flask import Response, stream_template
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.documents import picture_pdf
from gov_requests.documents.pages import Survey, burnt, survey
from gov_requests.records import files
from gov_requests.records.severings import Standing
from gov_requests.refusals import AlreadyDone, BadInput, Refusal

#: Files of up to so many pages are waited for.
AT_ONCE = 20
#: What is made of one file is no larger than this.
LARGEST = 100 * 1024 * 1024
TOO_LARGE = f"生成的文件超过 {LARGEST // 1024 // 1024} MB，请把原件分成几个文件再做。"
TWICE = "这份表单已经提交过，没有重复办理。"
#: Yields how many pages of how many are done, and returns what came of it.
Work = Generator[tuple[int, int], None, Callable[[], str]]


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


def finish(work: Work) -> str:
    """Do all of it and return where it led."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            end: Callable[[], str] = stop.value
            return end()


class Run:
    """The same, step by step: yields per cent; afterwards ``led_to`` or ``refusals`` says what came of it."""

    def __init__(self, work: Work) -> None:
        self.work, self.led_to = work, ""
        self.refusals: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[int]:
        """Do it."""
        try:
            while True:
                try:
                    done, of = next(self.work)
                except StopIteration as stop:
                    self.led_to = stop.value()
                    return
                yield 100 * done // of
        except AlreadyDone:
            self.refusals = (TWICE,)
        except Refusal as refusal:
            self.refusals = refusal.sentences


def shown(run: Run, **more: object) -> BaseResponse:
    """Return the page of a run, sent as it goes."""
    pieces = stream_template("severing/running.html", run=run, **more)
    # A proxy must not wait for the whole page.
    return Response(_joined(pieces), mimetype="text/html", headers={"X-Accel-Buffering": "no"})


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield a page in pieces worth sending: each step at once."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if "</progress>" in piece:
            yield "".join(held)
            held = []
    yield "".join(held)
