"""Notices: drafted by one, issued by another, sent, answered; and a day that is entered after its time."""

from datetime import timedelta

from gov_requests.records.calendar import calendar
from gov_requests.today import today
from tests import factories
from tests.support.browser import check_page


def workdays_ago(number):
    """The working day from which today is so many working days away."""
    day = today()
    while calendar().count(day, today()) < number or not calendar().is_workday(day):
        day -= timedelta(1)
    return day


def last_day(received_on, workdays=20):
    return calendar().add(received_on, workdays).isoformat()


def dates(desk):
    """The two dates of the clock card, safe and statutory."""
    return [one.get_attribute("datetime") for one in desk.page.locator("#clock time").all()]


def waiting_notice(desk, number):
    """The page of the notice that waits for its issue."""
    return desk.go(f"/notices/{number}/").follow("查看").choose("结论", "同意签发")


def test_a_correction_starts_the_clock_anew(at_desk, office, then):
    number = then(workdays_ago(3), factories.assigned, office).case.number
    handler = at_desk("handler").go(f"/notices/{number}/").follow("拟写补正告知")
    handler.choose("缺少或者不明确的要素", "申请公开的政府信息的名称")
    handler.write(需要补正的事项="请写明文件的年度。", 补正指引="写明年度或者文号即可。")
    handler.write(补正期限=(today() + timedelta(15)).isoformat())
    check_page(handler.page)
    handler.press("送签").is_told("补正告知已拟写，等待签发。")

    head = waiting_notice(at_desk("disclosure_head"), number).reads("请写明文件的年度。")
    check_page(head.page)
    head.press("记录签发结论").is_told("已签发，请送达并登记。")
    clerk = at_desk("clerk").go(f"/notices/{number}/").follow("登记送达").choose("送达方式", "当面送达")
    clerk.write(签收人="虚小明").press("登记送达").is_told("已登记。").reads("停计", "未定")

    handler.go(f"/notices/{number}/incoming").choose("来件", "收到补正").write(内容摘要="2025 年度")
    handler.press("登记来件").is_told("来件已登记。")
    assert dates(handler) == [last_day(today())] * 2
    check_page(handler.page)


def test_an_extension_moves_the_date_once_it_is_told(at_desk, office, then):
    received_on = workdays_ago(10)
    number = then(received_on, factories.assigned, office).case.number
    handler = at_desk("handler").go(f"/notices/{number}/").follow("拟写延期告知")
    handler.write(延长工作日="21", 延期理由="涉及的文件多，需要逐件审查。").press("送签")
    handler.is_refused("请填 1 至 20 的整数。").write(延长工作日="20").press("送签")
    chief = waiting_notice(at_desk("section_head"), number).press("记录签发结论")
    chief.is_refused("延期须经政府信息公开工作机构负责人同意", status=409)
    head = waiting_notice(at_desk("disclosure_head"), number).press("记录签发结论")
    assert dates(head) == [last_day(received_on)] * 2

    handler.go(f"/notices/{number}/").follow("登记送达").choose("送达方式", "邮政EMS、挂号信")
    handler.write(邮件号="EX000000016CN").press("登记送达").is_told("已登记。")
    assert dates(handler) == [last_day(received_on, 40)] * 2


def test_a_day_that_makes_a_late_reply_timely_needs_evidence_and_another_person(at_desk, office, then):
    signed_on = workdays_ago(25)
    number = then(signed_on, factories.signed, office).case.number
    posted_on = calendar().add(signed_on, 2).isoformat()
    clerk = at_desk("clerk").take_up(number, "登记送达").choose("送达方式", "邮政EMS、挂号信")
    clerk.write(签收或交邮日期=posted_on, 邮件号="EX000000016CN").press("登记送达")
    clerk.is_refused("须写明补录理由、附凭证，由另一人复核后生效。")
    clerk.write(补录理由="邮局收据上周才转到窗口").press("登记送达").is_refused("须附证明该日期的凭证。")
    clerk.attach("送达凭证", "邮政收据.pdf").press("登记送达").is_told("已提请另一人复核").reads("超期")

    clerk.go("/proposals/").follow("补录送达日期").reads("等待另一人复核")
    other = at_desk("clerk2").go("/proposals/").follow("补录送达日期").reads(posted_on, "邮局收据上周才转到窗口")
    check_page(other.page)
    other.choose("复核", "同意").press("记录复核结论").is_told("已同意，事项已生效。")
    other.go(f"/cases/{number}").reads("按期办结", "补录于")
