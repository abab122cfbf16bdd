"""一案一卷: everything in its order, each piece under its hash, the catalogue beside; archived once, under a number of its own."""

import csv
import hashlib
import io
import time
import zipfile
from datetime import date

import pypdfium2
import pytest

from gov_requests.archive.actions import archive, archived, take_out
from gov_requests.archive.contents import contents_of
from gov_requests.notices import acts
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.papers import Letter
from gov_requests.refusals import BadInput, NotAllowed, NotFound
from gov_requests.web.gates import NOTICES
from gov_requests.web.running import all_of
from tests import factories
from tests.support.typing_in import send, text

#: The order in which the file of a disclosed request with an extension is bound.
ORDER = [
    "申请",
    "登记回执",
    "交办",
    "检索",
    "延期",
    "保密审查",
    "法制审核",
    "签发",
    "答复",
    "提供的信息",
    "送达",
    "备考",
]


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def file(office):
    """A request with an extension on its way, delivered."""
    file = factories.assigned(office)
    ref = factories.ref_of(file)
    acts.draft(ref, NOTICES["D04"], {"workdays": 10, "reason": "需要核对的档案较多。"}, Opened(office.handler))
    notice = acts.notices_of(file.case.id)[-1]
    acts.issue(ref, notice.id, Opened(office.disclosure_head))
    acts.send(ref, notice.id, acts.Sending(method="in_person", counted_on=date(2026, 11, 24)), [], Opened(office.clerk))
    finding = {"method": "查阅目录", "terms": "批复", "searched_by": "虚构承办", "result": "检索到。", "found": True}
    found = factories.Finding(place="档案室", searched_on=date(2026, 11, 24), **finding)
    factories.record_search(ref, found, [], Opened(office.handler))
    writing = factories.Writing(reply_kind="disclosed", finding="经检索，情况如下。")
    file = factories.save_draft(ref, writing, [Upload("批复.pdf", factories.PDF)], Opened(office.handler))
    file = factories.submit(ref, Opened(office.handler))
    for name in list(file.progress.reviews):
        file = factories.pass_review(office, file, name)
    seen = factories.latest_draft(file.case.id).content_hash
    factories.sign(ref, opinion="同意。", seen=seen, opened=Opened(office.signer))
    handover = factories.Handover(method="in_person", counted_on=date(2026, 11, 24), recipient="虚小明")
    return factories.deliver(ref, handover, [Upload("回证.pdf", factories.PDF)], Opened(office.clerk))


def taken(office, file):
    _, content = all_of(take_out(factories.ref_of(file), Opened(office.clerk)))
    return zipfile.ZipFile(io.BytesIO(content))


def catalogue(package):
    text_of = package.read("00 卷内目录.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text_of)))[1:]


@pytest.mark.article(45)
def test_the_file_is_bound_in_the_order_of_the_office(file):
    sections = list(dict.fromkeys(one.section for one in contents_of(file)))
    assert sections == ORDER


def test_every_piece_lies_in_the_zip_under_the_hash_that_the_catalogue_tells(office, file):
    package = taken(office, file)
    listed = catalogue(package)
    assert [row[2] for row in listed] == [name for name in package.namelist() if not name.startswith("00 ")]
    for _, _, name, size, digest in listed:
        content = package.read(name)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), digest)
    frozen = {row.pdf_sha256 for row in Letter.query.filter_by(case_id=file.case.id)}
    assert frozen <= {row[4] for row in listed}


def test_the_catalogue_and_the_sheets_say_what_the_records_say(office, file):
    package = taken(office, file)
    pages = {name: _words(package.read(name)) for name in package.namelist() if name.endswith(".pdf")}
    assert file.case.number in pages["00 卷内目录.pdf"]
    sheet = next(words for name, words in pages.items() if "检索记录" in name)
    assert "档案室" in sheet
    assert "虚构承办" in sheet
    closing = next(words for name, words in pages.items() if "备考表" in name)
    last = JournalRow.query.filter_by(case_id=file.case.id, kind="replied").one()
    assert last.hash in closing


def _words(pdf):
    if pdf == factories.PDF:
        return ""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_taking_a_file_out_is_journalled_with_the_hash_of_its_catalogue_and_hinders_nobody(office, file):
    before = file.version
    package = taken(office, file)
    row = JournalRow.query.filter_by(kind="file_taken_out").one()
    assert row.data["catalogue"] == hashlib.sha256(package.read("00 卷内目录.csv")).hexdigest()
    assert factories.look(office, file).version == before
    assert list(faults()) == []


def test_words_of_applicants_stay_words(office):
    odd = '#read("/etc/passwd") $x$ {{7*7}} *粗* /../..\\目录'
    file = factories.registered(office, description=odd)
    package = taken(office, file)
    sheet = next(name for name in package.namelist() if "登记表" in name)
    assert "".join(odd.split()) in _words(package.read(sheet))
    assert not any("/" in name or "\\" in name for name in package.namelist())


def test_a_damaged_piece_is_refused_not_bound(office, file):
    letter = Letter.query.filter_by(case_id=file.case.id).first()
    place = files.place_of(letter.pdf_sha256)
    place.write_bytes(b"something else")
    with pytest.raises(NotFound, match="哈希不符"):
        taken(office, file)


@pytest.mark.article(45)
def test_a_closed_request_is_archived_once_under_a_number_of_its_own(office, file):
    other = factories.delivered(office)
    archive(factories.ref_of(file), "2026-依-0001", "30年", Opened(office.clerk))
    assert archived(file).retention == "30年"
    with pytest.raises(NotAllowed, match="已经归档"):
        archive(factories.ref_of(file), "2026-依-0002", "30年", Opened(office.clerk))
    with pytest.raises(BadInput, match="已用于"):
        archive(factories.ref_of(other), "2026-依-0001", "永久", Opened(office.clerk))
    assert list(faults()) == []


def test_what_is_open_is_not_archived(office):
    file = factories.signed(office)
    with pytest.raises(NotAllowed, match="未到办结"):
        archive(factories.ref_of(file), "2026-依-0001", "30年", Opened(office.clerk))


def test_the_pages_show_the_file_and_take_it_in(app, office, file):
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/archive/{file.case.number}/"
    page = text(client.get(path))
    assert page.index("登记回执") < page.index("交办单") < page.index("备考表")
    given = send(client, path, to=f"{path}file.zip")
    assert given.mimetype == "application/zip"
    assert "请选择保管期限。" in text(send(client, path, number="2026-依-0001"))
    assert send(client, path, number="2026-依-0001", retention="永久").status_code == 302
    assert "2026-依-0001" in text(client.get(path))
    assert "归档" in text(client.get(f"/cases/{file.case.number}"))


def test_a_file_of_200_pages_is_bound_in_seconds(office):
    made = pypdfium2.PdfDocument.new()
    for _ in range(200):
        made.new_page(595, 842)
    kept = io.BytesIO()
    made.save(kept)
    made.close()
    file = factories.register(
        factories.registration(), [Upload("材料.pdf", kept.getvalue() + b"\0" * 8_000_000)], by=office.clerk
    )
    begun = time.monotonic()
    taken(office, file)
    assert time.monotonic() - begun < 10
