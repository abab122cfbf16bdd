"""Debian's chromium, watched: what a person would not see (console, failed and foreign requests, axe) fails the test."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.fixtures import late
from tests.support.needs import missing

CHROMIUM = shutil.which("chromium")
#: It runs as root in CI and may not phone home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = 1280, 390
HEIGHTS = {DESKTOP: 900, PHONE: 844}
ATTRIBUTE = "house_watch"


class Watch:
    """Collects, for all pages of one browser context, what went wrong behind the picture."""

    def __init__(self, context: Any) -> None:
        self.faults: list[str] = []
        self.refusals: list[tuple[int, str]] = []
        setattr(context, ATTRIBUTE, self)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def take(self, expected: tuple[int, ...] = ()) -> list[str]:
        """Return what was collected and forget it; pages answered with an `expected` status are none of it."""
        found = [f"{status}: {url}" for status, url in self.refusals if status not in expected] + self.faults
        self.faults, self.refusals = [], []
        return found

    def _console(self, message: Any) -> None:
        # The browser repeats each refused answer here; _response has seen it with its status.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in {"127.0.0.1", "localhost"}:
            self.faults.append(f"asks another host: {request.url}")

    def _failed(self, request: Any) -> None:
        # A download aborts the navigation that began it, and whoever walks on aborts what the page was still fetching.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed: {request.url} ({request.failure})")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.refusals.append((response.status, response.url))


def check_page(page: Any, *, widths: tuple[int, ...] = (DESKTOP, PHONE), expected: tuple[int, ...] = ()) -> None:
    """Fail where the page as it stands breaks a rule: axe serious or critical, sideways scroll, or what `Watch` collects.

    `expected` names the statuses that refused pages of this story answered with (409 for the second clerk).
    """
    before = page.viewport_size
    faults = getattr(page.context, ATTRIBUTE).take(expected)
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})
        faults += [f"at {width}: {fault}" for fault in [*_sideways(page), *_axe(page)]]
    page.set_viewport_size(before)
    assert not faults, "\n  ".join([page.url, *faults])


def _sideways(page: Any) -> Iterator[str]:
    content, window = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if content > window:
        widest = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
        )
        yield f"the page is {content} wide; past the edge: {widest}"


def _axe(page: Any) -> Iterator[str]:
    results = late("axe_playwright_python.sync_playwright").Axe().run(page)
    for violation in results.response["violations"]:
        if violation["impact"] in {"serious", "critical"}:
            where = [node["target"] for node in violation["nodes"][:5]]
            yield f"axe {violation['id']}: {violation['help']} {where}"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium instead of one that Playwright would fetch."""
    if CHROMIUM is None:
        missing("Debian's package chromium is not installed")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Chinese office."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def open_page(new_context: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """`open_page(width=1280, **options)`: a page in a browser of its own, as another person at another desk would have."""
    watches: list[Watch] = []

    def opened(width: int = DESKTOP, **options: Any) -> Any:
        context = new_context(viewport={"width": width, "height": HEIGHTS.get(width, 900)}, **options)
        watches.append(Watch(context))
        return context.new_page()

    yield opened
    left = [fault for watch in watches for fault in watch.take()]
    assert not left, "\n  ".join(["behind the pages of this test:", *left])


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    """A page 1280 wide."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Any:
    """A page 390 wide."""
    return open_page(PHONE)


@pytest.fixture(scope="session")
def live_commands() -> list[tuple[str, ...]]:
    """The commands that prepare the live server's data; a folder of tests may override it in its conftest."""
    return [("db", "upgrade"), ("demo", "load")]


@pytest.fixture(scope="session")
def live_server(live_commands: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The system as it is really run: `.url`, `.account(role)`, `.flask(*command)`, `.data_dir`."""
    with late("tests.support.live_server").running_server(tmp_path_factory.mktemp("live"), live_commands) as server:
        yield server
