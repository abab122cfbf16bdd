"""The pages of a file that is to be severed (区分处理): looked through, shown, and given out as pictures of themselves.

No library opens the file in this process: ``raster.py`` does, in one of its own.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from gov_requests.documents.picture_pdf import PagePicture
from gov_requests.documents.sensitive import Hit, find
from gov_requests.records.upload_marks import refuse_marked_text
from gov_requests.refusals import BadInput

#: Left, top, right, bottom in ten-thousandths of the page as it is seen, from the top left.
Box = tuple[int, int, int, int]
WHOLE: Final = 10_000
WHOLE_PAGE: Final[Box] = (0, 0, WHOLE, WHOLE)
#: What can be severed and given out.
SEVERED: Final = frozenset({"application/pdf", "image/png", "image/jpeg"})
MOST_PAGES: Final = 500
_PROGRAM: Final = Path(__file__).with_name("raster.py")
#: So long one page may take, and so much of a line may come.
_PATIENCE: Final = 30.0
_LONGEST_LINE: Final = 8 * 1024 * 1024
_LONGEST_PAGE: Final = 128 * 1024 * 1024
#: A picture that covers so much of a page (in hundredths) may hold words that no search sees.
_MUCH: Final = 20
PRINT_FIRST: Final = "请先打印为 PDF：区分处理只收 PDF、JPG、PNG，Word、Excel 文件不在这里转换。"
TOO_LONG: Final = f"超过 {MOST_PAGES} 页，请分成几个文件。"
BROKEN: Final = "这份文件不能逐页打开：请另存或者重新扫描后再上传。"


@dataclass(frozen=True, slots=True)
class Found:
    """A number of a person on a page: its kind, how it is shown (masked), and the places that it takes."""

    page: int
    kind: str
    shown: str
    boxes: tuple[Box, ...]
    #: Equal numbers of a file have the same: the place of the first of them.
    same_as: int


@dataclass(slots=True)
class Survey:
    """What a file's pages are: whether each has words that can be searched, and which ask for a person's eye; the numbers found."""

    #: ``text``: it has a text layer; ``pictures``: it has one, and large pictures; ``none``: 无文字层.
    pages: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    of: int = 0
    _first: dict[str, int] = field(default_factory=dict)

    def take(self, line: Mapping[str, Any], name: str) -> None:
        """Take the next page in. Raises ``BadInput`` where it bears a mark of secrecy."""
        refuse_marked_text(name, line["text"])
        number, words, places = len(self.pages) + 1, line["text"], [_box(one) for one in line["boxes"]]
        covered = sum(_share(_box(one)) for one in line["pictures"])
        self.pages.append("none" if not words.strip() else "pictures" if covered >= _MUCH else "text")
        for hit in find(words):
            same = self._first.setdefault(f"{hit.kind}{hit.number}", len(self.found))
            self.found.append(Found(number, hit.kind, hit.shown, _lines(hit, places), same))


def survey(content: bytes, media_type: str, name: str = "") -> Iterator[Survey]:
    """Look a file through; yield the same survey, with ``of`` set, before the first page and after each. Raises ``BadInput``."""
    if media_type not in SEVERED:
        raise BadInput(PRINT_FIRST, "files")
    seen = Survey()
    with _opened("survey", media_type, content) as (out, wait):
        seen.of = _count(wait(out.readline, 20))
        yield seen
        for _ in range(seen.of):
            seen.take(_line(wait(out.readline, _LONGEST_LINE)), name)
            yield seen


def words_on(content: bytes, media_type: str, wanted: str) -> dict[int, list[Box]]:
    """Return where a word stands, page by page: blanks and line ends in between do not matter. Raises ``BadInput``."""
    sought = _bare(wanted)
    found: dict[int, list[Box]] = {}
    with _opened("survey", media_type, content) as (out, wait):
        for number in range(1, _count(wait(out.readline, 20)) + 1):
            line = _line(wait(out.readline, _LONGEST_LINE))
            places = [
                (letter, _box(box))
                for letter, box in zip(line["text"], line["boxes"], strict=True)
                if not letter.isspace()
            ]
            text = "".join(letter for letter, _ in places).lower()
            at = text.find(sought) if sought else -1
            while at >= 0:
                found.setdefault(number, []).extend(joined([box for _, box in places[at : at + len(sought)]]))
                at = text.find(sought, at + len(sought))
    return found


def burnt(content: bytes, media_type: str, covered: Mapping[int, Sequence[Sequence[int]]]) -> Iterator[PagePicture]:
    """Yield every page as a picture with what is covered burnt into its pixels. Raises ``BadInput``."""
    first = json.dumps({str(page): boxes for page, boxes in covered.items()}).encode() + b"\n"
    with _opened("burn", media_type, first + content) as (out, wait):
        for _ in range(_count(wait(out.readline, 20))):
            head = _line(wait(out.readline, 1000))
            length = int(head.pop("length"))
            packed = wait(out.read, length) if 0 < length <= _LONGEST_PAGE else b""
            if not packed or len(packed) != length:
                raise BadInput(BROKEN, "files")
            yield PagePicture(**head | {"points": tuple(head["points"])}, content=packed)


@contextmanager
def _opened(what: str, media_type: str, content: bytes) -> Iterator[tuple[IO[bytes], Any]]:
    """Start the program on a file; what comes out of it is waited for only so long."""
    command = [sys.executable, "-I", str(_PROGRAM), what, media_type]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
        "env": {},
    }
    with subprocess.Popen(command, **pipes) as program:  # noqa: S603 - our own program
        feeding = threading.Thread(target=_feed, args=(program.stdin, content), daemon=True)
        feeding.start()

        def wait(read: Any, most: int) -> bytes:
            guard = threading.Timer(_PATIENCE, program.kill)
            guard.start()
            try:
                got: bytes = read(most)
                return got
            finally:
                guard.cancel()

        try:
            yield program.stdout, wait  # type: ignore[misc]  # It is a pipe.
        finally:
            program.kill()
            feeding.join()


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        pipe.write(content)
        pipe.close()
    except BrokenPipeError:
        pass  # It has died; whoever reads its pages finds that out.


def _count(line: bytes) -> int:
    pages = int(line) if line.strip().isdigit() else 0
    if not pages:
        raise BadInput(BROKEN, "files")
    if pages > MOST_PAGES:
        raise BadInput(TOO_LONG, "files")
    return pages


def _line(line: bytes) -> dict[str, Any]:
    if not line.endswith(b"\n"):
        raise BadInput(BROKEN, "files")
    found: dict[str, Any] = json.loads(line)
    return found


def _box(numbers: Sequence[int]) -> Box:
    left, top, right, bottom = numbers
    return (left, top, right, bottom)


def _share(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1]) * 100 // WHOLE**2


def _bare(text: str) -> str:
    return "".join(text.split()).lower()


def _lines(hit: Hit, places: Sequence[Box]) -> tuple[Box, ...]:
    return joined(places[hit.start : hit.end])


def joined(places: Sequence[Box]) -> tuple[Box, ...]:
    """Return the boxes of characters that follow each other as one box a line (or column), with a little room around it."""
    lines: list[Box] = []
    before: Box | None = None
    for box in places:
        if box[0] == box[2] or box[1] == box[3]:
            continue  # A line's end, or a sign without a shape.
        if before is not None and _beside(before, box):
            last = lines[-1]
            lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
        before = box
    return tuple(_with_room(box) for box in lines)


def _beside(one: Box, other: Box) -> bool:
    return (one[1] < other[3] and other[1] < one[3]) or (one[0] < other[2] and other[0] < one[2])


def _with_room(box: Box) -> Box:
    room = 15
    return (max(0, box[0] - room), max(0, box[1] - room), min(WHOLE, box[2] + room), min(WHOLE, box[3] + room))
