"""材料预览: a page of a PDF or picture from outside as a picture of that page, never the file itself."""

import base64
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from gov_requests.refusals import Refusal

#: What can be shown so.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
_PROGRAM = Path(__file__).with_name("raster.py")
_PATIENCE = 20
UNSHOWN = "这份材料不能预览：请下载后查看，或者请提交人另存后重新提供。"


class Unshown(Refusal):
    """A page that is not there, or a file that cannot be drawn in reason."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One page (from 1) as a PNG, and how many there are."""

    number: int
    pages: int
    png: bytes

    @property
    def address(self) -> str:
        """The picture as an address that a page can show without asking again."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


def preview(content: bytes, media_type: str, number: int = 1) -> Preview:
    """Draw a page in a process of its own. Raises ``Unshown``."""
    if media_type not in SHOWN or number < 1:
        raise Unshown(UNSHOWN)
    command = [sys.executable, "-I", str(_PROGRAM), str(number - 1), media_type]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_PATIENCE, check=True, env={})  # noqa: S603 - our own program
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        raise Unshown(UNSHOWN) from failed
    pages, _, png = done.stdout.partition(b"\n")
    return Preview(number, int(pages), png)
