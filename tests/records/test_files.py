"""Papers on the disk: kept under their hash, given out only unchanged; what may come in at the counter."""

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gov_requests.records import files
from gov_requests.records.attachments import LARGEST, Upload, checked, plain_name
from gov_requests.records.casefile import Opened
from gov_requests.records.drafts import damaged_files, latest_draft
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.replies.actions import Writing, save_draft
from gov_requests.review.actions import review, send_back, sign
from tests import factories
from tests.records import crafted

CONTENT = b"%PDF-1.4\nplan of the block\n%%EOF\n"


@pytest.fixture
def in_app(app):
    with app.app_context():
        yield app


def refused(name, content=factories.PDF):
    with pytest.raises(BadInput) as refusal:
        checked(plain_name(name), content)
    assert refusal.value.field == "files"
    return refusal.value.sentences[0]


def test_what_is_kept_is_read_back(in_app):
    name = files.keep(CONTENT)
    assert files.read(name) == CONTENT
    assert files.keep(CONTENT) == name


def test_every_changed_byte_of_a_kept_file_is_noticed(in_app):
    name = files.keep(CONTENT)
    place = files.place_of(name)
    for offset in range(len(CONTENT)):
        changed = bytearray(CONTENT)
        changed[offset] ^= 1
        place.write_bytes(changed)
        with pytest.raises(NotFound, match="哈希不符"):
            files.read(name)
    place.write_bytes(CONTENT)
    assert files.read(name) == CONTENT


def test_a_file_that_is_gone_is_said_to_be_gone(in_app):
    name = files.keep(CONTENT + b"gone")
    files.place_of(name).unlink()
    with pytest.raises(NotFound, match="不在存储区"):
        files.read(name)


def test_a_damaged_file_is_mended_by_the_same_content_coming_in_again(in_app):
    """That is what the reviewer tells the handler to do."""
    name = files.keep(CONTENT + b"damaged")
    files.place_of(name).write_bytes(b"damaged")
    assert files.keep(CONTENT + b"damaged") == name
    assert files.read(name) == CONTENT + b"damaged"


