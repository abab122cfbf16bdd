"""The text layer of a PDF (文字层), read in a process of its own (``text_layer.py``): a broken file takes nothing down with it."""

import json
import subprocess
import sys
from pathlib import Path

_PROGRAM = Path(__file__).with_name("text_layer.py")
#: Seconds after which a file counts as unreadable.
_PATIENCE = 30
#: Without a font nothing can be written; fonts may also stand in packed objects.
_MAY_HAVE_TEXT = (b"/Font", b"/ObjStm")


def texts_of_pdf(content: bytes) -> tuple[int | None, list[str]]:
    """Return how many pages there are and the text of each; (None, []) where it cannot be read. Call it outside of transactions."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", str(_PROGRAM)],
            input=content,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
            env={},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None, []
    read = json.loads(done.stdout)
    return read["pages"], read["texts"]


def may_have_text(content: bytes) -> bool:
    """Return whether a PDF can have a text layer at all: scans mostly have none, and need no process of their own."""
    return any(name in content for name in _MAY_HAVE_TEXT)
