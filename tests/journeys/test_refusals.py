"""What the system refuses, and that nothing typed is lost by it."""

import re
from types import SimpleNamespace

from playwright.sync_api import expect

from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page


def test_a_file_changed_after_legal_review_goes_back_to_secrecy_review(at_desk, office):
    file = factories.pass_review(office, factories.submitted(office), "secrecy")
    number = file.case.number
    legal = at_desk("legal_reviewer").take_up(number, "法制审核")
    legal.press("退回承办人").is_refused("退回须写明理由。")
    legal.write(意见="文件第 2 页的签名没有遮盖。").press("退回承办人").is_told("已退回承办人。")

    handler = at_desk("handler").take_up(number, "拟写答复").reads("批复文件.pdf")
    handler.group("提供的文件").get_by_label("批复文件.pdf").uncheck()
    handler.attach("添加要提供的文件", "批复文件（已遮盖）.pdf").press("保存草稿").is_told("草稿已保存")
    handler.reads("通过，稿子已改，不再有效")
    handler.follow("送审", within=handler.moves).press("送审").is_told("已送审。")

    at_desk("secrecy_reviewer").take_up(number, "保密审查").reads("批复文件（已遮盖）", "第 2 稿")


def test_the_second_clerk_keeps_what_was_typed_when_someone_else_has_acted(at_desk, office):
    number = factories.registered(office).case.number
    first, second = (at_desk(post).go(f"/handling/{number}/assign") for post in ("clerk", "clerk2"))
    first.pick("承办人", office.handler.name).press("分办").is_told("已分办。")

    second.pick("承办人", "虚兼签").write(交办意见="请先电话联系申请人").press("分办")
    second.is_refused("没有保存：别人刚办理了这件申请", "您填写的内容保留在下面", status=409)
    expect(second.field("交办意见")).to_have_value("请先电话联系申请人")
    expect(second.field("承办人").locator("option:checked")).to_have_text("虚兼签")
    check_page(second.page)
    second.follow("看最新情况")
    assert second.page.url.endswith(f"/cases/{number}")


def test_a_double_click_registers_once(at_desk):
    with_script, without = at_desk("clerk"), at_desk("clerk", java_script_enabled=False)
    for desk, words in ((with_script, "双击脚本开"), (without, "双击脚本关")):
        desk.go("/intake/new").choose("收到方式", "当面").write(**{**request.ENTRY, "事项摘要": words})
        desk.main.get_by_role("button", name="登记并打印回执").dblclick()
        desk.page.wait_for_url(re.compile("/cases/"))
        desk.go(f"/desk/search?q={words}")
        expect(desk.page.get_by_role("table").get_by_role("link")).to_have_count(1)


def test_who_drafted_cannot_sign(at_desk, office):
    drafts_and_signs = SimpleNamespace(**vars(office) | {"handler": office.both})
    number = factories.reviewed(drafts_and_signs).case.number
    signer = at_desk("both").go(f"/review/{number}/sign").press("签发")
    signer.is_refused("拟稿人不得签发自己的稿子", status=409)


def test_wrong_input_keeps_everything_typed_and_leads_to_the_field(at_desk):
    clerk = at_desk("clerk").go("/intake/new").choose("收到方式", "挂号/EMS")
    typed = {
        **request.ENTRY,
        "收到日期": "2026-11-31",
        "姓名或名称": "",
        "证件号码": "990102198602310025",
        "邮政编码": "12345",
        "邮箱": "没有邮箱",
        "事项摘要": "=1+1",
    }
    clerk.write(**typed).pick("获取方式", "邮寄").press("登记并打印回执")
    clerk.is_refused("还不能登记，有 5 处要补")
    for label, text in typed.items():
        expect(clerk.field(label)).to_have_value(text)
    expect(clerk.field("获取方式")).to_have_value("邮寄")
    expect(clerk.group("收到方式").get_by_label("挂号/EMS")).to_be_checked()
    check_page(clerk.page)
    for label in ("收到日期", "姓名或名称", "证件号码", "邮政编码", "邮箱"):
        clerk.page.get_by_role("alert").get_by_role("link", name=label).click()
        expect(clerk.field(label)).to_be_focused()
        expect(clerk.field(label)).to_have_accessible_description(re.compile("。"))
