"""区分处理 in the browser: boxes are drawn with the mouse or typed, the file that is made covers them."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from gov_requests.documents.pages import survey
from gov_requests.documents.sheets import Sheet, Table, render_sheet
from gov_requests.records import files
from gov_requests.records.base import db
from gov_requests.records.casefile import Opened
from gov_requests.records.severings import standing_file
from gov_requests.severing.actions import Source, take
from tests import factories
from tests.support.browser import check_page
from tests.support.plain_pdf import faults

NUMBERS = ("13912345678", "13800138000")


def printed():
    """A list of persons with telephone numbers, as an office prints it."""
    rows = [("1", "虚小明", "虚构里12号", NUMBERS[0]), ("2", "虚大华", "虚构里14号", NUMBERS[1])]
    table = Table(("序号", "姓名", "住址", "电话"), (1, 2, 3, 3), rows)
    return render_sheet(Sheet("虚构区建设局", "综合整治住户名单", factories.today(), ["附件一"], [table]))


def scanned():
    """A scan: a grey page with a dark stripe where a signature may stand."""
    page = Image.new("L", (827, 1169), 235)
    ImageDraw.Draw(page).rectangle((120, 300, 420, 340), fill=40)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def gone_through(office, name, content, media_type):
    file = factories.searched(office)
    seen = list(survey(content, media_type))[-1]
    upload = factories.Upload(name, content)
    row = take(file.case.number, Source(upload), seen, Opened(office.handler))
    return file.case.number, row.id


@pytest.fixture
def listed(office):
    return gone_through(office, "住户名单.pdf", printed(), "application/pdf")


def given(severing_id):
    """The file that was made, as it is read now."""
    db.session.rollback()
    return files.read(standing_file(severing_id).sha256)


def draw(desk, start, end):
    """Draw a box with the mouse, in shares of the page."""
    # The page is as high as its picture; before that has come nobody draws on it.
    expect(desk.page.locator(".drawn-on img")).to_have_js_property("complete", value=True)
    sheet = desk.page.locator("svg[data-draws]")
    sheet.scroll_into_view_if_needed()
    edge = sheet.bounding_box()
    at = [(edge["x"] + x * edge["width"], edge["y"] + y * edge["height"]) for x, y in (start, end)]
    desk.page.mouse.move(*at[0])
    desk.page.mouse.down()
    desk.page.mouse.move(*at[1], steps=4)
    desk.page.mouse.up()


def test_numbers_are_decided_a_box_is_drawn_and_the_file_that_is_made_covers_both(at_desk, listed):
    number, severing_id = listed
    desk = at_desk("handler").go(f"/severing/{number}/{severing_id}/pages/1")
    expect(desk.page.get_by_text("139****5678")).to_be_visible()
    draw(desk, (0.1, 0.05), (0.4, 0.09))
    drawn = desk.page.get_by_label("方框").input_value()
    assert [round(float(side)) for side in drawn.split()] == [10, 5, 40, 9]
    check_page(desk.page)
    for hit in ("139****5678", "138****8000"):
        desk.page.get_by_label(hit).check()
    desk.page.get_by_text("遮盖", exact=True).click()
    desk.page.get_by_label("理由").fill("个人信息，公开会损害其权益。")
    desk.page.get_by_role("button", name="保存决定").click()
    expect(desk.page.get_by_text("决定已保存。")).to_be_visible()
    desk.page.get_by_role("link", name="各页都已办完").click()
    check_page(desk.page)
    desk.page.get_by_role("button", name="生成遮盖后的文件").click()
    expect(desk.page.get_by_text("可以提供")).to_be_visible()
    check_page(desk.page)
    assert faults(given(severing_id), NUMBERS, {1: [[1100, 550, 3900, 850]]}) == []


def test_without_scripts_boxes_are_typed_and_a_scan_is_looked_at_on_the_telephone(at_desk, office):
    number, severing_id = gone_through(office, "签字页.png", scanned(), "image/png")
    desk = at_desk("handler", 390, java_script_enabled=False).go(f"/severing/{number}/{severing_id}/pages/1")
    desk.page.get_by_label("方框").fill("10 20 60 35")
    desk.page.get_by_text("遮盖", exact=True).click()
    desk.page.get_by_label("理由").fill("签名属于个人信息。")
    desk.page.get_by_role("button", name="核对").last.click()
    expect(desk.page.get_by_text("还没有保存。")).to_be_visible()
    desk.page.get_by_role("button", name="保存决定").click()
    expect(desk.page.get_by_text("方框 1")).to_be_visible()
    desk.page.get_by_role("button", name="本页已逐处看过").click()
    desk.page.get_by_role("link", name="各页都已办完").click()
    desk.page.get_by_role("button", name="生成遮盖后的文件").click()
    expect(desk.page.get_by_text("可以提供")).to_be_visible()
    assert faults(given(severing_id), (), {1: [[1000, 2000, 6000, 3500]]}) == []
