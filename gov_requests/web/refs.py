"""The arguments of URLs: how a request is named, and numbers that a row can have. Anything else is no address."""

from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map


class RequestRef(BaseConverter):
    """``<case:ref>``: a request's number, with the organ's code in front where the reader sees several organs."""

    part_isolating = True
    #: What codes and numbers may hold, brackets and dashes as offices write them.
    regex = r"(?:[^/~\s]{1,32}~)?[\w\-－–—.·#()（）〔〕［］\[\]【】]{1,40}"


class RowNumber(IntegerConverter):
    """``<int:…>``: no more than the databases' integers hold."""

    regex = "[0-9]{1,10}"

    def __init__(self, map_: Map, *arguments: Any, **more: Any) -> None:
        super().__init__(map_, *arguments, **{"max": 2**31 - 1} | more)


def install(app: Flask) -> None:
    """Make them known; before the first route."""
    app.url_map.converters |= {"case": RequestRef, "int": RowNumber}
