"""Draft, preview, sending to review, delivery: white is the handler's, grey the system's, and nothing typed is lost."""

import io
import re
from datetime import date

import pytest

from gov_requests.procedure import Stage
from gov_requests.records.casefile import look_up
from gov_requests.records.drafts import latest_draft
from tests import factories
from tests.support.typing_in import send, text

#: What a browser sends for the selects that nobody touched.
GROUNDS = ("withheld-0-ground", "withheld-1-ground")
DRAFT = {"reply_kind": "disclosed", "finding": "经检索，有批复一份。", "reasons": "", "act": "save"} | dict.fromkeys(
    GROUNDS, ""
)
DELIVERY = {"method": "in_person", "counted_on": "2026-11-24", "recipient": "虚小明", "act": ""}


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def as_(app, person):
    return factories.sign_in(app.test_client(), person)


def paper(name="批复文件.pdf"):
    return io.BytesIO(factories.PDF), name


def test_each_kind_says_what_follows_from_it(app, office):
    file = factories.searched(office)
    page = text(as_(app, office.handler).get(f"/replies/{file.case.number}/draft"))
    assert "政府信息公开告知书；第三十六条第（二）项；年报计入“予以公开”；救济：复议或者诉讼" in page
    assert "政府信息部分公开告知书；" in page
    assert "救济：先复议，后诉讼" in page
    assert "年报计入“无法提供：本机关不掌握相关政府信息”" in page


def test_a_draft_is_saved_with_its_files(app, office):
    file, client = factories.searched(office), as_(app, office.handler)
    answer = send(client, f"/replies/{file.case.number}/draft", **DRAFT, files=paper())
    assert answer.status_code == 302
    draft = latest_draft(file.case.id)
    assert (draft.version, draft.reply_kind, draft.files[0]["title"]) == (1, "disclosed", "批复文件")


def test_the_preview_shows_what_is_typed_and_stores_nothing(app, office):
    file, client = factories.searched(office), as_(app, office.handler)
    answer = send(client, f"/replies/{file.case.number}/draft", **DRAFT | {"act": "check"}, files=paper())
    page = text(answer)
    assert answer.status_code == 200
    assert "还没有保存。" in page
    assert "1.批复文件，1份。" in page
    assert "<p>经检索，有批复一份。</p>" in page
    assert latest_draft(file.case.id) is None


