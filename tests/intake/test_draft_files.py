"""Files that came with a form which is not registered yet: kept with its draft, sealed, gone with it, registered with it."""

import io
import re
import shutil
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gov_requests.commands.invariants import files_present
from gov_requests.intake import views
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.base import db
from gov_requests.records.entry_draft_files import MOST_FILES, EntryDraftFile, keep_files, kept_files, uploads
from gov_requests.records.entry_drafts import forget_old_drafts, keep_draft
from gov_requests.records.orphans import unnamed
from gov_requests.records.papers import Attachment
from gov_requests.refusals import BadInput, NotAllowed
from gov_requests.today import now
from tests import factories
from tests.intake.test_entry_drafts import HALF, drafts_on, gone_on, hidden_of
from tests.intake.test_register import NEW, TYPED
from tests.support.typing_in import send, text

KEY = "k" * 32


@pytest.fixture(autouse=True)
def _today(today_is, app):
    today_is("2026-11-24T10:00")
    shutil.rmtree(app.config["DATA_DIR"] / files.DRAFTS, ignore_errors=True)


@pytest.fixture
def clerk(client_for):
    return client_for("clerk")


@pytest.fixture
def person(database):
    person = factories.Office().clerk
    assert keep_draft(person, KEY, [])
    return person


def paper(name="申请表.pdf", content=factories.PDF):
    return (io.BytesIO(content), name)


def on_shelf(app):
    return sorted((app.config["DATA_DIR"] / files.DRAFTS).glob("??/*"))


def left_over():
    return [file for file in unnamed(now() + timedelta(days=2)) if file.parent.parent.name == files.DRAFTS]


def rows():
    return db.session.scalars(sa.select(EntryDraftFile).order_by(EntryDraftFile.id)).all()


@pytest.mark.parametrize("act", ["draft", "check", "register"])
def test_a_form_that_came_back_keeps_its_files_and_registers_them_later(clerk, app, act):
    first = send(clerk, NEW, **HALF, act=act, files=paper(), identity_files=paper("证件.png", factories.PNG))
    assert "还没有保存" not in text(first)
    resumed = gone_on(clerk)
    assert "申请表.pdf" in resumed
    assert "证件.png" in resumed
    assert clerk.post(NEW, data=TYPED | hidden_of(resumed)).status_code == 302
    kept = db.session.execute(sa.select(Attachment.filename, Attachment.purpose).order_by(Attachment.id)).all()
    assert [tuple(row) for row in kept] == [("申请表.pdf", "application"), ("证件.png", "identity")]
    assert (rows(), on_shelf(app)) == ([], [])


def test_neither_name_nor_content_can_be_read_on_the_disk(clerk, app):
    send(clerk, NEW, **HALF, act="draft", files=paper("虚小明的申请.pdf"))
    (stored,) = on_shelf(app)
    assert b"PDF" not in stored.read_bytes()
    assert "虚小明" not in db.session.execute(sa.text("SELECT filename FROM entry_draft_files")).scalar()


def test_a_file_is_kept_as_soon_as_it_is_chosen_and_once_only(clerk):
    hidden = hidden_of(text(clerk.get(NEW)))
    clerk.inspect = False
    for _again in range(2):
        answer = text(clerk.post("/intake/draft", data=HALF | hidden | {"files": paper()}))
        assert "已存的附件" in answer
    assert len(rows()) == 1
    clerk.post("/intake/draft", data=HALF | hidden | {"files": paper(content=factories.paper(40))})
    assert len(rows()) == 2


def test_a_file_can_be_taken_out_again(clerk, app):
    page = text(send(clerk, NEW, **HALF, act="draft", files=paper()))
    button = re.search(r'value="(remove-\d+)"', page)[1]
    answer = clerk.post(NEW, data=HALF | hidden_of(page) | {"act": button})
    assert answer.status_code == 200
    assert "已存的附件" not in text(answer)
    assert (rows(), on_shelf(app)) == ([], [])


def test_nobody_takes_out_or_registers_what_another_keeps(person):
    keep_files(person, KEY, [("files", Upload("申请表.pdf", factories.PDF))])
    other = factories.Office().clerk
    assert uploads(other, KEY, "files") == []
    assert kept_files(other, KEY) == []


@pytest.mark.parametrize(("name", "content"), [("机密材料.pdf", factories.PDF), ("申请表.exe", b"MZ"), ("空.pdf", b"")])
def test_what_may_not_come_in_is_not_kept_either_and_the_text_is(clerk, app, name, content):
    answer = send(clerk, NEW, **HALF, act="draft", files=paper(name, content))
    assert answer.status_code == 422
    assert "还没有保存，请重新选择" in text(answer)
    assert (rows(), on_shelf(app)) == ([], [])
    assert 'value="虚小明"' in gone_on(clerk)


def test_a_draft_holds_only_so_many(person):
    with pytest.raises(BadInput, match="最多存"):
        keep_files(person, KEY, [("files", Upload(f"{n}.pdf", factories.paper(20))) for n in range(MOST_FILES + 1)])


def test_they_go_with_the_draft_that_nobody_came_back_to(person, app):
    keep_files(person, KEY, [("files", Upload("申请表.pdf", factories.PDF))])
    assert len(on_shelf(app)) == 1
    forget_old_drafts(now() + timedelta(days=8))
    assert (rows(), on_shelf(app)) == ([], [])


def test_check_misses_a_file_that_is_gone_and_finds_one_that_no_draft_names(person, app):
    keep_files(person, KEY, [("files", Upload("申请表.pdf", factories.PDF))])
    (stored,) = on_shelf(app)
    assert left_over() == []
    content = stored.read_bytes()
    stored.unlink()
    assert any(stored.name in sentence for sentence in files_present())
    stored.write_bytes(content)
    for row in rows():
        db.session.delete(row)
    db.session.commit()
    assert left_over() == [stored]


def test_a_refused_registration_keeps_them(clerk, monkeypatch):
    def refuse(*_all, **_more):
        raise NotAllowed("不行。")

    monkeypatch.setattr(views.actions, "register", refuse)
    assert send(clerk, NEW, **TYPED, files=paper()).status_code == NotAllowed.status
    monkeypatch.undo()
    assert "附件 1 个" in text(clerk.get(NEW))
    assert len(drafts_on(text(clerk.get(NEW)))) == 1
