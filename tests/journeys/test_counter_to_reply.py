"""One request from the counter to the delivered reply, each person signing in; then the record is asked whether it stands."""

import re

import pytest

from gov_requests.today import today
from tests.support.browser import check_page

PDF = {"name": "批复文件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% a paper of this story\n%%EOF\n"}


class Walk:
    """One browser in which one person after the other does what is theirs."""

    def __init__(self, page, server):
        self.page, self.server, self.number = page, server, ""

    def sign_in(self, role):
        account = self.server.account(role)
        self.page.goto(f"{self.server.url}/login")
        if "/login" not in self.page.url:
            self.page.get_by_role("button", name="退出").click()
        self.page.fill("#username", account["username"])
        self.page.fill("#password", account["password"])
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda address: "/login" not in address)
        self.page.wait_for_load_state()

    def open(self, path):
        self.page.goto(f"{self.server.url}{path.format(number=self.number)}")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def done(self, words):
        assert words in self.page.locator(".flash").first.inner_text()


def register(walk, description):
    walk.sign_in("clerk")
    walk.open("/intake/new")
    check_page(walk.page)
    page = walk.page
    page.fill("#name", "虚喆堃")
    page.fill("#id_number", "990102198607210025")
    page.fill("#phone", "010-00000001")
    page.fill("#description", description)
    page.set_input_files("#files", PDF)
    walk.press("登记并打印回执")
    walk.number = re.search(r"[0-9]{4}-[0-9]{4,}", page.url).group()
    walk.done(f"已登记 {walk.number}")
    check_page(page)
    receipt = page.get_by_role("link", name="PDF").first.get_attribute("href")
    answer = page.request.get(f"{walk.server.url}{receipt}")
    assert answer.body().startswith(b"%PDF-")


def assign(walk):
    walk.open("/handling/{number}/assign")
    # The demo's first handler heads the list, and is the one who signs in next.
    walk.page.select_option("#handler", walk.page.locator("#handler optgroup option").first.get_attribute("value"))
    walk.press("分办")
    walk.done("分办")


def search(walk, place, *, found):
    walk.open("/handling/{number}/search")
    page = walk.page
    page.fill("#place", place)
    page.fill("#method", "查阅目录、系统查询")
    page.fill("#terms", "批复、方案")
    page.fill("#searched_on", today().strftime("%Y%m%d"))
    page.locator("label[for=found-0]" if found else "label[for=found-1]").click()
    page.fill("#result", "检索到批复文件一份。" if found else "未检索到。")
    check_page(page)
    walk.press("登记检索")
    walk.done("检索记录")


def draft(walk, kind):
    walk.open("/replies/{number}/draft")
    page = walk.page
    page.check(f"input[name=reply_kind][value={kind}]")
    page.fill("#finding", "经检索，情况如下。")
    if kind != "not_held":
        page.set_input_files("#files", PDF)
    if kind == "partly_disclosed":
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.fill("#withheld-0-part", "第 3 页经办人手机号码")
        page.select_option("#withheld-0-ground", "third_party_rights")
        page.fill("#withheld-0-reason", "属于个人隐私，公开会损害其合法权益。")
    walk.press("保存草稿")
    walk.done("草稿已保存")
    walk.open("/replies/{number}/submit")
    check_page(page)
    walk.press("送审")
    walk.done("已送审")


def secrecy(walk):
    walk.sign_in("secrecy_reviewer")
    walk.open("/review/{number}/secrecy")
    for answer in walk.page.locator("input[type=radio][value=no]").all():
        answer.check()
    walk.page.fill("#aggregation_risk", "与已提供的信息汇聚无风险。")
    check_page(walk.page)
    walk.press("同意，送法制审核")


def legal_and_signature(walk):
    walk.sign_in("legal_reviewer")
    walk.open("/review/{number}/legal")
    check_page(walk.page)
    walk.press("同意，送签发")
    walk.sign_in("signer")
    walk.open("/review/{number}/sign")
    check_page(walk.page)
    walk.page.locator("button[name=conclusion][value=pass]").click()
    walk.page.wait_for_load_state()
    walk.done("已签发")


def deliver(walk):
    walk.sign_in("clerk")
    walk.open("/replies/{number}/delivery")
    walk.page.fill("#recipient", "虚喆堃")
    check_page(walk.page)
    walk.press("登记送达")
    walk.done("办结")


@pytest.mark.parametrize("kind", ["disclosed", "partly_disclosed", "not_held"])
def test_a_request_walks_from_the_counter_to_the_delivered_reply(page, live_server, kind):
    walk = Walk(page, live_server)
    register(walk, "申请公开虚构里小区综合整治项目的实施方案批复文件。")
    assign(walk)
    walk.sign_in("handler")
    for place in ("业务科档案柜", "机关档案室"):
        search(walk, place, found=kind != "not_held")
    draft(walk, kind)
    if kind != "not_held":
        secrecy(walk)
    legal_and_signature(walk)
    deliver(walk)
    walk.open("/cases/{number}")
    text = page.locator("main").inner_text()
    assert "按期办结" in text
    assert "虚喆堃" in text
    assert "990102198607210025" not in text
    check_page(page)
    live_server.flask("audit", "verify")
    live_server.flask("cases", "rebuild", "--check")
    live_server.flask("check")
