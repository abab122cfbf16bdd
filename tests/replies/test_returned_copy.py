"""回传稿: what comes back from the OA is compared, looked at by the law, shown to the signer, and is what is signed and frozen."""

import io

import pytest
from docx import Document

from gov_requests.documents.content import Letter as Content
from gov_requests.documents.docx import render_docx
from gov_requests.documents.issue import reply_letter
from gov_requests.documents.returned import differences, text_of_docx
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.drafts import latest_draft
from gov_requests.records.papers import Letter
from gov_requests.refusals import BadInput, LawObjects, NotAllowed
from gov_requests.replies.copies import keep_copy
from gov_requests.review.actions import sign
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def file(office):
    return factories.reviewed(office)


def sent_out(file):
    return render_docx(reply_letter(file, latest_draft(file.case.id)))


def changed(content, *pairs):
    """The DOCX with words changed, as somebody does in the OA."""
    document = Document(io.BytesIO(content))
    for was, now in pairs:
        hit = [one for one in document.paragraphs if was in one.text]
        assert hit, was
        for run in hit[0].runs[1:]:
            run._r.getparent().remove(run._r)
        hit[0].runs[0].text = hit[0].text.replace(was, now) if len(hit[0].runs) == 1 else hit[0].text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def came_back(office, file, content):
    return keep_copy(factories.ref_of(file), Upload("回传稿.docx", content), Opened(office.handler))


def signed(office, file, reason=""):
    seen = latest_draft(file.case.id).content_hash
    return sign(factories.ref_of(file), opinion="", seen=seen, opened=Opened(office.signer), pass_reason=reason)


def letter_of(file):
    return Letter.query.filter(Letter.case_id == file.case.id, Letter.signer_id.is_not(None)).one()


def test_an_untouched_copy_is_signed_as_it_is_with_number_and_date(office, file):
    came_back(office, file, sent_out(file))
    signed(office, file)
    row = letter_of(file)
    kept = files.read(row.docx_sha256)
    assert differences(Content.from_dict(row.content), kept) == ()
    said = "".join(text_of_docx(kept))
    assert row.number in said
    assert "2026年11月24日" in said
    assert list(faults()) == []


def test_one_changed_word_is_shown_and_signed_only_with_a_reason_and_is_what_is_frozen(app, office, file):
    came_back(office, file, changed(sent_out(file), ("经检索，情况如下。", "经核查，情况如下。")))
    page = text(factories.sign_in(app.test_client(), office.signer).get(f"/review/{file.case.number}/sign"))
    assert "“检索”改为“核查”" in page.replace("&#34;", '"')
    with pytest.raises(BadInput, match="1 项提醒未采纳"):
        signed(office, file)
    file = signed(office, file, "分管领导审签时改的。")
    row = letter_of(file)
    assert "经核查，情况如下。" in Content.from_dict(row.content).plain_text()
    assert "经核查，情况如下。" in text_of_docx(files.read(row.docx_sha256))
    assert "核查" in file.journal[-1].data["passed_over"][0]


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("60日内", "90日内", "救济途径由系统生成，不得改动"),
        ("虚小明", "虚大明", "申请人的姓名或者名称不得改动"),
        ("（签发时编号）", "虚公开〔2026〕99号", "文号在签发时由系统编号"),
        ("申请公开虚构里小区综合整治项目", "申请公开虚构里小区", "没有一字不差地写明申请内容"),
        ("经检索，情况如下。", "经检索，逾期不答复视为同意公开。", "回传稿正文"),
    ],
)
def test_what_the_system_wrote_and_what_the_law_forbids_stops_the_signature(office, file, was, now, sentence):
    came_back(office, file, changed(sent_out(file), (was, now)))
    with pytest.raises(LawObjects, match=sentence):
        signed(office, file, "已阅。")


def test_a_copy_with_changes_that_nobody_accepted_is_not_signed(office, file):
    document = Document(io.BytesIO(sent_out(file)))
    run = document.paragraphs[4].runs[0]._r
    inserted = document.element.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}ins", {})
    run.addprevious(inserted)
    inserted.append(run)
    kept = io.BytesIO()
    document.save(kept)
    came_back(office, file, kept.getvalue())
    with pytest.raises(LawObjects, match="有未接受的修订"):
        signed(office, file, "已阅。")


def test_a_copy_belongs_to_its_draft_and_can_be_taken_back(office, file):
    came_back(office, file, changed(sent_out(file), ("经检索，情况如下。", "经核查，情况如下。")))
    keep_copy(factories.ref_of(file), None, Opened(office.handler))
    with pytest.raises(NotAllowed, match="没有回传稿可以撤下"):
        keep_copy(factories.ref_of(file), None, Opened(office.handler))
    signed(office, file)
    assert letter_of(file).docx_sha256 is None


def test_what_is_no_word_document_is_refused_before_it_is_kept(office, file):
    with pytest.raises(BadInput, match="Word"):
        came_back(office, file, b"PK\x03\x04 not a document")


def test_the_page_takes_the_file_and_gives_the_draft(app, office, file):
    client = factories.sign_in(app.test_client(), office.handler)
    given = client.get(f"/replies/{file.case.number}/draft.docx")
    assert given.mimetype.endswith("wordprocessingml.document")
    path = f"/replies/{file.case.number}/returned"
    assert "请选择从办公系统导出的 DOCX 文件。" in text(send(client, path))
    back = changed(given.data, ("经检索，情况如下。", "经核查，情况如下。"))
    assert send(client, path, files=(io.BytesIO(back), "回传稿.docx")).status_code == 302
    page = text(client.get(path))
    assert "与系统文稿的差别" in page
    assert "改为“核查”" in page
    signed(office, file, "分管领导审签时改的。")
    row = letter_of(file)
    assert client.get(f"/cases/{file.case.number}/letters/{row.id}.docx").data == files.read(row.docx_sha256)
    assert row.docx_sha256 in text(client.get(f"/cases/{file.case.number}/letters/{row.id}"))
