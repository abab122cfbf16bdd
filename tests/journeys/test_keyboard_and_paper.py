"""The counter with the keyboard alone; pages without scripts, on a telephone, and on paper."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page

#: What registering an ordinary request costs in keys that are no text; docs/performance.md tells it, with the letters.
MOST_KEYS, LETTERS = 10, 71


class Keys:
    """A keyboard that counts: `keys` moves and presses, `letters` text."""

    def __init__(self, desk):
        self.desk, self.keys, self.letters = desk, 0, 0

    def press(self, key):
        self.desk.page.keyboard.press(key)
        self.keys += 1

    def alt(self, key):
        self.desk.alt(key)
        self.keys += 1

    def write(self, text):
        self.desk.page.keyboard.type(text)
        self.letters += len(text)

    def tab_to(self, field):
        """As often as it takes; the order is that of the paper form."""
        while not field.evaluate("field => field === document.activeElement"):
            self.press("Tab")
            assert self.keys < 100


def test_the_counter_registers_with_the_keyboard_alone(at_desk):
    desk = at_desk("clerk").go("/intake/new")
    keys = Keys(desk)
    keys.alt("2")
    for label in ("姓名或名称", "联系电话", "证件号码", "通信地址"):
        keys.tab_to(desk.field(label))
        keys.write(request.ENTRY[label])
    keys.alt("3")
    keys.write(request.ENTRY["申请内容"])
    with desk.leaving():
        keys.alt("g")
    desk.is_told("是否打印登记回执？")
    assert keys.keys <= MOST_KEYS
    assert keys.letters == LETTERS


def test_enter_in_a_line_checks_and_does_not_register(at_desk):
    desk = at_desk("clerk").go("/intake/new").write(**request.ENTRY)
    desk.field("证件号码").focus()
    with desk.leaving():
        desk.page.keyboard.press("Enter")  # As a card reader ends what it types.
    desk.is_told("核对无误，还没有登记。")
    expect(desk.field("证件号码")).to_have_value(request.ENTRY["证件号码"])
    assert desk.page.url.endswith("/intake/new")
    with desk.leaving():
        desk.alt("n")
    desk.is_told("是否打印登记回执？")
    expect(desk.field("姓名或名称")).to_have_value(request.ENTRY["姓名或名称"])
    expect(desk.field("申请内容")).to_have_value("")


@pytest.mark.parametrize(
    ("key", "label"),
    [("1", "当面"), ("2", "类型"), ("3", "申请内容"), ("4", "载体"), ("5", "附件"), ("s", "查找申请")],
)
def test_each_part_of_the_counter_has_its_key(at_desk, key, label):
    desk = at_desk("clerk").go("/intake/new")
    desk.alt(key)
    named = desk.page.get_by_label(re.compile(f"^{label}"))
    expect(named.and_(desk.page.locator("input, select, textarea")).first).to_be_focused()


def test_the_main_forms_work_without_scripts(at_desk, office):
    clerk = at_desk("clerk", java_script_enabled=False)
    number = request.register(clerk)
    clerk.go(f"/handling/{number}/assign").press("分办").is_refused("请选择承办人。")
    request.assign(clerk, office.handler.name)
    handler = at_desk("handler", java_script_enabled=False)
    request.search(handler.go(f"/handling/{number}/search"), "业务科档案柜")
    request.draft(handler.go(f"/replies/{number}/draft"), "予以公开", "批复文件.pdf").press("保存草稿")
    handler.go(f"/replies/{number}/submit").press("送审").is_told("已送审。")
    reviewer = at_desk("secrecy_reviewer", java_script_enabled=False).go(f"/review/{number}/secrecy")
    request.pass_secrecy(reviewer).press("同意，送法制审核").is_told("审核意见已记录。")


def test_a_telephone_reaches_the_menu_by_its_anchor(at_desk, office):
    number = factories.registered(office).case.number
    clerk = at_desk("clerk", 390).go("/desk/")
    menu = clerk.page.get_by_role("navigation", name="主导航")
    expect(menu).to_be_hidden()
    clerk.page.get_by_role("link", name="菜单").click()
    expect(menu).to_be_visible()
    clerk.follow("接件登记", within=menu)
    expect(menu).to_be_hidden()
    check_page(clerk.page, widths=(390,))
    clerk.go(f"/cases/{number}").page.get_by_role("link", name="我的操作").click()
    expect(clerk.moves).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/desk/under-way", "/cases/{number}"])
def test_paper_holds_the_page_without_its_navigation(at_desk, office, path):
    number = factories.registered(office).case.number
    desk = at_desk("clerk").go(path.format(number=number)).turn_to(number)
    text = printed(desk.page)
    assert number in text
    assert "打印时间" in text
    for gone in ("双人复核", "移交在办", "退出", "我的操作", "试算"):
        assert gone not in text
    desk.page.emulate_media(media="print")
    expect(desk.page.get_by_role("navigation", name="主导航")).to_be_hidden()
    expect(desk.page.get_by_role("table").first).to_be_visible()
    expect(desk.page.locator(".light").first).to_be_visible()


def printed(page):
    """The words on the paper."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    try:
        return re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_range() for sheet in document))
    finally:
        document.close()
