"""Supervision in the browser: the board and its lists, reminders, bulletins until they are issued, registers, points, annual report."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from gov_requests.oversight.reminding import make_reminders
from gov_requests.today import now, today
from tests import factories
from tests.support.browser import check_page


def quarter():
    return f"{today().year}-Q{(today().month - 1) // 3 + 1}"


@pytest.fixture
def busy(office, then):
    """Requests late, near their day and answered, a suit with a hearing, a reminder of each."""
    then(today() - timedelta(60), factories.registered, office)
    then(today() - timedelta(20), factories.registered, office)
    number = factories.delivered(office).case.number
    make_reminders(now())
    return number


def test_the_board_opens_to_its_lists_and_the_reminders_are_there(at_desk, busy):
    boss = at_desk("qzb.supervisor").go("/oversight/board").reads("未来 10 个工作日到期", "年度报告")
    check_page(boss.page)
    boss.page.screenshot(path="build/browser/board-1280.png", full_page=True)
    boss.main.locator("a[href*='/oversight/months/received']").last.click()
    boss.reads("收到的申请（按法定收到日）")
    check_page(boss.page)
    boss.go("/oversight/board").main.locator("a.stat").first.click()
    boss.reads("在办申请")
    boss.go("/oversight/reminders?all=1").reads("发给各人的提醒")
    check_page(boss.page)
    at_desk("disclosure_head").go("/oversight/reminders").reads("邮件提醒")


def test_a_quarter_is_made_opened_issued_and_what_it_asks_is_closed(at_desk, busy):
    boss = at_desk("qzb.supervisor").go("/oversight/registers/training")
    boss.write(培训日期=today().isoformat(), 培训内容="新法解读", 应到人数="20", 实到人数="18", 来源="签到表")
    boss.press("登记培训").is_told("已登记培训。").reads("18/20")
    check_page(boss.page)
    boss.go("/oversight/points/" + str(today().year)).reads("逾期答复", "本年至今")
    check_page(boss.page)
    boss.press("保存扣分标准").is_told("扣分标准")
    boss.go("/oversight/bulletins/").pick("种类", "季度通报").write(期间=quarter()).press("按数据生成")
    boss.reads("指标", "平均用时", "培训完成率", "典型问题", "上期整改销号", "各单位按期答复")
    check_page(boss.page)
    boss.page.screenshot(path="build/browser/bulletin-1280.png", full_page=True)
    address = urlsplit(boss.page.url).path
    boss.follow("收到申请").reads("数据截至")
    boss.go(address).write(意见和要求="请按期答复。").press("印发").is_told("已印发，内容不再变动。")
    boss.write(问题="逾期答复", 整改要求="查明原因", 整改期限=(today() + timedelta(10)).isoformat())
    boss.press("提出整改要求").is_told("已提出整改要求。")
    check_page(boss.page)


def test_the_annual_report_opens_from_its_cells_to_the_requests(at_desk, busy):
    head = at_desk("disclosure_head").go(f"/oversight/reports/zjw/{today().year}/table3")
    check_page(head.page)
