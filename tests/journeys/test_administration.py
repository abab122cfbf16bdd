"""The pages of administrators, of one's own account, and the first start, as people see them at 1280 and 390."""

import pytest

from tests.support.browser import check_page
from tests.support.live_server import running_server

PAGES = {
    "system_admin": (
        "/admin/readiness",
        "/admin/organs",
        "/admin/organs/new",
        "/admin/organs/zjw",
        "/admin/people",
        "/admin/people/new",
        "/admin/people/import",
        "/admin/people/zjw.handler1",
        "/admin/people/sec.admin",
    ),
    "security_admin": ("/admin/security", "/admin/sessions", "/admin/people/zjw.handler1"),
    "disclosure_head": ("/account/", "/account/password", "/account/codes", "/account/absences", "/handling/handover"),
}


def sign_in(page, server, role):
    account = server.account(role)
    page.goto(f"{server.url}/login")
    page.fill("#username", account["username"])
    page.fill("#password", account["password"])
    page.click("main button[type=submit]")
    # Whoever walks on at once breaks the page off, which the watch takes for a fault.
    page.wait_for_url(lambda address: "/login" not in address)
    page.wait_for_load_state()


@pytest.mark.parametrize("role", PAGES)
def test_every_page_holds_at_both_widths(page, live_server, role):
    sign_in(page, live_server, role)
    for address in PAGES[role]:
        page.goto(f"{live_server.url}{address}")
        assert page.locator("h1").count() == 1
        check_page(page)


def test_the_first_start_in_a_browser(page, tmp_path):
    with running_server(tmp_path, [("db", "upgrade")]) as server:
        token = server.flask("setup").split("：", 1)[1].split("\n", 1)[0]
        page.goto(f"{server.url}/setup")
        check_page(page)
        page.fill("#token", token)
        page.click("main button[type=submit]")
        for field, text in {
            "code": "qzb",
            "name": "虚构区人民政府办公室",
            "short": "虚政公开",
            "reviewing_organ": "虚构市人民政府",
            "court": "虚构市第四中级人民法院",
        }.items():
            page.fill(f"#{field}", text)
        page.click("main button[type=submit]")
        check_page(page)
        page.click("text=下一步：人员")
        check_page(page)
        page.click("text=下一步：三员")
        for number, role in enumerate(("system_admin", "security_admin", "audit_admin")):
            page.fill(f"[id='{role}-name']", f"虚{number}")
            page.fill(f"[id='{role}-username']", f"admin.{number}")
            page.fill(f"[id='{role}-password']", f"Xuan-Ding-770{number}")
        check_page(page)
        page.click("main button[type=submit]")
        assert page.url == f"{server.url}/login"
        page.fill("#username", "admin.0")
        page.fill("#password", "Xuan-Ding-7700")
        page.click("main button[type=submit]")
        # The three must set one-time codes up before anything else.
        assert page.url == f"{server.url}/account/codes"
        check_page(page)
