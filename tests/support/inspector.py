"""The test client is an inspector: every page that any test fetches is looked over."""

import re
from collections import Counter
from collections.abc import Iterator
from contextvars import Context, copy_context
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class PageFaultError(AssertionError):
    """A page that a test fetched breaks the rules of the house."""


class InspectingClient(FlaskClient):
    """Flask's test client; an HTML answer that breaks a rule fails the test.

    Each request runs in a context of its own, as on a server: it shares neither `g` nor the session of the database with
    the test, but the day that the test has set.
    `client.inspect = False` lets one test look at a page that is broken on purpose.
    """

    inspect = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request and look the answer over."""
        # What comes piece by piece is read to its end where it was begun.
        kwargs.setdefault("buffered", True)
        response: TestResponse = _outside_flask().run(super().open, *args, **kwargs)
        # Nobody sees the page that Werkzeug puts beside a redirect.
        redirects = 300 <= response.status_code < 400
        if self.inspect and response.mimetype == "text/html" and not redirects:
            faults = _faults_of_the_like(_TOKENS.sub(r"\1x", response.get_data(as_text=True)))
            if faults:
                where = f"{response.request.method} {response.request.path} ({response.status_code})"
                raise PageFaultError("\n  ".join([where, *faults]))
        return response


#: What differs on a page that is otherwise the same: it is looked over once.
_TOKENS = re.compile(r'(nonce="|name="(?:csrf_token|act_key)" type="hidden" value=")[\w.-]+')


@lru_cache(maxsize=512)
def _faults_of_the_like(html: str) -> list[str]:
    return faults_of(html)


def _outside_flask() -> Context:
    """A context in which no application and no request is pushed; everything else is as it is here."""
    fresh = Context()
    for variable, value in copy_context().items():
        if not variable.name.startswith("flask."):
            fresh.run(variable.set, value)
    return fresh


def faults_of(html: str) -> list[str]:
    """Say in sentences what is wrong with a page, or with a fragment of one (no <html> in it)."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    whole = "<html" in html[:2000].lower()
    root = parser.parse(html) if whole else parser.parseFragment(html)
    faults = [f"HTML, line {line}: {code} {details or ''}".rstrip() for (line, _), code, details in parser.errors]
    for check in PAGE_CHECKS if whole else FRAGMENT_CHECKS:
        faults += check(root)
    return faults


def _one_h1_in_the_title(root: Element) -> Iterator[str]:
    headings = [_text(element) for element in root.iter("h1")]
    if len(headings) != 1:
        yield f"a page has one h1, this has {len(headings)}: {headings}"
        return
    title = _text(root.find(".//title"))
    if not title.startswith(headings[0]):
        yield f"the title begins with the h1; here {title!r} and {headings[0]!r}"


def _language_is_named(root: Element) -> Iterator[str]:
    if root.get("lang") != "zh-CN":
        yield f"<html lang> is {root.get('lang')!r}, not 'zh-CN'"


def _ids_are_unique(root: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in _elements(root) if element.get("id") is not None)
    yield from (f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)


def _references_exist(root: Element) -> Iterator[str]:
    ids = {element.get("id") for element in _elements(root)}
    for element in _elements(root):
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"<{element.tag} {attribute}> points at {name!r}, which is not on the page"


def _posts_carry_a_token(root: Element) -> Iterator[str]:
    for form in root.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        if not any(field.get("name") == "csrf_token" and field.get("value") for field in form.iter("input")):
            yield f"the form to {form.get('action')!r} posts without csrf_token"


def _nothing_inline(root: Element) -> Iterator[str]:
    for element in _elements(root):
        for name in element.keys():  # noqa: SIM118 - an Element is no mapping
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag} {name}=…> is inline; the policy refuses it"
        if element.tag == "script" and not element.get("src") and not element.get("nonce"):
            yield "a <script> has neither src nor nonce"
        if element.tag == "style" and not element.get("nonce"):
            yield "a <style> has no nonce"
        for name in ("href", "src", "action"):
            target = (element.get(name) or "").strip().lower()
            if target.startswith(("http:", "https:", "//", "javascript:")):
                yield f"<{element.tag} {name}={target!r}> leaves this server"


def _images_have_alt(root: Element) -> Iterator[str]:
    yield from (f"the image {image.get('src')!r} has no alt" for image in root.iter("img") if image.get("alt") is None)


def _elements(root: Element) -> Iterator[Element]:
    # A comment's tag is a function.
    return (element for element in root.iter() if isinstance(element.tag, str))


def _text(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


FRAGMENT_CHECKS = (_ids_are_unique, _posts_carry_a_token, _nothing_inline, _images_have_alt)
PAGE_CHECKS = (_one_h1_in_the_title, _language_is_named, _references_exist, *FRAGMENT_CHECKS)
