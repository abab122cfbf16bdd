"""A clerk's browser as a program: registers requests over HTTP and does not give up when the server dies under it.

    python hammer.py URL USERNAME PASSWORD FIRST LAST

Each request carries its number in its text. Where an answer does not come, the same form is sent again, key and all, as a browser does
when the page is loaded anew. One line a registration on standard output: which one, the number acknowledged, how often it was sent.
"""

import http.client
import re
import sys
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r'<input(?=[^>]*type="hidden")[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
MARK = "申请公开第 {} 号台账。"
#: So long without any answer, and it is no longer a server that was killed.
GIVE_UP_SECONDS = 120


class Browser:
    """Keeps cookies, follows nothing, tries again until somebody answers."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.place = urlsplit(url).netloc
        self.account = {"username": username, "password": password}
        self.cookies: dict[str, str] = {}
        self.tries = 0

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, where it leads, and the page."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while True:
            self.tries += 1
            try:
                return self._once(method, path, form)
            except (OSError, http.client.HTTPException):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _once(self, method: str, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(self.place, timeout=30)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, urlencode(form) if form is not None else None, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
            return answer.status, answer.headers.get("Location", ""), page
        finally:
            connection.close()

    def form(self, path: str) -> dict[str, str]:
        """Open a page and return its hidden fields; sign in where that is asked for."""
        while True:
            status, _, page = self.ask("GET", path)
            if status == 200:
                return dict(_HIDDEN.findall(page))
            self.ask("POST", "/login", self.form("/login") | self.account)

    def register(self, which: int) -> tuple[str, int]:
        """Register one request; return the number that the server acknowledged and how often the form was sent."""
        typed = {
            "channel": "in_person",
            "kind": "natural_person",
            "name": "虚小明",
            "id_type": "居民身份证",
            "id_number": "990102198607210025",
            "description": MARK.format(which),
            "medium": "纸质",
            "delivery": "自行领取",
            "arrived_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600)),  # noqa: TID251 - a browser of its own
        }
        form = self.form("/intake/new") | typed
        self.tries = 0
        while True:
            status, location, page = self.ask("POST", "/intake/new", form)
            if status == 302 and "/cases/" in location:
                return location.rpartition("/")[2].partition("?")[0], self.tries
            if status == 302 and "/login" in location:
                form |= self.form("/intake/new") | {"act_key": form["act_key"]}
                continue
            if status < 500:
                sys.exit(f"{status} {location} {page[:3000]}")
            # The server was dying or has just come back; nothing was acknowledged, the same form goes again.
            time.sleep(0.1)


def main(url: str, username: str, password: str, first: str, last: str) -> None:
    """Register the requests from `first` up to `last`."""
    browser = Browser(url, username, password)
    for which in range(int(first), int(last)):
        number, tries = browser.register(which)
        print(which, number, tries, flush=True)  # noqa: T201 - its standard output is its result


if __name__ == "__main__":
    main(*sys.argv[1:])
