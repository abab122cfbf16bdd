"""The arguments of URLs: how a request is named, and numbers that a row can have. Anything else is no address."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, url_for
from werkzeug.routing import BaseConverter, IntegerConverter, Map

#: What numbers may hold in an address as they stand, brackets and dashes as offices write them.
_PLAIN = r"[\w\-－–—.·#()（）〔〕［］\[\]【】]"
_OTHER = re.compile(f"(?!{_PLAIN}).", re.DOTALL)
_ESCAPED = re.compile("!([0-9a-f]{1,6})!")


class RequestRef(BaseConverter):
    """``<case:ref>``: a request's number, with the organ's code in front where the reader sees several organs.

    Numbers from an old ledger may hold anything (2019/12): what cannot stand in an address is written as its code, ``!2f!``.
    """

    part_isolating = True
    regex = rf"(?:[^/~\s]{{1,32}}~)?(?:{_PLAIN}|![0-9a-f]{{1,6}}!){{1,40}}"

    def to_python(self, value: str) -> str:
        """Return the request's name as it stands in the database."""
        return _ESCAPED.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), value)

    def to_url(self, value: str) -> str:
        """Return the request's name as addresses write it."""
        code, separator, number = value.rpartition("~")
        escaped = _OTHER.sub(lambda found: f"!{ord(found[0]):x}!", number)
        return super().to_url(f"{code}{separator}{escaped}")


def addresses(endpoint: str) -> Callable[[str], str]:
    """Return what gives the address of each request on a page of which ``<case:ref>`` is the end: for lists, once for all rows."""
    first = url_for(endpoint, ref="0")
    as_written = RequestRef(current_app.url_map).to_url
    return lambda ref: first[:-1] + as_written(ref)


class RowNumber(IntegerConverter):
    """``<int:…>``: no more than the databases' integers hold."""

    regex = "[0-9]{1,10}"

    def __init__(self, map_: Map, *arguments: Any, **more: Any) -> None:
        super().__init__(map_, *arguments, **{"max": 2**31 - 1} | more)


def install(app: Flask) -> None:
    """Make them known; before the first route."""
    app.url_map.converters |= {"case": RequestRef, "int": RowNumber}