def test_nothing_half_written_is_left_behind(in_app, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    content = CONTENT + b"half"
    with pytest.raises(OSError, match="No space"):
        files.keep(content)
    place = files.place_of(files.hashlib.sha256(content).hexdigest())
    assert not place.exists()
    assert list(place.parent.glob("*.part")) == []


@pytest.mark.parametrize("name", ["申请表.PDF", "扫描.Jpg", "图.jpeg", "图.png", "表.xlsx", "信.docx"])
def test_five_kinds_of_file_come_in(name):
    assert checked(plain_name(name), crafted.GOOD[name.rpartition(".")[2].lower()])


@pytest.mark.parametrize(
    "name", ["程序.exe", "信.doc", "信.docm", "图.svg", "页.html", "信.pdf.exe", "无", ".pdf", "信.pdf ", "信.pdf."]
)
def test_no_other_ending_comes_in_and_the_right_ones_are_named(name):
    if plain_name(name) == "信.pdf":
        assert checked(plain_name(name), factories.PDF)
        return
    assert "只收 PDF、JPG、PNG、DOCX、XLSX" in refused(name)


@pytest.mark.parametrize("content", [b"MZ\x90", b"<html>", b"\x00%PDF-", b"%PD"])
def test_a_file_that_is_not_what_its_ending_says_does_not_come_in(content):
    assert "不是 PDF 文件" in refused("申请表.pdf", content)


def test_an_empty_file_and_one_that_is_too_large_do_not_come_in():
    assert "空文件" in refused("申请表.pdf", b"")
    assert "20 MB" in refused("申请表.pdf", factories.PDF + b"\0" * LARGEST)
    assert checked("申请表.pdf", factories.PDF + b"\0" * (LARGEST - len(factories.PDF)))


@pytest.mark.parametrize(
    "name", ["绝密文件.pdf", "（机密）纪要.pdf", "秘密★10年.pdf", "关于秘密事项.pdf", "机\u200b密.pdf"]
)
def test_what_is_marked_secret_stays_out_of_this_system(name):
    assert "密级" in refused(name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\桌面\\申请表.pdf", "申请表.pdf"),
        ("申请\x00表\r\n.pdf", "申请表.pdf"),
        ("申请\u202efdp.表.pdf", "申请fdp.表.pdf"),
        ("申请表\u200b.pdf", "申请表.pdf"),
        ("关于𠮷野家和㐂、𬭚的申请.pdf", "关于𠮷野家和㐂、𬭚的申请.pdf"),
        ("\U00031350\U0002ceb0的申请.pdf", "\U00031350\U0002ceb0的申请.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_folders_and_without_what_cannot_be_seen(given, kept):
    assert plain_name(given) == kept


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_breaks_a_line(name):
    kept = plain_name(name)
    assert not {"/", "\\", "\0", "\n", "\r", "\u202e"} & set(kept)
    try:
        checked(kept, factories.PDF)
    except BadInput:
        return
    assert len(kept) <= 120


def with_changed_file(office, content=b"%PDF-1.4\nanother text\n"):
    """A request whose file on the disk is no longer the one that was reviewed."""
    file = factories.reviewed(office)
    draft = latest_draft(file.case.id)
    files.place_of(draft.files[0]["sha256"]).write_bytes(content)
    return file, draft


def test_a_file_changed_after_the_review_is_not_signed(database):
    office = factories.Office()
    file, draft = with_changed_file(office)
    assert damaged_files(draft) == ["批复文件"]
    with pytest.raises(NotAllowed, match="与登记的哈希不符"):
        sign(factories.ref_of(file), opinion="", seen=draft.content_hash, opened=Opened(office.signer))
    assert factories.db_stage(file) == "signing"
    files.place_of(draft.files[0]["sha256"]).write_bytes(factories.PDF)
    sign(factories.ref_of(file), opinion="", seen=draft.content_hash, opened=Opened(office.signer))
    assert factories.db_stage(file) == "delivering"


def test_a_file_that_is_gone_is_neither_reviewed_nor_signed(database):
    office = factories.Office()
    file = factories.submitted(office)
    draft = latest_draft(file.case.id)
    place = files.place_of(draft.files[0]["sha256"])
    place.unlink()
    more = {"passed": True, "opinion": "同意", "seen": draft.content_hash}
    with pytest.raises(NotAllowed, match="重新上传"):
        review(factories.ref_of(file), "secrecy", **more, opened=Opened(office.secrecy_reviewer))
    place.write_bytes(factories.PDF)


def test_another_file_under_the_same_name_voids_the_reviews(database):
    office = factories.Office()
    file = factories.reviewed(office)
    seen = latest_draft(file.case.id).content_hash
    send_back(factories.ref_of(file), opinion="请换附件", seen=seen, opened=Opened(office.signer))
    writing = Writing(reply_kind="disclosed", finding="经检索，情况如下。", reasons="依照规定答复。")
    save_draft(factories.ref_of(file), writing, [Upload("批复文件.pdf", CONTENT)], Opened(office.handler))
    file = factories.submit(factories.ref_of(file), Opened(office.handler))
    assert file.progress.reviews == ("secrecy", "legal")


def test_the_same_draft_sent_again_keeps_the_reviews_that_hold_for_it(database):
    """The twin: nothing changed, so nothing is asked for twice."""
    office = factories.Office()
    file = factories.reviewed(office)
    draft = latest_draft(file.case.id)
    send_back(factories.ref_of(file), opinion="再看一眼", seen=draft.content_hash, opened=Opened(office.signer))
    file = factories.submit(factories.ref_of(file), Opened(office.handler))
    assert file.progress.reviews == ()
