"""Names that are long or rarely written stay whole on the page and on paper; a list with nothing in it says so."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.journeys.pages import request
from tests.support.browser import check_page

RARE = "喆堃昇翀玥䶮"
LONG = "虚构区虚构里街道老旧小区综合整治业主自治联合监督委员会全体业主代表大会筹备工作专门小组暨物业服务质量评议与信息公开促进会"
assert len(LONG) == 60


@pytest.mark.parametrize("name", [RARE, LONG])
def test_a_name_is_whole_on_the_page_and_on_paper(at_desk, name):
    clerk = at_desk("clerk")
    number = request.register(clerk, 姓名或名称=name, 事项摘要=f"{name}的申请")
    assert name in clerk.printed("打印登记回执")
    clerk.reads(name)
    check_page(clerk.page)
    clerk.go(f"/desk/search?q={name}").reads(name, number)
    check_page(clerk.page)


def test_rare_characters_are_whole_in_a_reply(at_desk, office):
    number = factories.delivered(office, name=RARE, description=f"申请公开{RARE}小学的建设规划。").case.number
    letter = at_desk("clerk").go(f"/cases/{number}").printed("政府信息公开告知书 PDF")
    assert f"{RARE}：" in letter
    assert f"{RARE}小学" in letter


def test_an_empty_list_says_what_is_not_there(at_desk):
    desk = at_desk("fgj.clerk")
    for path, words in {
        "/desk/overdue": "没有超期的申请",
        "/desk/waiting": "没有待办的申请",
        "/desk/under-way?word=没有这样的": "没有符合筛选条件的申请",
        "/desk/search?q=没有这样的": "没有",
        "/proposals/": "没有待复核的事项",
    }.items():
        desk.go(path).reads(words)
        expect(desk.page.get_by_role("row")).to_have_count(0)
        check_page(desk.page)
