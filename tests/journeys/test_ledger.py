"""A ledger comes in: what is wrong is shown and mended, then all of it is there and its clock runs."""

from datetime import timedelta

from gov_requests.today import today
from tests.ledger.ledgers import dispute, replied, request, workbook
from tests.support.browser import check_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attach(desk, content):
    desk.field("台账工作簿").set_input_files({"name": "台账.xlsx", "mimeType": XLSX, "buffer": content})
    return desk.press("上传并核对")


def rows():
    received = (today() - timedelta(9)).isoformat()
    late = replied(
        "旧〔2025〕2", 答复日期="2025-06-30", 申请内容="申请公开虚构里小区综合整治项目的批复文件及其附图附表全部内容。"
    )
    return [replied("旧〔2025〕1"), late, request("旧〔2026〕3/甲", 收到日期=received)]


def test_an_old_ledger_is_looked_at_mended_and_brought_in(at_desk, office):
    wrong = [*rows(), request("旧-4", 收到方式="微信", 收到日期="2025-02-30", 证件号码="9901********0025")]
    clerk = at_desk("clerk").go("/ledger/")
    check_page(clerk.page)
    attach(clerk, workbook(wrong, [dispute(结果="胜诉")]))
    clerk.reads(
        "不能导入，有 4 处要改", "“微信”无法识别。", "应为当面、口头", "“胜诉”无法识别。", "答复晚于法定期限 2025-03-31"
    )
    check_page(clerk.page)
    with clerk.page.expect_download() as marked:
        clerk.main.get_by_role("link", name="下载标注的工作簿").click()
    assert marked.value.suggested_filename == "ledger-marked.xlsx"

    clerk.follow("重新上传")
    attach(clerk, workbook(rows(), [dispute(关联登记编号="旧〔2025〕1")]))
    clerk.reads("可以导入", "1 件，导入后按期限进入在途", "2 处，照实导入")
    check_page(clerk.page)
    clerk.press("导入").is_told("已导入 3 件申请、1 件复议诉讼。")
    check_page(clerk.page)
    clerk.follow("查看在途").reads("旧〔2026〕3/甲").follow("旧〔2026〕3/甲").reads("虚小明", "收到")
    check_page(clerk.page)
