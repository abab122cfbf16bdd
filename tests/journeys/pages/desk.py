"""One person's browser: what hands and eyes do on any page."""

import re
from contextlib import contextmanager

from playwright.sync_api import expect

from gov_requests.today import today
from tests.documents.pages import words
from tests.support.browser import ATTRIBUTE

#: How long a page may take on a machine that does other things as well, in milliseconds.
PATIENCE = 15_000
#: The smallest file that passes for a PDF, with something of its own in it.
PDF = "%PDF-1.4\n% {}\n%%EOF\n"


class Desk:
    """A signed-in person at a screen. Fields are found by their labels, buttons and links by their words."""

    def __init__(self, page, url, *, scripted=True):
        self.page, self.url, self.scripted = page, url, scripted
        page.set_default_timeout(PATIENCE)

    @property
    def today(self):
        return today().isoformat()

    @property
    def main(self):
        return self.page.locator("main")

    def go(self, path):
        self.page.goto(f"{self.url}{path}")
        return self

    def sign_in(self, account):
        self.go("/login").write(用户名=account["username"], 密码=account["password"]).press("登录")
        expect(self.page).not_to_have_url(re.compile("/login"))
        return self

    def sign_out(self):
        with self.page.expect_navigation():
            self.page.get_by_role("banner").get_by_role("button", name="退出").click()

    @property
    def moves(self):
        return self.page.locator("#moves")

    def field(self, label):
        """The one-line field, text area, list or file field under a label."""
        named = self.main.get_by_label(re.compile(f"^{re.escape(label)}"))
        return named.and_(self.page.locator("input, textarea, select"))

    def group(self, label):
        """A group of radio buttons or boxes."""
        return self.main.get_by_role("group", name=label).or_(self.main.get_by_role("radiogroup", name=label))

    def write(self, **typed):
        for label, text in typed.items():
            self.field(label).fill(text)
        return self

    def choose(self, group, option):
        """Press the words beside the radio button, as people do."""
        self.group(group).locator("label").filter(has_text=re.compile(f"^{re.escape(option)}")).click()
        return self

    def pick(self, label, option):
        self.field(label).select_option(label=option)
        return self

    def attach(self, label, *names):
        files = [{"name": name, "mimeType": "application/pdf", "buffer": PDF.format(name).encode()} for name in names]
        self.field(label).set_input_files(files)
        return self

    def press(self, button):
        with self.leaving():
            self.main.get_by_role("button", name=button, exact=True).click()
        return self

    def follow(self, link, *, within=None):
        with self.leaving():
            (within or self.main).get_by_role("link", name=link).first.click()
        return self

    @contextmanager
    def leaving(self):
        """Wait until the next page has come in whole: whoever walks on at once breaks it off."""
        with self.page.expect_navigation():
            yield

    def alt(self, key):
        """Alt and a key. Playwright's own keyboard leaves out the letter, by which chromium finds an access key."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Input.dispatchKeyEvent", {"type": "char", "modifiers": 1, "text": key, "unmodifiedText": key})
        session.detach()

    def take_up(self, number, move):
        """Open a request that waits for this person from the worklist, and begin the move."""
        self.go("/desk/").turn_to(number).follow(number, within=self.page.get_by_role("table"))
        return self.follow(move, within=self.moves)

    def turn_to(self, number):
        """Turn the pages of a list until a request stands on it; the office of all stories has more than fit on one."""
        onward = self.main.locator("a[rel=next]")
        while number not in self.main.inner_text() and onward.count():
            with self.leaving():
                onward.first.click()
        return self

    def reads(self, *texts):
        for text in texts:
            expect(self.main).to_contain_text(text)
        return self

    def is_told(self, text):
        """What an act says once it is done."""
        expect(self.page.get_by_role("status")).to_contain_text(text)
        return self

    def is_refused(self, *texts, status=422):
        """The box at the top says why, has the focus, and the answer's status belongs to the story."""
        for text in texts:
            expect(self.page.get_by_role("alert")).to_contain_text(text)
        if self.scripted:
            expect(self.page.get_by_role("alert")).to_be_focused()
        assert not getattr(self.page.context, ATTRIBUTE).take((status,))
        return self

    def printed(self, link):
        """The words of the PDF behind a link, as this person's browser gets it."""
        found = self.main.get_by_role("link", name=link).first
        answer = self.page.context.request.get(f"{self.url}{found.get_attribute('href')}")
        assert answer.headers["content-type"] == "application/pdf"
        return words(answer.body())
