"""How URLs name a request: its number, with the organ's code in front where the reader sees several organs."""

from werkzeug.routing import BaseConverter


class RequestRef(BaseConverter):
    """``<case:ref>``: only what numbers and organ codes may hold; anything else is no address."""

    part_isolating = True
    regex = r"(?:[^/~\s]{1,32}~)?[\w\-－–—.·#()（）〔〕［］\[\]【】]{1,40}"
