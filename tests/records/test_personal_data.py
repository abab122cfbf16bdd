"""Personal data is shown in full only with a reason, and identity papers lie apart until their day."""

from datetime import datetime, timedelta

import pytest

from gov_requests.cases import views
from gov_requests.oversight import actions as oversight
from gov_requests.oversight.actions import tick
from gov_requests.personal.actions import identity_papers, open_identity, reveal
from gov_requests.records import files
from gov_requests.records.attachments import Upload
from gov_requests.records.casefile import Opened
from gov_requests.records.chain import faults
from gov_requests.records.journal import JournalRow
from gov_requests.records.reveals import excess
from gov_requests.refusals import NotFound
from gov_requests.today import SHANGHAI, clock_set_to, now, today
from tests import factories
from tests.support.typing_in import text

PNG = factories.PNG


def with_identity(office):
    return factories.register(factories.registration(), [], [Upload("身份证.png", PNG)], by=office.clerk)


def test_a_look_at_full_data_leaves_its_reason_and_not_the_data(database):
    office = factories.Office()
    file = factories.registered(office)
    shown = dict(reveal(factories.ref_of(file), "核对邮寄地址", Opened(office.clerk)).pairs)
    assert shown["居民身份证"] == "990102198607210025"
    row = database.session.query(JournalRow).order_by(JournalRow.id.desc()).first()
    assert (row.kind, row.data["reason"]) == ("personal_data_revealed", "核对邮寄地址")
    assert "990102198607210025" not in str(row.data)
    assert factories.look(office, file).version == file.version


def test_a_reviewer_may_not_look(database):
    office = factories.Office()
    file = factories.submitted(office)
    with pytest.raises(NotFound):
        reveal(factories.ref_of(file), "好奇", Opened(office.secrecy_reviewer))


def as_an_attachment(client, office, file):
    """Return the answer where the identity paper is asked for as if it were any paper of the request."""
    factories.sign_in(client, office.clerk)
    return client.get(f"/cases/{file.case.number}/attachments/{identity_papers(file.case.id)[0].public_id}")


def test_an_identity_paper_is_no_ordinary_attachment(database, client):
    office = factories.Office()
    file = with_identity(office)
    paper = identity_papers(file.case.id)[0]
    assert paper.expires_on > today()
    assert as_an_attachment(client, office, file).status_code == 404
    page = client.get(f"/cases/{file.case.number}")
    assert page.status_code == 200
    assert "身份证.png" not in page.get_data(as_text=True)
    assert client.get(f"/personal/{file.case.number}/reveal").status_code == 200
    content, _row = open_identity(factories.ref_of(file), paper.public_id, "核对身份", Opened(office.clerk))
    assert content == PNG
    assert not files.place_of(paper.sha256).exists()


def test_a_house_that_keeps_identity_papers_with_the_others_is_caught(database, client, monkeypatch):
    """The broken twin: one shelf for all, and the page of an attachment does not ask what it is for."""
    monkeypatch.setattr(files, "IDENTITY", files.PAPERS)
    monkeypatch.setattr(views, "IDENTITY", "")
    office = factories.Office()
    answer = as_an_attachment(client, office, with_identity(office))
    assert (answer.status_code, answer.data) == (200, PNG)


def after_its_day():
    """Return whether an identity paper can still be opened, and whether its content still lies there, on the day after its last."""
    office = factories.Office()
    file = with_identity(office)
    paper = identity_papers(file.case.id)[0]
    with clock_set_to(datetime.combine(paper.expires_on + timedelta(days=1), datetime.min.time(), SHANGHAI)):
        tick(now())
        try:
            opened = open_identity(factories.ref_of(file), paper.public_id, "核对身份", Opened(office.clerk))[0] == PNG
        except NotFound:
            opened = False
    return opened, files.place_of(paper.sha256, files.IDENTITY).exists()


def test_an_identity_paper_is_gone_after_its_day(database):
    assert after_its_day() == (False, False)
    assert list(faults()) == []


def test_a_scheduler_that_removes_no_identity_paper_is_caught(database, monkeypatch):
    """The broken twin: the paper's day passes and nothing happens."""
    monkeypatch.setattr(oversight, "remove_expired", lambda _day: [])
    assert after_its_day() == (True, True)


def test_a_removal_that_leaves_the_content_on_its_shelf_is_caught(database, monkeypatch):
    """The broken twin: the record says removed, and the picture still lies there; the daily search for what nobody names is out too."""
    monkeypatch.setattr(oversight, "forget", lambda _sha256s: None)
    monkeypatch.setattr(oversight, "once_a_day", lambda _at: None)
    assert after_its_day() == (False, True)


def test_too_many_looks_in_a_day_stand_out(app, database):
    office = factories.Office()
    file = factories.registered(office)
    for _ in range(app.config["REVEALS_A_DAY"] + 1):
        reveal(factories.ref_of(file), "核对", Opened(office.clerk))
    assert [(row.signature, row.looks) for row in excess(today())] == [
        (office.clerk.username, app.config["REVEALS_A_DAY"] + 1)
    ]
    warning = f"{office.clerk.username} 今日查看完整个人信息 {app.config['REVEALS_A_DAY'] + 1} 次"
    for role, address in (("audit_admin", "/audit/"), ("security_admin", "/admin/sessions")):
        assert warning in text(factories.sign_in(app.test_client(), getattr(office, role)).get(address))
