"""一案一卷 as one PDF: the catalogue in front, every piece that has pages in its order, each page numbered."""

import io
import re

import pypdfium2
import pytest
from PIL import Image

from gov_requests.archive import views
from gov_requests.archive.actions import take_out
from gov_requests.archive.pieces import pieces_of
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.journal import JournalRow
from gov_requests.web.running import all_of
from tests import factories
from tests.support.typing_in import send


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def scan(pages=3):
    made, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        made.new_page(595, 842)
    made.save(kept)
    return kept.getvalue()


def picture(kind):
    kept = io.BytesIO()
    Image.new("RGB", (900, 600), (200, 30, 30)).save(kept, kind)
    return kept.getvalue()


def bound(office, *papers):
    file = factories.register(factories.registration(), list(papers), by=office.clerk)
    _, content = all_of(take_out(factories.ref_of(file), Opened(office.clerk), "pdf"))
    return file, pypdfium2.PdfDocument(content)


def words(page):
    return "".join(page.get_textpage().get_text_range().split())


@pytest.mark.article(45)
def test_the_whole_file_is_one_pdf_with_its_catalogue_in_front_and_its_pages_numbered(office):
    file, pdf = bound(
        office, Upload("来信.pdf", scan()), Upload("信封.jpg", picture("JPEG")), Upload("照片.png", picture("PNG"))
    )
    catalogue = words(pdf[0])
    assert "卷内目录" in catalogue
    for piece in pieces_of(file):
        assert piece.section in catalogue
        if piece.name in ("来信", "信封", "照片"):
            assert piece.sha256[:32] in catalogue
    numbers = [words(page).rpartition("-")[0].rpartition("-")[2] for page in pdf]
    first = numbers.index("1")
    assert numbers[first:] == [str(number) for number in range(1, len(pdf) - first + 1)]
    assert "2–4" in catalogue  # 登记表 is page 1, then the three pages of the letter
    pictures = [one for page in pdf for one in page.get_objects() if isinstance(one, pypdfium2.PdfImage)]
    assert len(pictures) == 2


def test_what_cannot_stand_as_pages_is_named_in_the_catalogue_and_stops_nothing(office):
    _, pdf = bound(office, Upload("坏的.pdf", factories.PDF))
    assert "坏的.pdf另存于全卷ZIP" in words(pdf[0])


def test_taking_it_out_is_journalled_and_the_page_offers_both(app, office):
    file, _ = bound(office, Upload("来信.pdf", scan()))
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/archive/{file.case.number}/"
    given = send(client, path, to=f"{path}file.pdf")
    assert given.mimetype == "application/pdf"
    assert given.data.startswith(b"%PDF")
    assert JournalRow.query.filter_by(kind="file_taken_out").order_by(JournalRow.id.desc()).first().data["catalogue"]


@pytest.mark.parametrize("ending", ["pdf", "zip"])
def test_a_long_file_is_bound_on_a_page_that_shows_how_far_it_is_and_waits_for_who_asked(
    app, office, monkeypatch, ending
):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    file, _ = bound(office, Upload("来信.pdf", scan()))
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/archive/{file.case.number}/"
    page = send(client, path, to=f"{path}file.{ending}").get_data(as_text=True)
    assert page.count("<progress") > 1
    link = re.search(f'href="({path}bound/[0-9a-f]+)"', page)[1]
    given = client.get(link)
    assert (given.mimetype, given.data[:2]) == (f"application/{ending}", b"%P" if ending == "pdf" else b"PK")
    other = factories.sign_in(app.test_client(), office.disclosure_head)
    assert other.get(link).location == path
    assert client.get(f"{path}bound/{'0' * 32}").location == path


def test_what_was_bound_of_one_request_is_no_other_requests_file(app, office, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE", 1)
    file, _ = bound(office, Upload("来信.pdf", scan()))
    other, _ = bound(office, Upload("来信.pdf", scan()))
    client = factories.sign_in(app.test_client(), office.clerk)
    path = f"/archive/{file.case.number}/"
    page = send(client, path, to=f"{path}file.pdf").get_data(as_text=True)
    token = re.search("bound/([0-9a-f]+)", page)[1]
    answer = client.get(f"/archive/{other.case.number}/bound/{token}", follow_redirects=True)
    assert "请重新取出" in answer.get_data(as_text=True)
