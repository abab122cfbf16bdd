"""Disputes of the other kinds in the browser, from what comes in to the redo (a reconsideration of a reply: ``test_dispute``)."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from gov_requests.records.base import one_act
from gov_requests.records.dispute_file import Attacked, NewDispute, open_dispute
from gov_requests.today import today
from tests import factories
from tests.support.browser import PHONE, check_page


@dataclass
class Kind:
    """How a dispute comes in and in what it ends; ``stands`` is what its page must say on the day it came."""

    title: str
    against: str
    number: str
    body: str
    paper: str
    outcome: str
    reason: str
    answered: str = "not_held"
    stands: tuple[str, ...] = ()
    after: bool = False
    appealed: bool = False
    more: dict[str, str] = field(default_factory=dict)


KINDS = [
    Kind(
        "未经复议直接起诉",
        "答复",
        "（2026）虚行初902号",
        "虚构区人民法院",
        "判决",
        "撤销",
        "R17",
        answered="partly_disclosed",
        stands=("部分公开应当先申请行政复议，未经复议直接起诉。", "请求裁定不予立案", "一审判决（法院）"),
    ),
    Kind(
        "复议后起诉",
        "答复",
        "（2026）虚行初903号",
        "虚构中级人民法院",
        "判决",
        "撤销",
        "R15",
        stands=("虚复〔2026〕93号", "15日"),
        after=True,
        appealed=True,
    ),
    Kind("投诉举报", "未答复（逾期不答复）", "虚投〔2026〕904号", "虚构区政务公开办", "决定", "投诉成立", "R01"),
    Kind(
        "行政复议",
        "公开侵害第三方权益",
        "虚复〔2026〕905号",
        "虚构区人民政府",
        "决定",
        "部分撤销",
        "R13",
        answered="disclosed",
        more={"第三人": "虚构第三方公司"},
    ),
]


def decided(desk, paper, outcome, reason=None, **more):
    """登记决定、裁判 on today's paper."""
    desk.follow("登记决定、裁判").choose("文书", paper)
    desk.page.get_by_label("结果", exact=True).select_option(outcome)
    desk.write(收到日期=today().isoformat(), **more)
    if reason:
        desk.page.get_by_label("纠错（败诉）原因").select_option(reason)
        desk.page.get_by_label("责令重新答复").check()
    return desk.press("登记结果").is_told("已登记：登记决定、裁判。")


def reviewed_before(office, case):
    """The reconsideration that a suit comes after, decided and received."""
    with one_act(office.legal_reviewer) as act:
        new = NewDispute("虚复〔2026〕93号", "review", today() - timedelta(40), body="虚构区人民政府", against="reply")
        file = open_dispute(act, office.organ.id, new, [Attacked(case.id)])
    day = today() - timedelta(8)
    with one_act(office.legal_reviewer) as act:
        file.append(act, "decided", happened_on=day, outcome="维持", delivered_on=day.isoformat())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.number)
def test_a_dispute_of_every_kind_from_its_receipt_to_the_redo(at_desk, office, then, kind):
    case = then(today() - timedelta(60), factories.delivered, office, kind.answered).case
    if kind.after:
        reviewed_before(office, case)
    legal = at_desk("legal_reviewer").go(f"/cases/{case.number}").follow("登记复议诉讼")
    legal.choose("类型", kind.title).choose("争议的行为", kind.against)
    if kind.title == "行政复议":
        legal.choose("程序", "普通")
    told = {
        "案件编号（案号）": kind.number,
        "收到日期": (today() - timedelta(3)).isoformat(),
        "复议机关或法院": kind.body,
    }
    more = {"此前的案件编号": "虚复〔2026〕93号"} if kind.after else {}
    legal.write(**told, **more, **kind.more).press("登记案件").is_told(f"已登记 {kind.number}。").reads(*kind.stands)
    check_page(legal.page, widths=(PHONE,))
    dispute = urlsplit(legal.page.url).path

    legal.follow("添加材料").choose("材料类别", "申请书、起诉状").attach("文件", "副本.pdf")
    legal.press("保存材料").is_told("已添加材料 1 件。").reads("副本.pdf")
    if kind.title != "投诉举报":
        legal.follow("提交答复、答辩和证据").write(证据目录="检索记录").press("登记提交")
    if kind.appealed:
        decided(legal, "判决", "驳回诉讼请求")
        legal.follow("收到上诉、再审材料").write(收到日期=today().isoformat()).choose("审级", "二审")
        legal.choose("提出的一方", "原告").press("登记上诉").is_told("已登记：收到上诉、再审材料。")
        legal.reads("二审判决（法院）", "3个月")
    decided(legal, kind.paper, kind.outcome, kind.reason).reads("结果纠正", "重新答复")

    legal.go(dispute).follow("开启重新答复").press("开启重新答复").is_told(f"重新答复已开启：{case.number}-重1")
    legal.reads(f"{case.number}-重1")
    check_page(legal.page)
    at_desk("clerk").go(f"/cases/{case.number}-重1").reads("重新答复", case.number)
