"""The counter on a real morning: every channel, fifty letters, two clerks at once, a page that was closed too early."""

import io
import re
import time

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page

FIFTY = 50
CHANNELS = {
    "当面": {},
    "口头": {},
    "挂号/EMS": {"邮件号": "EX000000016CN", "签收人": "收发室虚某"},
    "平信": {},
    "网上": {},
    "传真": {},
    "电子邮件": {"邮箱": "xu@example.cn"},
}
CONFIRMED = ("平信", "网上", "传真", "电子邮件")


def pages_of(desk, path):
    answer = desk.page.context.request.get(f"{desk.url}{path}")
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_is_registered_and_confirmed_where_it_asks_for_it(at_desk, channel):
    desk = at_desk("clerk").go("/intake/new").choose("收到方式", channel).write(**request.ENTRY, **CHANNELS[channel])
    if channel == "口头":
        desk.press("登记并打印回执").is_refused("读给申请人听并经认可后再登记。第二十九条第一款")
        desk.page.get_by_label(re.compile("^口头申请")).check()
    desk.press("登记并打印回执").is_told("是否打印登记回执？")
    number = request.number_on(desk)
    assert pages_of(desk, f"/intake/labels.pdf?ref={number}") == 1
    ask = desk.main.get_by_role("link", name="登记联系情况")
    if channel not in CONFIRMED:
        expect(ask).to_have_count(0)
        return
    desk.go("/intake/confirm").reads(number)
    desk.go(f"/cases/{number}").follow("登记联系情况").choose("结果", "无人接听").press("登记")
    desk.is_told("已登记这次联系。")
    desk.follow("登记联系情况").choose("结果", "联系上，双方确认收到").press("登记").is_told("已登记双方确认")
    desk.reads("010*****0001，无人接听", "与申请人确认收到")
    expect(ask).to_have_count(0)


def test_fifty_letters_of_one_person_before_noon(at_desk, office):
    desk = at_desk("clerk").go("/intake/new").choose("收到方式", "挂号/EMS")
    desk.write(**request.ENTRY, 邮件号="EX000000029CN", 签收人="收发室虚某")
    began = time.perf_counter()
    for which in range(FIFTY):
        desk.field("申请内容").fill(f"申请公开虚构里第 {which + 1} 号楼的加固图纸。")
        with desk.leaving():
            desk.alt("n")
        desk.is_told("是否打印登记回执？")
        expect(desk.field("姓名或名称")).to_have_value(request.ENTRY["姓名或名称"])
        expect(desk.field("邮件号")).to_have_value("EX000000029CN")
    took = (time.perf_counter() - began) / FIFTY
    assert took < 60, f"{took:.1f} s a letter"
    desk.go("/intake/recent?")
    assert desk.main.get_by_role("checkbox").count() > FIFTY
    newest = [box.get_attribute("value") for box in desk.main.locator("input[name=ref]").all()][:FIFTY]
    chosen = "&".join(f"ref={number}" for number in newest)
    assert (
        pages_of(desk, f"/intake/receipts.pdf?{chosen}") % FIFTY == 0
    )  # A receipt has one page or two, as the organ's name is long.
    assert pages_of(desk, f"/intake/labels.pdf?{chosen}") == 4
    desk.go("/handling/assign")
    waiting = desk.main.locator("input[name=chosen]").count()
    assert waiting >= FIFTY
    check_page(desk.page)
    desk.page.get_by_label("本页全部").check()
    desk.pick("承办人", office.handler.name).press("分办勾选的申请").is_told(f"已分办 {waiting} 件。")


def test_two_clerks_at_once_get_two_numbers_and_a_double_click_one(at_desk):
    one, two = at_desk("clerk"), at_desk("clerk2")
    for desk, name in ((one, "虚先到"), (two, "虚后到")):
        desk.go("/intake/new").write(**request.ENTRY | {"姓名或名称": name, "证件号码": ""})
    numbers = []
    for desk in (two, one):
        with desk.leaving():
            desk.main.get_by_role("button", name="登记并打印回执").dblclick()
        desk.is_told("是否打印登记回执？")
        numbers.append(request.number_on(desk))
    first, second = (int(number.rpartition("-")[2]) for number in numbers)
    assert second == first + 1
    one.page.go_back()  # The browser asks for the page anew: there is nothing in it that could be sent again.
    expect(one.field("姓名或名称")).to_have_value("")


def test_a_page_that_was_closed_too_early_comes_back(at_desk):
    desk = at_desk("clerk2").go("/intake/new")
    desk.field("姓名或名称").press_sequentially("虚半途")
    with desk.page.expect_response("**/intake/draft"):
        desk.field("申请内容").press_sequentially("申请公开虚构里的")
    expect(desk.page.locator("#beside")).to_contain_text("草稿已存")
    again = at_desk("clerk2").go("/intake/new")
    expect(again.field("姓名或名称")).to_have_value("")
    again.page.get_by_role("link", name="接着录 虚半途").click()
    again.is_told("已恢复")
    expect(again.field("姓名或名称")).to_have_value("虚半途")
    check_page(again.page)
    again.press("弃去草稿")
    expect(again.field("姓名或名称")).to_have_value("")


def test_a_reader_that_ends_with_enter_registers_nothing_in_any_line(at_desk):
    desk = at_desk("clerk2").go("/intake/new").write(**request.ENTRY)
    for label in ("姓名或名称", "证件号码", "邮件号"):
        typed = desk.field(label).input_value()
        desk.field(label).fill("")
        with desk.leaving():
            desk.page.keyboard.type(f"{typed}\n", delay=2)
        assert desk.page.url.endswith("/intake/new")
    desk.press("存草稿").is_told("草稿已存，还没有登记。")


def test_two_pages_at_once_keep_two_drafts_and_their_files(at_desk):
    pages = {name: at_desk("clerk2").go("/intake/new") for name in ("虚左页", "虚右页")}
    for name, desk in pages.items():
        desk.write(**request.ENTRY | {"姓名或名称": name})
        chosen = desk.page.locator("input[type=file][name=files]")
        with desk.page.expect_response("**/intake/draft"):
            chosen.set_input_files({"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": factories.PDF})
        expect(desk.page.locator("#beside")).to_contain_text(f"{name}.pdf")
        expect(chosen).to_have_value("")
        check_page(desk.page)
    for name in pages:
        again = at_desk("clerk2").go("/intake/new")
        again.page.get_by_role("link", name=re.compile(f"接着录 {name}")).click()
        expect(again.field("姓名或名称")).to_have_value(name)
        again.press("登记并打印回执").is_told("是否打印登记回执？")
        again.reads(f"{name}.pdf")


@pytest.mark.parametrize(
    "path", ["/intake/recent", "/intake/confirm", "/intake/{}/confirm", "/intake/{}/alike", "/applicants/{}"]
)
def test_the_counters_pages_hold_at_both_widths(at_desk, office, path):
    file = factories.registered(office, channel="fax", name="虚" * 60)
    factories.registered(office, name="虚另一人", id_number="", description=factories.registration().description)
    about = file.case.applicant_id if "applicants" in path else file.case.number
    desk = at_desk("clerk").go(path.format(about))
    check_page(desk.page)
