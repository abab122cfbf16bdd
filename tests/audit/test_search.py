"""The audit log is searched by person, kind, request and days, and what is found is taken away as a table."""

import csv
import io

import pytest
from openpyxl import load_workbook

from gov_requests.audit import search
from gov_requests.records.base import db
from gov_requests.records.journal import JournalRow
from tests import factories
from tests.support.typing_in import send, text


@pytest.fixture
def office(database, today_is):
    today_is("2026-11-23T10:00")
    made = factories.Office()
    made.file = factories.signed(made)
    today_is("2026-11-24T09:00")
    made.second = factories.registered(made)
    return made


@pytest.fixture
def auditor(app, office):
    return factories.sign_in(app.test_client(), office.audit_admin)


def kinds(**criteria):
    found = search.page(search.Criteria.of(criteria)).rows
    return [row.kind for row in found]


def test_by_person_under_either_name(office):
    assert kinds(person=office.signer.username) == ["signed"]
    assert kinds(person=office.signer.name) == ["signed"]
    assert kinds(person="nobody") == []


def test_by_kind(office):
    assert kinds(kind="received") == ["received", "received"]


def test_by_number(office):
    assert set(kinds(number=office.second.case.number)) == {"received"}
    assert kinds(number="2026-9999") == []


def test_by_days_in_beijing(office, today_is):
    assert kinds(kind="received", since="2026-11-24") == ["received"]
    assert kinds(kind="received", until="2026-11-23") == ["received"]
    assert kinds(kind="received", since="2026-11-25") == []
    today_is("2026-11-25T00:30")
    factories.registered(office)
    assert kinds(kind="received", since="2026-11-25", until="2026-11-25") == ["received"]


@pytest.mark.parametrize("typed", [{"since": "24.11."}, {"until": "2026-02-30"}, {"kind": "nonsense"}])
def test_what_cannot_be_used_is_said_and_finds_nothing(auditor, typed):
    page = text(auditor.get("/audit/", query_string=typed))
    assert "日期写法如" in page
    assert "没有符合条件的记录" in page


def test_pages_go_back_and_forth_without_losing_or_repeating_a_row(office, monkeypatch):
    monkeypatch.setattr(search, "PAGE", 3)
    criteria = search.Criteria.of({"kind": "received"})
    for _ in range(6):
        factories.registered(office)
    first = search.page(criteria)
    second = search.page(criteria, before=first.older_than)
    third = search.page(criteria, before=second.older_than)
    numbers = [row.id for page in (first, second, third) for row in page.rows]
    assert len(numbers) == len(set(numbers)) == 8
    assert numbers == sorted(numbers, reverse=True)
    assert (first.newer_than, third.older_than) == (None, None)
    back = search.page(criteria, after=third.newer_than)
    assert [row.id for row in back.rows] == [row.id for row in second.rows]
    assert [row.id for row in search.page(criteria, after=back.newer_than).rows] == [row.id for row in first.rows]


def test_the_page_offers_what_is_found_and_keeps_what_was_typed(auditor, office):
    page = text(auditor.get("/audit/", query_string={"person": office.signer.username}))
    assert f'value="{office.signer.username}"' in page
    assert "签发" in page
    assert office.second.case.number not in page


def exported(auditor, form, **criteria):
    answer = send(
        auditor,
        "/audit/?" + "&".join(f"{name}={value}" for name, value in criteria.items()),
        to="/audit/export",
        format=form,
    )
    assert answer.status_code == 200, text(answer)
    assert answer.headers["Content-Disposition"].endswith(f".{form}")
    return answer.get_data()


def test_what_is_found_is_taken_away_as_csv_and_the_journal_says_so(auditor, office):
    rows = list(csv.DictReader(io.StringIO(exported(auditor, "csv", kind="received").decode("utf-8-sig"))))
    assert [row["所涉申请"] for row in rows] == [office.second.case.number, office.file.case.number]
    assert {row["事项"] for row in rows} == {"登记申请"}
    newest = db.session.query(JournalRow).order_by(JournalRow.id.desc()).first()
    assert newest.kind == "audit_log_exported"
    assert newest.data == {"rows": 2, "format": "csv", "criteria": {"kind": "received"}}


def test_and_as_a_workbook_without_the_text_of_requests(auditor, office):
    content = exported(auditor, "xlsx")
    cells = [str(cell.value) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
    assert office.file.case.number in cells
    assert not any(secret in cell for cell in cells for secret in ("虚小明", "虚构里", "990102198607210025"))


def test_an_account_named_like_a_formula_stays_a_text(auditor, office, monkeypatch):
    monkeypatch.setattr("gov_requests.audit.actions.TITLES", {"received": "=1+1"})
    rows = list(csv.reader(io.StringIO(exported(auditor, "csv", kind="received").decode("utf-8-sig"))))
    assert rows[1][3] == "'=1+1"


def test_more_than_a_workbook_is_of_use_for_is_refused_with_the_way_out(auditor, office, monkeypatch):
    monkeypatch.setattr("gov_requests.audit.actions.MOST", 3)
    answer = send(auditor, "/audit/", to="/audit/export", format="csv")
    assert answer.status_code == 422
    assert "audit export" in text(answer)


def test_another_format_is_refused(auditor):
    assert send(auditor, "/audit/", to="/audit/export", format="docx").status_code == 422


def test_nobody_else_exports_or_puts_checkpoints_outside(app, office):
    for person in (office.clerk, office.system_admin, office.security_admin):
        client = factories.sign_in(app.test_client(), person)
        assert client.get("/audit/checkpoint").status_code == 403