def test_generated_parts_are_locked(app, office):
    file = factories.drafted(office, "partly_disclosed")
    page = text(as_(app, office.handler).get(f"/replies/{file.case.number}/draft"))
    assert page.count("系统生成</span>") >= 3
    assert "须先申请行政复议，并应在答复中告知。《行政复议法》第二十三条" in page
    assert page.count('name="finding"') == 1
    assert 'name="relief"' not in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("reply_kind", "", "请选择答复类型。"),
        ("reply_kind", "nonsense", "不是有效的选择。"),
        ("finding", "", "请写明查明的事实。"),
        ("finding", "长" * 5001, "最多 5000 字，现有 5001 字。"),
    ],
)
def test_each_gap_of_a_draft_has_its_sentence_and_the_rest_is_kept(app, office, field, typed, sentence):
    file, client = factories.searched(office), as_(app, office.handler)
    answer = send(client, f"/replies/{file.case.number}/draft", **DRAFT | {"reasons": "依照规定。"} | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-err">{sentence}</div>' in text(answer)
    assert "依照规定。" in text(answer)


def test_a_withheld_part_that_was_begun_names_its_ground(app, office):
    file, client = factories.searched(office), as_(app, office.handler)
    typed = DRAFT | {"reply_kind": "partly_disclosed", "withheld-0-part": "第三页电话", "withheld-0-reason": "隐私"}
    answer = send(client, f"/replies/{file.case.number}/draft", **typed)
    page = text(answer)
    assert answer.status_code == 422
    assert 'id="withheld-0-ground-err">请选择这一部分不予公开的法律依据。</div>' in page
    assert 'href="#withheld-0-ground"' in page
    assert 'value="第三页电话"' in page
    assert "<details open><summary>不予公开的部分" in page


def test_another_withheld_part_is_a_button(app, office):
    file, client = factories.searched(office), as_(app, office.handler)
    typed = DRAFT | {"reply_kind": "partly_disclosed", "act": "more"}
    page = text(
        send(
            client, f"/replies/{file.case.number}/draft", **typed, **{"withheld-0-part": "甲", "withheld-1-part": "乙"}
        )
    )
    assert 'id="withheld-2-part"' in page
    assert 'value="甲"' in page
    assert latest_draft(file.case.id) is None


def test_a_refused_file_does_not_cost_the_text(app, office):
    file, client = factories.searched(office), as_(app, office.handler)
    answer = send(client, f"/replies/{file.case.number}/draft", **DRAFT, files=(io.BytesIO(b"x"), "机密★批复.pdf"))
    assert answer.status_code == 422
    assert "标有密级，不得进入本系统" in text(answer)
    assert "经检索，有批复一份。" in text(answer)


def test_a_file_that_is_not_kept_goes_out_no_more(app, office):
    file, client = factories.drafted(office), as_(app, office.handler)
    answer = send(
        client, f"/replies/{file.case.number}/draft", **DRAFT | {"finding": "改了。"}, files=paper("新批复.pdf")
    )
    assert answer.status_code == 302
    assert [item["title"] for item in latest_draft(file.case.id).files] == ["新批复"]


def test_the_same_text_is_not_kept_as_another_version(app, office):
    file, client = factories.drafted(office), as_(app, office.handler)
    draft = latest_draft(file.case.id)
    typed = DRAFT | {"finding": draft.content["finding"], "reasons": draft.content["reasons"]}
    answer = send(client, f"/replies/{file.case.number}/draft", **typed, keep=draft.files[0]["public_id"])
    assert answer.status_code == 409
    assert "与第 1 稿相同，没有另存新稿。" in text(answer)


def test_the_preview_page_shows_the_paper_and_its_hash(app, office):
    file = factories.drafted(office, "not_held")
    page = text(as_(app, office.handler).get(f"/replies/{file.case.number}/preview"))
    assert "<h1>政府信息不存在告知书</h1>" in page
    assert latest_draft(file.case.id).content_hash in page


def test_there_is_no_preview_without_a_draft(app, office):
    file = factories.searched(office)
    assert as_(app, office.handler).get(f"/replies/{file.case.number}/preview").status_code == 404


def test_sending_to_review_is_a_page_that_says_what_will_happen(app, office):
    file, client = factories.drafted(office), as_(app, office.handler)
    address = f"/replies/{file.case.number}/submit"
    assert "保密审查 → 法制审核 → 签发" in text(client.get(address))
    assert send(client, address).status_code == 302
    assert look_up(file.case.number, office.clerk).stage is Stage.SECRECY_REVIEW


def test_what_blocks_the_review_is_listed_and_the_button_rests(app, office):
    file = factories.searched(office, found=False, places=("档案室",))
    writing = factories.Writing(reply_kind="not_held", finding="未检索到。")
    factories.save_draft(file.case.number, writing, [], factories.Opened(office.handler))
    page = text(as_(app, office.handler).get(f"/replies/{file.case.number}/submit"))
    assert "只在 1 处检索过，不足以说明已尽合理检索义务。" in page
    assert "请至少在 2 处不同的地方检索并登记。" in page
    assert "还有 1 项阻断" in page
    assert "disabled" in re.search(r"<button[^>]*btn-primary[^>]*>", page).group()


def test_nothing_to_send_says_so(app, office):
    file = factories.searched(office)
    assert "还没有拟稿" in text(as_(app, office.handler).get(f"/replies/{file.case.number}/submit"))


def test_only_the_delivery_closes_the_request(app, office):
    file, client = factories.signed(office), as_(app, office.clerk)
    answer = send(client, f"/replies/{file.case.number}/delivery", **DELIVERY)
    assert answer.status_code == 302
    assert "已登记送达，申请办结。" in text(client.get(answer.location))
    assert look_up(file.case.number, office.clerk).stage is Stage.CLOSED


def test_the_page_says_which_day_counts(app, office):
    file = factories.signed(office)
    page = text(as_(app, office.clerk).get(f"/replies/{file.case.number}/delivery"))
    assert "当面送达，以申请人签收之日为准" in page
    assert "以交邮之日为准" in page
    assert "010-00000001" not in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"recipient": ""}, "recipient", "当面送达须填写签收人。"),
        ({"method": "ems"}, "tracking_number", "邮寄须填写中国邮政的邮件号；其他快递不能用于送达。"),
        ({"method": "ems", "tracking_number": "SF123"}, "tracking_number", "邮件号是 13 位，如 EX000000016CN。"),
        ({"counted_on": ""}, "counted_on", "请填写签收日期（当面）或交邮日期（邮寄）。"),
        ({"counted_on": "2026-11-25"}, "counted_on", "不能晚于今天，请填 2026-11-24 或以前的日期。"),
        ({"method": "pigeon"}, "method", "不是有效的选择。"),
    ],
)
def test_each_gap_of_a_delivery_has_its_sentence_and_the_rest_is_kept(app, office, typed, field, sentence):
    file, client = factories.signed(office), as_(app, office.clerk)
    answer = send(client, f"/replies/{file.case.number}/delivery", **DELIVERY | {"late_reason": "昨日漏登"} | typed)
    assert answer.status_code == 422
    assert f'id="{field}-err">{sentence}</div>' in text(answer)
    assert 'value="昨日漏登"' in text(answer)


def test_a_day_before_the_signature_is_refused_with_its_article(app, office):
    received = {"arrived_on": date(2026, 11, 20), "late_reason": "窗口补登"}
    file, client = factories.signed(office, **received), as_(app, office.clerk)
    address = f"/replies/{file.case.number}/delivery"
    unsigned = send(client, address, **DELIVERY | {"counted_on": "2026-11-23"})
    assert unsigned.status_code == 422
    assert "早于签发日" in text(unsigned)
    absent = send(client, address, **DELIVERY | {"counted_on": "2026-11-19"})
    assert 'id="counted_on-err">送达日期不能早于收到申请之日 2026-11-20。</div>' in text(absent)
    assert look_up(file.case.number, office.clerk).stage is Stage.DELIVERING


def test_an_unsigned_reply_cannot_be_delivered(app, office):
    file, client = factories.reviewed(office), as_(app, office.clerk)
    page = text(client.get(f"/replies/{file.case.number}/delivery"))
    assert "现在不能办：还在签发环节，未到送达。" in page
