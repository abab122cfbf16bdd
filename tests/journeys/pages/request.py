"""The pages of one request, in the order of its life: what is typed where, and which button is pressed."""

import re

from gov_requests.today import today

ENTRY = {
    "姓名或名称": "虚雨桐",
    "联系电话": "010-00000001",
    "证件号码": "990102198607210025",
    "通信地址": "虚构市虚构区虚构胡同12号",
    "申请内容": "申请公开虚构里小区综合整治项目的实施方案批复文件。",
}


def register(desk, **typed):
    """接件登记 in person; return the number."""
    desk.go("/intake/new").choose("收到方式", "当面").write(**{**ENTRY, **typed}).press("登记并打印回执")
    return number_on(desk)


def number_on(desk):
    """The number of the request whose page is open."""
    return re.search(r"/cases/([^/?#]+)", desk.page.url).group(1)


def assign(desk, handler, note=""):
    return desk.pick("承办人", handler).write(交办意见=note).press("分办").is_told("已分办。")


def search(desk, place, *, found=True):
    desk.write(
        检索范围=place,
        检索方式="目录查阅",
        检索词="综合整治、批复",
        结果说明="检索到批复一份。" if found else "未检索到。",
    )
    desk.write(检索日期=desk.today)
    return desk.choose("检索结果", "检索到" if found else "未检索到").press("登记检索").is_told("检索记录已登记。")


def draft(desk, kind, *papers, withheld=None, finding="经检索，情况如下。"):
    desk.choose("答复类型", kind).write(查明的事实=finding, 本机关的判断和理由="依照规定答复。")
    if papers:
        desk.attach("添加要提供的文件", *papers)
    if withheld:
        part, ground, reason = withheld
        desk.main.get_by_text("不予公开的部分（部分公开必填）").click()
        first = desk.group("第 1 部分")
        first.get_by_label("不予公开的部分").fill(part)
        first.get_by_label("法律依据").select_option(label=ground)
        first.get_by_label("理由").fill(reason)
    return desk


def pass_secrecy(desk, *, conclusion="公开", judged="与以往提供的信息合并，没有新的风险。"):
    """逐项审查: nothing found in any document, each with its conclusion; what is withheld, or severed, is looked at again."""
    for group in desk.main.get_by_role("radiogroup").all():
        group.locator("label").filter(has_text="无").click()
    for field in desk.main.get_by_label(re.compile("”结论$")).all():
        head = field.evaluate("one => one.closest('table').rows[1].cells[one.closest('td').cellIndex - 1].innerText")
        field.select_option(label="不予公开" if head.startswith("不提供") else conclusion)
    for field in desk.main.get_by_label(re.compile("”下次评估日期$")).all():
        field.fill(f"{today().year + 1}-12-01")
    return desk.write(汇聚风险判断=judged)
