"""Taking a file: what may come, once, and how a long one shows how far it is."""

import io
import re

import docx

from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import latest_draft
from gov_requests.records.severings import severings_of, standing_file
from gov_requests.severing import running
from tests import factories
from tests.severing.common import LETTER, decide_all, letter, make
from tests.support.typing_in import send, text


def test_a_word_file_is_asked_to_be_printed_first(at_work):
    client, _office, number, _case_id, _ = at_work
    address = f"/severing/{number}/new"
    minutes = io.BytesIO()
    docx.Document().save(minutes)
    answer = send(client, address, files=(io.BytesIO(minutes.getvalue()), "纪要.docx"))
    assert answer.status_code == 422
    assert "请先打印为 PDF" in text(answer)
    assert "“纪要.docx”还没有保存，请重新选择。" in text(answer)


def test_an_uploaded_scan_is_taken_once(at_work):
    client, _office, number, case_id, _ = at_work
    address = f"/severing/{number}/new"
    assert "请选择一份已有的文件" in text(send(client, address))
    other = letter(["Nothing to hide"])
    taken = send(client, address, files=(io.BytesIO(other), "公告.pdf"))
    assert re.fullmatch(rf"/severing/{number}/\d+", taken.location)
    again = send(client, address, files=(io.BytesIO(other), "公告2.pdf"))
    assert again.status_code == 409
    assert "这份文件已经在做区分处理" in text(again)
    assert [one.severing.source.filename for one in severings_of(case_id)] == ["决定书.pdf", "公告.pdf"]
    assert "公告.pdf" in text(client.get(f"/severing/{number}/"))


def test_a_file_that_the_request_has_is_chosen(at_work):
    client, office, number, case_id, _ = at_work
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    upload = factories.Upload("附图.pdf", letter(["A plan"]))
    factories.save_draft(number, writing, [upload], Opened(office.handler))
    public_id = latest_draft(case_id).files[0]["public_id"]
    assert send(client, f"/severing/{number}/new", source=public_id).status_code == 302
    assert severings_of(case_id)[-1].severing.source.public_id == public_id


def test_a_long_file_shows_how_far_it_is_and_is_kept_at_the_end(at_work, monkeypatch):
    client, _office, number, case_id, severing_id = at_work
    monkeypatch.setattr(running, "AT_ONCE", 1)
    shown_page = text(send(client, f"/severing/{number}/new", files=(io.BytesIO(letter(["A"], ["B"])), "长文件.pdf")))
    assert '<progress max="100" value="50"' in shown_page
    assert "查看文件已完成。" in shown_page
    decide_all(client, number, severing_id)
    assert "生成文件已完成。" in text(make(client, number, severing_id))
    assert standing_file(severing_id).pages == 2
    assert len(severings_of(case_id)) == 2


def test_a_long_file_that_is_refused_at_the_end_says_so_and_nothing_is_kept(at_work, monkeypatch):
    client, _office, number, case_id, _ = at_work
    monkeypatch.setattr(running, "AT_ONCE", 1)
    answer = text(send(client, f"/severing/{number}/new", files=(io.BytesIO(LETTER), "再传一次.pdf")))
    assert "这份文件已经在做区分处理" in answer
    assert len(severings_of(case_id)) == 1
