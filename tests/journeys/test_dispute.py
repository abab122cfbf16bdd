"""A reconsideration from the copy that comes in to the redo, in the browser: what is owed, what was decided, what is answered anew."""

from datetime import timedelta
from urllib.parse import urlsplit

from gov_requests.today import today
from tests import factories
from tests.support.browser import check_page


def test_a_reconsideration_from_its_receipt_to_the_redo(at_desk, office, then):
    replied = today() - timedelta(30)
    number = then(replied, factories.delivered, office, "not_held").case.number
    legal = at_desk("legal_reviewer").go(f"/cases/{number}").follow("登记复议诉讼")
    check_page(legal.page)
    came = (today() - timedelta(3)).isoformat()
    legal.choose("类型", "行政复议").choose("程序", "简易").choose("争议的行为", "答复").write(收到日期=came)
    legal.press("登记案件").is_refused("请填写案件编号。")
    legal.write(**{"案件编号（案号）": "虚复〔2026〕900号"}).press("登记案件").is_told("已登记 虚复〔2026〕900号。")
    legal.reads("5个工作日", "逾期视为没有证据、依据。")
    check_page(legal.page)
    dispute = urlsplit(legal.page.url).path

    legal.follow("提交答复、答辩和证据").write(证据目录="答复书\n检索记录").press("登记提交").is_told(
        "已登记：提交答复、答辩和证据。"
    )
    legal.follow("登记决定、裁判").choose("文书", "决定")
    legal.page.get_by_label("结果", exact=True).select_option("撤销")
    legal.write(收到日期=today().isoformat())
    legal.page.get_by_label("责令重新答复").check()
    check_page(legal.page)
    legal.press("登记结果").is_refused("结果为纠正的，请选择纠错（败诉）原因。")
    legal.page.get_by_label("纠错（败诉）原因").select_option("R15")
    legal.press("登记结果").is_told("已登记：登记决定、裁判。").reads("结果纠正", "重新答复")

    legal.follow("开启重新答复").press("开启重新答复").is_told(f"重新答复已开启：{number}-重1")
    legal.follow("导出证据包")
    check_page(legal.page)
    legal.go(dispute).follow("写成指导案例")
    check_page(legal.page)
    clerk = at_desk("clerk").go(f"/cases/{number}-重1").reads("重新答复", number)
    check_page(clerk.page)
