"""Lists as people use them: narrowed, sorted, other columns, kept, printed; and material seen without opening it."""

import re

import pytest
from playwright.sync_api import expect

from gov_requests.records.attachments import Upload
from tests import factories
from tests.records import crafted
from tests.support.browser import check_page


@pytest.mark.parametrize("width", [1280, 390])
def test_a_list_is_narrowed_kept_and_printed(at_desk, office, width):
    factories.registered(office, channel="oral", title="虚构鲸鱼保护名录")
    factories.registered(office, title="虚构另一件事项")
    desk = at_desk("clerk")
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.go("/desk/under-way")
    desk.page.get_by_text("更多条件、排序和栏目").click()
    desk.page.get_by_label("收到方式").first.select_option("口头")
    desk.page.get_by_label("排序").select_option("received")
    desk.page.get_by_role("checkbox", name="收到日期").check()
    desk.page.get_by_role("button", name="筛选", exact=True).click()
    expect(desk.page).to_have_url(re.compile("channel=oral"))
    desk.reads("虚构鲸鱼保护名录", "按收到日期排序")
    expect(desk.main).not_to_contain_text("虚构另一件事项")
    check_page(desk.page)
    desk.page.screenshot(path=f"build/browser/list-{width}.png", full_page=True)
    desk.page.get_by_label("常用筛选的名称").fill(f"口头申请{width}")
    desk.page.get_by_role("button", name="存为常用筛选").click()
    desk.go("/desk/under-way")
    desk.page.get_by_role("link", name=f"口头申请{width}").click()
    desk.reads("虚构鲸鱼保护名录")
    desk.page.get_by_role("link", name="打印全部").click()
    desk.reads("收到方式：口头", "虚构鲸鱼保护名录")
    check_page(desk.page)
    desk.page.screenshot(path=f"build/browser/print-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_handed_in_is_seen_as_pictures_of_its_pages(at_desk, office, width):
    uploads = [Upload("虚构扫描件.pdf", crafted.GOOD["pdf"])]
    file = factories.register(factories.registration(), uploads, [], by=office.clerk)
    desk = at_desk("clerk")
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.go(f"/cases/{file.case.number}")
    desk.page.get_by_role("link", name="预览 虚构扫描件.pdf").click()
    picture = desk.page.get_by_role("img", name="虚构扫描件.pdf 第 1 页")
    expect(picture).to_be_visible()
    assert picture.evaluate("picture => picture.naturalWidth") == 1240
    check_page(desk.page)
    desk.page.screenshot(path=f"build/browser/preview-{width}.png", full_page=True)
