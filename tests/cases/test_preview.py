"""Material from outside is shown as pictures of its pages; the original only leaves as a download under a locked policy."""

import io
import re

import pytest
import sqlalchemy as sa
from PIL import Image

from gov_requests.documents import preview as previews
from gov_requests.documents.preview import Unshown, preview
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db
from gov_requests.records.papers import Attachment
from tests import factories
from tests.records import crafted

FILES = {
    "扫描.pdf": crafted.GOOD["pdf"],
    "照片.jpg": crafted.GOOD["jpg"],
    "图.png": crafted.GOOD["png"],
    "信.docx": crafted.GOOD["docx"],
}


def drawn(shown):
    with Image.open(io.BytesIO(shown.png)) as picture:
        return picture.format, picture.size


def test_a_pdf_and_pictures_become_pictures_of_pages():
    assert drawn(preview(FILES["扫描.pdf"], "application/pdf")) == ("PNG", (1240, 620))
    assert drawn(preview(FILES["照片.jpg"], "image/jpeg")) == ("PNG", (40, 30))
    assert drawn(preview(crafted.picture("PNG", (4_000, 1_000)), "image/png")) == ("PNG", (1240, 310))


@pytest.mark.parametrize(
    ("content", "media_type", "number"),
    [
        (FILES["信.docx"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 1),
        (FILES["扫描.pdf"], "application/pdf", 2),
        (FILES["扫描.pdf"], "application/pdf", 0),
        (b"%PDF-1.4 nothing", "application/pdf", 1),
        (crafted.huge_png(), "image/png", 1),
        (b"", "image/jpeg", 1),
        (b"<svg/>", "image/svg+xml", 1),
    ],
)
def test_what_cannot_be_drawn_is_said_to_be_so(content, media_type, number):
    with pytest.raises(Unshown, match="不能预览"):
        preview(content, media_type, number)


def test_the_program_that_draws_is_given_up_when_it_hangs(monkeypatch, tmp_path):
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(previews, "_PROGRAM", hangs)
    monkeypatch.setattr(previews, "_PATIENCE", 1)
    with pytest.raises(Unshown):
        preview(FILES["扫描.pdf"], "application/pdf")


@pytest.fixture
def office(database):
    return factories.Office()


@pytest.fixture
def registered(office):
    uploads = [Upload(name, content) for name, content in FILES.items()]
    return factories.register(factories.registration(), uploads, [Upload("证件.png", FILES["图.png"])], by=office.clerk)


def address_of(name):
    row = db.session.scalars(sa.select(Attachment).where(Attachment.filename == name)).one()
    return f"attachments/{row.public_id}", row


def test_the_preview_holds_a_picture_and_nothing_of_the_original(app, office, registered):
    client = factories.sign_in(app.test_client(), office.clerk)
    place, _row = address_of("扫描.pdf")
    page = client.get(f"/cases/{registered.case.number}/{place}/preview")
    assert page.status_code == 200
    assert re.search(rb'<img src="data:image/png;base64,[A-Za-z0-9+/=]+"', page.data)
    assert "第 1 页，共 1 页" in page.get_data(as_text=True)
    assert client.get(f"/cases/{registered.case.number}/{place}/preview?page=9").status_code == 422
    assert b"sandbox" not in page.headers["Content-Security-Policy"].encode()


@pytest.mark.parametrize("name", FILES)
def test_every_original_is_a_download_under_a_locked_policy(app, office, registered, name):
    client = factories.sign_in(app.test_client(), office.clerk)
    place, row = address_of(name)
    answer = client.get(f"/cases/{registered.case.number}/{place}")
    assert answer.data == FILES[name]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r"[0-9a-f]{32}", row.public_id)


def test_nobody_else_previews_it_and_identity_papers_have_no_preview(app, office, registered):
    place, _row = address_of("扫描.pdf")
    other = factories.sign_in(app.test_client(), factories.Office().clerk)
    assert other.get(f"/cases/{registered.case.number}/{place}/preview").status_code == 404
    identity, _row = address_of("证件.png")
    own = factories.sign_in(app.test_client(), office.clerk)
    assert own.get(f"/cases/{registered.case.number}/{identity}/preview").status_code == 404


def test_the_case_page_offers_a_preview_only_of_what_can_be_drawn(app, office, registered):
    page = (
        factories.sign_in(app.test_client(), office.clerk)
        .get(f"/cases/{registered.case.number}")
        .get_data(as_text=True)
    )
    assert page.count('/preview"') == 3
    assert "不预览" in page
