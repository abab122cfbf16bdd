"""A letter goes through the OA and comes back changed, is signed, sealed on paper, comes back by post, and ends in the archive."""

import io

from docx import Document

from gov_requests.records.drafts import latest_draft
from gov_requests.today import today
from tests import factories
from tests.support.browser import check_page

SAID, CHANGED = "经检索，情况如下。", "经核查，情况如下。"


def downloaded(desk, link):
    with desk.page.expect_download() as begun:
        desk.main.get_by_role("link", name=link).click()
    return begun.value.path().read_bytes()


def changed(content):
    document = Document(io.BytesIO(content))
    line = next(one for one in document.paragraphs if SAID in one.text)
    line.runs[0].text = CHANGED
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def upload(desk, label, name, content, kind):
    desk.field(label).set_input_files([{"name": name, "mimeType": kind, "buffer": content}])


def test_from_the_oa_to_the_archive(at_desk, office):
    file = factories.reviewed(office, delivery="邮寄")
    number = file.case.number
    assert latest_draft(file.case.id).version == 1
    handler = at_desk("handler").go(f"/replies/{number}/returned")
    back = changed(downloaded(handler, "下载第 1 稿 DOCX"))
    upload(handler, "回传稿", "回传稿.docx", back, "application/octet-stream")
    handler.press("上传回传稿").is_told("差别已列给签发人。")

    signer = at_desk("signer").go(f"/review/{number}/sign").reads("“检索”改为“核查”")
    check_page(signer.page)
    signer.press("签发").is_refused("1 项提醒未采纳")
    signer.write(不采纳提醒的理由="分管领导审签时改的。").press("签发").is_told("已签发")

    clerk = at_desk("clerk").go(f"/cases/{number}").follow("查看政府信息公开告知书").reads(CHANGED)
    pdf = clerk.page.request.get(clerk.page.url + ".pdf").body()
    letter_number = clerk.main.locator(".docno").inner_text()
    clerk.follow("登记用印").write(文号=letter_number, 用印人="虚印", 份数="2")
    check_page(clerk.page)
    upload(clerk, "盖章件扫描件", "盖章件.pdf", pdf, "application/pdf")
    clerk.press("登记用印").is_told("用印已登记。")
    clerk.go(f"/replies/{number}/delivery").choose("送达方式", "邮政EMS、挂号信")
    clerk.write(邮件号="EX000000016CN").press("登记送达").is_told("已登记送达，申请办结。")
    clerk.go(f"/replies/{number}/mail-back").write(退回原因="查无此人").press("登记退件").is_told("退件已登记")
    clerk.go(f"/replies/{number}/send-again").choose("送达方式", "当面送达")
    clerk.write(签收人="虚小明").press("登记送达").is_told("再次送达已登记。")
    clerk.go(f"/archive/{number}/").write(归档号=f"{today().year}-依-{number}").choose("保管期限", "30年")
    clerk.press("归档").is_told("已归档。").reads("归档")
