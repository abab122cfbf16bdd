"""Work that takes long (进度): short work is done at once, long work on a page that comes step by step.

No script is needed: each step is a piece of the page that hides the one before. What is stored is stored in one go at the end; whoever
closes the page before has stored nothing.
"""

from collections.abc import Callable, Generator, Iterator
from typing import Final, TypeVar

from flask import Response, stream_template
from werkzeug.wrappers import Response as BaseResponse

from gov_requests.refusals import AlreadyDone, Refusal

T = TypeVar("T")
TWICE: Final = "这份表单已经提交过，没有重复办理。"
#: So much of a page goes out at once.
_PIECE: Final = 16_000
#: Yields how many steps of how many are done, and returns what ends it: that gives the address where it led.
Work = Generator[tuple[int, int], None, Callable[[], str]]


def all_of(work: Generator[tuple[int, int], None, T]) -> T:
    """Do all of a work and return what came of it."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            made: T = stop.value
            return made


def finish(work: Work) -> str:
    """Do all of it and return where it led."""
    return all_of(work)()


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


def shown(template: str, **values: object) -> BaseResponse:
    """Return the page of a run, sent as it goes."""
    pieces = stream_template(template, **values)
    # A proxy must not wait for the whole page.
    return Response(_joined(pieces), mimetype="text/html", headers={"X-Accel-Buffering": "no"})


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    """Yield a page in pieces worth sending: each step at once, the rest in good measure."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > _PIECE or "</progress>" in piece:
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)
