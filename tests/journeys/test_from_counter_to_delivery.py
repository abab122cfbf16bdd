"""One request from the counter to the delivered reply, each person signing in for the own step, at the one machine of the office."""

import pytest
from playwright.sync_api import expect

from gov_requests.records.calendar import calendar
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Received
from gov_requests.today import today
from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page

TRAIL = [
    "收到申请并登记",
    "分办",
    "检索",
    "检索",
    "拟稿",
    "送审",
    "保密审查通过",
    "法制审核通过",
    "签发答复",
    "答复送达",
]
WITHHELD = ("经办人手机号码", "保护第三方合法权益（第十五条）", "属于个人隐私，公开会损害其合法权益。")


@pytest.fixture
def handed_to(desk, account):
    """The next person sits down: the one before signs out."""

    def seated(post):
        if desk.page.url != "about:blank":
            desk.sign_out()
        return desk.sign_in(account(post))

    return seated


def trail(desk):
    """What the case page tells, oldest first."""
    return desk.page.locator("#trail li b").all_inner_texts()[::-1]


def test_a_request_from_the_counter_to_the_delivered_reply(desk, handed_to, office, live_server):
    number = receive(handed_to("clerk"))
    desk.follow("分办", within=desk.moves)
    request.assign(desk, office.handler.name, "请按期办理")
    answer(handed_to("handler"), number)

    request.pass_secrecy(handed_to("secrecy_reviewer").take_up(number, "保密审查"))
    check_page(desk.page)
    desk.press("同意，送法制审核").is_told("审核意见已记录。")
    handed_to("legal_reviewer").take_up(number, "法制审核").press("同意，送签发").is_told("审核意见已记录。")
    handed_to("signer").take_up(number, "签发")
    check_page(desk.page)
    desk.press("签发").is_told("已签发，正文不能再改。")
    handed_to("clerk").take_up(number, "登记送达")
    desk.choose("送达方式", "当面送达").write(签收人="虚雨桐").press("登记送达").is_told("已登记送达，申请办结。")

    assert trail(desk) == TRAIL
    desk.reads("按期办结")
    for command in (("audit", "verify"), ("cases", "rebuild", "--check"), ("check",)):
        live_server.flask(*command)  # Whatever it finds makes the command fail.


def receive(desk):
    """The counter: the request with its form, and the receipt in hand."""
    desk.go("/intake/new").choose("收到方式", "当面").write(**request.ENTRY).attach("附件", "申请表.pdf")
    desk.press("登记并打印回执").is_told("是否打印登记回执？")
    due = read_clock([Received(today(), "in_person")], calendar(), today()).due_on
    receipt, number = desk.printed("打印登记回执"), request.number_on(desk)
    assert number in receipt
    assert f"{due.month}月{due.day}日" in receipt
    desk.reads("申请表.pdf")
    return number


def answer(desk, number):
    """The handler: two searches, a draft with a file to give out, a look at the letter, and off to the reviews."""
    request.search(desk.take_up(number, "登记检索"), "业务科档案柜")
    request.search(desk.follow("登记检索", within=desk.moves), "机关档案室")
    request.draft(desk.take_up(number, "拟写答复"), "予以公开", "批复文件.pdf").press("预览").is_told("还没有保存。")
    desk.reads("“批复文件.pdf”还没有保存，请重新选择。").attach("添加要提供的文件", "批复文件.pdf")
    check_page(desk.page)
    desk.press("保存草稿").is_told("草稿已保存")
    desk.follow("送审", within=desk.moves).reads("送审第 1 稿").press("送审").is_told("已送审。")


def test_a_partial_disclosure_names_reconsideration_first(at_desk, office):
    number = factories.searched(office).case.number
    handler = at_desk("handler").go(f"/replies/{number}/draft")
    request.draft(handler, "部分公开", "批复文件.pdf", withheld=WITHHELD)
    handler.press("保存草稿").go(f"/replies/{number}/preview")
    letter = handler.page.get_by_role("article")
    expect(letter).to_contain_text(WITHHELD[0])
    assert comes_first(letter.inner_text(), "申请行政复议", "提起行政诉讼")
    handler.go(f"/replies/{number}/submit").press("送审")

    request.pass_secrecy(at_desk("secrecy_reviewer").take_up(number, "保密审查")).press("同意，送法制审核")
    at_desk("legal_reviewer").take_up(number, "法制审核").press("同意，送签发")
    at_desk("signer").take_up(number, "签发").press("签发")
    clerk = at_desk("clerk").take_up(number, "登记送达").choose("送达方式", "邮政EMS、挂号信")
    clerk.write(邮件号="EX000000016CN").press("登记送达").reads("按期办结")
    assert comes_first(clerk.printed("政府信息部分公开告知书 PDF"), "申请行政复议", "提起行政诉讼")


def test_information_not_held_needs_two_searches_and_no_secrecy_review(at_desk, office):
    number = factories.searched(office, found=False, places=("业务科档案柜",)).case.number
    handler = at_desk("handler").go(f"/replies/{number}/draft")
    request.draft(handler, "本机关不掌握（信息不存在）").press("保存草稿").go(f"/replies/{number}/submit")
    handler.reads("第三十六条第（四）项", "检索")
    expect(handler.main.get_by_role("button", name="送审")).to_be_disabled()

    request.search(handler.go(f"/handling/{number}/search"), "机关档案室", found=False)
    handler.go(f"/replies/{number}/submit").press("送审").is_told("已送审。")
    at_desk("legal_reviewer").take_up(number, "法制审核").press("同意，送签发")
    at_desk("signer").take_up(number, "签发").press("签发")
    clerk = at_desk("clerk").take_up(number, "登记送达").choose("送达方式", "当面送达").write(签收人="虚小明")
    clerk.press("登记送达").reads("按期办结")
    assert "保密审查通过" not in trail(clerk)


def comes_first(text, first, second):
    return 0 <= text.find(first) < text.find(second)
