"""`make pictures`: the README's pictures of worklist, case page and letter, from the demo's data in a folder that is thrown away."""

import io
import json
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, sync_playwright

from tests.support.browser import ARGUMENTS, CHROMIUM
from tests.support.live_server import LiveServer, running_server

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, HEIGHT = 1280, 960
#: What parts the pages of the letter: a strip of grey.
GAP = b"\xcc" * 8
#: The organ whose people look at the pages.
ORGAN = "zjw"


def main() -> None:
    """Start the demo, sign in, take the pictures, and throw the demo away."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), [("db", "upgrade"), ("demo", "load")]) as server,
    ):
        take(server)


def take(server: LiveServer) -> None:
    """Take the three pictures."""
    with signed_in(server, f"{ORGAN}.head") as page:
        page.goto(f"{server.url}/desk/under-way")
        page.screenshot(path=IMAGES / "worklist.png")
        page.goto(f"{server.url}/desk/closed")
        (IMAGES / "letter.png").write_bytes(pages(a_reply(page, server.url)))
    with signed_in(server, f"{ORGAN}.legal") as page:
        page.goto(f"{server.url}/desk/waiting")
        page.get_by_role("table").get_by_role("link").first.click()
        page.wait_for_load_state()
        page.screenshot(path=IMAGES / "case.png")
    for image in sorted(IMAGES.glob("*.png")):
        print(f"{image.name}: {image.stat().st_size // 1024} KiB")


def a_reply(page: Page, address: str) -> bytes:
    """Return the first reply among the listed requests that gives out something."""
    listed = page.get_by_role("table").get_by_role("link").evaluate_all("links => links.map(one => one.href)")
    for request in listed:
        page.goto(request)
        letters = page.get_by_role("link", name="政府信息公开告知书 PDF")
        if letters.count():
            return page.context.request.get(f"{address}{letters.first.get_attribute('href')}").body()
    raise LookupError("No request of the demo has been answered with its information.")


@contextmanager
def signed_in(server: LiveServer, username: str) -> Iterator[Page]:
    """Give a page of a browser in which the person is signed in."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS) as browser,
    ):
        size = {"width": WIDTH, "height": HEIGHT}
        page = browser.new_page(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
        page.goto(f"{server.url}/login")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(password_of(server, username))
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile("/desk/"))
        yield page


def password_of(server: LiveServer, username: str) -> str:
    """Return a demo account's password."""
    accounts = json.loads((server.data_dir / "demo-accounts.json").read_text(encoding="utf-8"))
    return str(next(one["password"] for one in accounts if one["username"] == username))


def pages(pdf: bytes) -> bytes:
    """Return the first two pages of a PDF side by side as a grey PNG, as wide as the other pictures."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        drawn = [rows_of(document[number]) for number in range(min(len(document), 2))]
    finally:
        document.close()
    return png([GAP.join(rows) for rows in zip(*drawn, strict=True)])


def rows_of(page: pypdfium2.PdfPage) -> list[bytes]:
    """Draw a page; return its rows of grey values."""
    drawn = page.render(scale=(WIDTH - len(GAP)) / 2 / page.get_width(), grayscale=True)
    values = bytes(drawn.buffer)
    return [values[start : start + drawn.width] for start in range(0, drawn.stride * drawn.height, drawn.stride)]


def png(rows: list[bytes]) -> bytes:
    """Return rows of grey values as a PNG file (ISO/IEC 15948)."""
    head = struct.pack(">2I5B", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
