"""A review at three levels: sent back once, its file changed, a document referred, each level by another person."""

import pytest
from playwright.sync_api import expect

from gov_requests.records.casefile import Opened
from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page


@pytest.fixture
def three_levels(office):
    """The organ reviews at three levels while this story lasts."""
    by = [office.disclosure_head, office.legal_reviewer]
    factories.review_levels(office, ["初审", "复审", "终审"], by)
    yield
    factories.review_levels(office, [], by)


@pytest.mark.usefixtures("three_levels")
def test_three_people_review_what_was_changed_and_referred_meanwhile(at_desk, office):
    number = factories.submitted(office).case.number
    first = at_desk("secrecy_reviewer").take_up(number, "保密审查").reads("3 级审查，当前初审")
    check_page(first.page)
    request.pass_secrecy(first).press("同意，送复审").is_told("审核意见已记录。")
    second = at_desk("secrecy2").take_up(number, "保密审查").reads("3 级审查，当前复审", "保密审查（初审）通过")
    second.write(意见="第二页有住址，请遮盖。").press("退回承办人").is_told("已退回承办人。")

    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    changed = [factories.Upload("批复文件.pdf", factories.paper(900))]
    factories.save_draft(number, writing, changed, Opened(office.handler))
    factories.submit(number, Opened(office.handler))
    first.take_up(number, "保密审查").reads("“批复文件”在上次审查以后有改动，此前的审查对它不再有效")
    assert not first.main.locator("input[type=radio]:checked").count()
    request.pass_secrecy(first).press("同意，送复审")

    second.take_up(number, "保密审查").follow("报送有权机关确定")
    second.choose("为什么报送", "不能确定是否可以公开").write(报送给="虚构市国家保密局", 请求确定的问题="能否公开")
    check_page(second.page)
    second.write(报送日期=second.today).press("登记报送").is_told("答复以前不能通过保密审查。")
    second.take_up(number, "保密审查").reads("报送确定，还没有答复")
    expect(second.main.get_by_role("button", name="同意，送终审")).to_be_disabled()
    second.go("/review/referrals").follow(number).choose("答复", "公开")
    second.write(收到答复日期=second.today, 答复内容="虚密函〔2026〕3号：可以公开。")
    check_page(second.page)
    second.press("登记答复").is_told("答复已登记，可以继续审查。")
    request.pass_secrecy(second.take_up(number, "保密审查")).press("同意，送终审")

    third = at_desk("secrecy3").take_up(number, "保密审查").reads("3 级审查，当前终审", "公开")
    sheet = third.printed("打印审查单")
    request.pass_secrecy(third).press("同意，送法制审核").is_told("审核意见已记录。")
    assert "各级审查意见" in sheet
    assert "第十七条第三款" in sheet
    at_desk("legal_reviewer").take_up(number, "法制审核").reads("保密审查（终审）通过")
