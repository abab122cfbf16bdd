"""The checks that journeys rely on must see what they look for: a sound page passes, and each broken twin is caught."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import check_page

SOUND = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>登记</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body><main><h1>登记</h1><p>请填写。</p>{body}</main></body></html>"""
BROKEN = {
    "a picture without words": (
        "",
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="9" height="9">',
        "axe image-alt",
    ),
    "grey on grey": ("<style>p{color:#aaa;background:#bbb}</style>", "", "axe color-contrast"),
    "wider than a phone": ("", '<div style="width:600px">宽</div>', "at 390: the page is"),
    "an error of a script": ("", "<script>throw new Error('脚本')</script>", "script error"),
    "a console error": ("", "<script>console.error('出错')</script>", "console: 出错"),
    "a file that is missing": ("", '<img src="/missing.png" alt="">', "404"),
    "another host": ("", '<img src="http://example.invalid/a.png" alt="">', "asks another host"),
}


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Any]:
    """`serve(html)`: the address of a page on a throw-away server."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *_: Any) -> None:
            pass

    def put(html: str) -> str:
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}/page.html"

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield put
        server.shutdown()
        thread.join()


def test_a_sound_page_passes(page: Any, serve: Any) -> None:
    page.goto(serve(SOUND.format(head="", body="")))
    check_page(page)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_page_is_caught(page: Any, serve: Any, fault: str) -> None:
    head, body, said = BROKEN[fault]
    page.goto(serve(SOUND.format(head=head, body=body)))
    with pytest.raises(AssertionError, match=said):
        check_page(page)


def test_a_refusal_that_the_story_expects_is_no_fault(page: Any, serve: Any) -> None:
    address = serve(SOUND.format(head="", body=""))
    page.goto(address.replace("page.html", "gone.html"))
    page.goto(address)
    check_page(page, expected=(404,))
