"""A page's form as a browser would send it untouched: every field with the value that stands in it."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._text: str | None = None
        self._select: str | None = None
        #: Nothing of a select is chosen: its first option is what a browser sends.
        self._first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "textarea":
            self._text = name
            self.values.setdefault(name, [""])
        elif tag == "select":
            self._select, self._first = name, True
        elif tag == "option" and self._select and (self._first or "selected" in given):
            self.values[self._select] = [given.get("value", "")]
            self._first = False
        elif tag == "input" and name and _is_sent(given):
            self.values.setdefault(name, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.values[self._text][-1] += data


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type")
    return kind not in ("submit", "file") and (kind not in ("radio", "checkbox") or "checked" in given)


def filled_in(page: str) -> dict[str, Any]:
    """Return the fields of the one form in the page's main part; several values of a name as a list."""
    form = _Form()
    form.feed(page[page.index('id="main"') :])
    cleaned = {
        name: [value.removeprefix("\r\n").removeprefix("\n") for value in held] for name, held in form.values.items()
    }
    return {name: held[0] if len(held) == 1 else held for name, held in cleaned.items() if name}
