"""The ledger's pages: look first, then bring in; out masked, or in full when another person agrees."""

import base64
import io
import os

import pytest
import sqlalchemy as sa

from gov_requests.ledger import running, views
from gov_requests.ledger.workbook import empty
from gov_requests.records.base import db
from gov_requests.records.cases import Case
from gov_requests.records.disputes import Dispute
from gov_requests.records.journal import JournalRow
from gov_requests.records.proposals import Proposal
from gov_requests.refusals import BadInput
from gov_requests.today import now
from tests import factories
from tests.ledger.ledgers import cells, dispute, replied, request, workbook
from tests.support.typing_in import hidden_of, send

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def office(today_is):
    today_is("2026-11-24")
    return factories.Office().full()


@pytest.fixture
def at_desk(app, office):
    def sign_in(person):
        return factories.sign_in(app.test_client(), person)

    return sign_in


def upload(client, content, **more):
    done = send(client, "/ledger/", to="/ledger/uploads", file=(io.BytesIO(content), "台账.xlsx"), **more)
    return client.get(done.location) if done.status_code == 302 else done


def numbers():
    return list(db.session.scalars(sa.select(Case.number).order_by(Case.id)))


def test_a_clerk_looks_at_a_ledger_and_then_brings_it_in(office, at_desk):
    client = at_desk(office.clerk)
    content = workbook([replied(), request("旧-2", 收到日期="2026-11-16")], [dispute(关联登记编号="旧2019-001")])
    shown = upload(client, content)
    assert shown.status_code == 200
    for told in ("可以导入", "2 件", "1 件，导入后按期限进入在途"):
        assert told in shown.text
    assert numbers() == [], "to look is to store nothing"
    fields = hidden_of(shown)
    done = client.post("/ledger/import", data=fields, follow_redirects=True)
    assert "已导入 2 件申请、1 件复议诉讼" in done.text
    assert numbers() == ["旧2019-001", "旧-2"]
    assert db.session.scalars(sa.select(Dispute.number)).all() == ["虚复〔2025〕1号"]
    assert "旧-2" in client.get("/desk/under-way").text
    again = client.post("/ledger/import", data=fields, follow_redirects=True)
    assert again.status_code == 200
    assert numbers() == ["旧2019-001", "旧-2"], "a form that comes in twice is one import"


def test_what_is_wrong_is_listed_by_sheet_row_and_column_and_marked_in_the_workbook(office, at_desk):
    client = at_desk(office.clerk)
    shown = upload(client, workbook([replied(), request("旧-2", 收到方式="微信")], [dispute(结果="胜诉")]))
    for told in ("不能导入，有 2 处要改", "“微信”无法识别。", "“胜诉”无法识别。", "应为当面、口头", "下载标注的工作簿"):
        assert told in shown.text
    assert 'action="/ledger/import"' not in shown.text
    marked = cells(client.get("/ledger/marked.xlsx").data)
    assert "微信" in marked["申请"][2][-2]
    assert "胜诉" in marked["复议诉讼"][1][-2]
    refused = send(client, "/ledger/", to="/ledger/import")
    assert "不能导入，有 2 处要改" in refused.text
    assert numbers() == []


def test_what_was_unlawful_is_told_and_does_not_keep_it_out(office, at_desk):
    client = at_desk(office.clerk)
    shown = upload(client, workbook([replied(答复日期="2025-06-30")]))
    assert shown.status_code == 200
    assert "答复晚于法定期限 2025-03-31，逾期" in shown.text
    assert "第三十三条" in shown.text
    assert 'href="/ledger/marked.xlsx"' in shown.text


def test_the_marked_workbook_has_every_warning_also_those_that_the_page_does_not_list(office, at_desk, monkeypatch):
    monkeypatch.setattr(running, "LISTED", 2)
    client = at_desk(office.clerk)
    shown = upload(client, workbook([replied(f"旧-{n}", 答复日期="2025-06-30") for n in range(4)]))
    assert "这里列出前 2 处，共 4 处，全部在标注的工作簿中。" in shown.text
    rows = cells(client.get("/ledger/marked.xlsx").data)["申请"]
    assert len(rows) == 5
    assert all("答复晚于法定期限" in row[-1] for row in rows[1:])


def test_an_infected_ledger_is_kept_out_with_a_sentence(office, at_desk, monkeypatch):
    def silent(name, _content, field):
        raise BadInput(f"“{name}”没有通过病毒查杀，没有保存。", field)

    monkeypatch.setattr(views, "scan", silent)
    shown = upload(at_desk(office.clerk), workbook([replied()]))
    assert shown.status_code == 422
    assert "没有通过病毒查杀" in shown.text


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"a,b", ".xlsx"), (workbook([request()])[:500], ".xlsx"), (b"", ".xlsx")],
    ids=["csv", "half", "empty"],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(office, at_desk, content, told):
    shown = upload(at_desk(office.clerk), content)
    assert shown.status_code == 422
    assert told in shown.text


def test_what_a_colleague_uploaded_is_not_mine(office, at_desk):
    upload(at_desk(office.clerk), workbook([replied()]))
    other = at_desk(office.disclosure_head)
    assert other.get("/ledger/marked.xlsx").status_code == 404
    assert send(other, "/ledger/", to="/ledger/import").location == "/ledger/"
    assert "请重新上传" in other.get("/ledger/").text
    assert numbers() == []


def test_an_upload_is_sealed_on_the_disk_and_forgotten_after_an_hour(office, at_desk, app):
    folder = app.config["DATA_DIR"] / ".ledgers"
    before = set(folder.iterdir()) if folder.is_dir() else set()
    client = at_desk(office.clerk)
    upload(client, workbook([replied()]))
    (first,) = set(folder.iterdir()) - before
    assert first.stat().st_mode & 0o77 == 0
    assert b"PK\x03\x04" not in base64.b64decode(first.read_text().removeprefix("v1:"))
    shown = upload(client, workbook([replied()]))
    (second,) = set(folder.iterdir()) - before
    assert second != first, "the next upload takes the place of the last"
    hour_ago = now().timestamp() - 3601
    os.utime(second, (hour_ago, hour_ago))
    late = client.post("/ledger/import", data=hidden_of(shown), follow_redirects=True)
    assert "上传已超过一小时" in late.text
    assert numbers() == []


def test_the_template_comes_back_in_without_a_fault(office, at_desk):
    client = at_desk(office.clerk)
    content = client.get("/ledger/template.xlsx").data
    assert content[:2] == empty()[:2] == b"PK"
    shown = upload(client, content)
    assert shown.status_code == 200
    assert "没有填写内容的行" in shown.text
    assert 'action="/ledger/import"' not in shown.text


def brought_in(office, client):
    content = workbook(
        [
            replied("旧-1", 申请人="虚小明", 证件号码="990102198607210025", 联系方式="010-00000001", 承办部门="业务科"),
            replied("旧-2", 申请人类型="商业企业", 申请人="虚构科技有限公司", 承办部门="别的科"),
        ],
        [dispute("虚-1", 关联登记编号="旧-1"), dispute("虚-2", 关联登记编号="旧-2"), dispute("虚-3")],
    )
    shown = upload(client, content)
    client.post("/ledger/import", data=hidden_of(shown))
    return content


def test_what_goes_out_hides_natural_persons(office, at_desk):
    client = at_desk(office.clerk)
    brought_in(office, client)
    rows = cells(client.get("/ledger/export.xlsx").data)["申请"]
    assert [row[5:8] for row in rows[1:]] == [
        ("虚**", "990102********0025", "010*****0001"),
        ("虚构科技有限公司", None, None),
    ]
    assert len(cells(client.get("/ledger/export.xlsx?year=2024").data)["申请"]) == 1
    assert len(cells(client.get("/ledger/export.xlsx?year=2025").data)["申请"]) == 3
    assert "脱敏导出" in upload(client, client.get("/ledger/export.xlsx").data).text


def test_a_section_head_takes_out_the_section_alone(office, at_desk):
    brought_in(office, at_desk(office.clerk))
    out = cells(at_desk(office.section_head).get("/ledger/export.xlsx").data)
    assert [row[0] for row in out["申请"][1:]] == ["旧-1"]
    assert [row[0] for row in out["复议诉讼"][1:]] == ["虚-1"]
    whole = cells(at_desk(office.disclosure_head).get("/ledger/export.xlsx").data)
    assert [len(rows) for rows in whole.values()] == [3, 4]


def test_the_district_takes_out_any_organs_ledger_masked_and_others_their_own_only(office, at_desk):
    brought_in(office, at_desk(office.clerk))
    elsewhere = factories.Office().full()
    supervisor = at_desk(elsewhere.district_supervisor)
    assert office.organ.name in supervisor.get("/ledger/").text
    assert "上传并核对" not in supervisor.get("/ledger/").text
    address = f"/ledger/export.xlsx?organ={office.organ.code}"
    rows = cells(supervisor.get(address).data)["申请"]
    assert rows[1][5:7] == ("虚**", "990102********0025")
    assert supervisor.get("/ledger/export.xlsx?organ=nobody").status_code == 404
    assert supervisor.get("/ledger/full-export").status_code == 403
    assert at_desk(elsewhere.disclosure_head).get(address).status_code == 404
    assert len(cells(supervisor.get("/ledger/export.xlsx").data)["申请"]) == 1


def test_the_full_ledger_needs_a_reason_and_another_person_and_each_fetching_is_journalled(office, at_desk):
    content = brought_in(office, at_desk(office.clerk))
    client, page = at_desk(office.disclosure_head), "/ledger/full-export"
    assert send(client, page, year="", reason=" ").status_code == 422
    assert send(client, page, year="", reason="移交新系统").status_code == 302
    proposal = db.session.scalars(sa.select(Proposal)).one()
    address = f"/ledger/full-exports/{proposal.id}.xlsx"
    assert send(client, "/ledger/", to=address).status_code == 404, "nobody has agreed yet"
    signer, shown = at_desk(office.signer), f"/proposals/{proposal.id}"
    assert send(signer, shown, decision="approve").status_code == 302
    assert send(signer, "/proposals/", to=address).status_code == 403
    assert "已同意的完整导出" in client.get("/ledger/").text
    found = send(client, "/ledger/", to=address)
    assert cells(found.data)["申请"][1][6] == cells(content)["申请"][1][6] == "990102198607210025"
    row = db.session.scalars(sa.select(JournalRow).where(JournalRow.kind == "ledger_exported")).one()
    assert (row.recorded_by, row.data["reason"], row.data["rows"]) == (office.disclosure_head.id, "移交新系统", 2)
    assert row.data["approved_by"] == office.signer.username


def test_who_may_not_does_not_see_it(office, at_desk):
    head = at_desk(office.section_head).get("/ledger/").text
    assert "导出脱敏台账" in head
    assert "上传并核对" not in head
    assert "完整导出" not in head
    for role in ("handler", "secrecy_reviewer", "signer", "system_admin"):
        assert at_desk(getattr(office, role)).get("/ledger/").status_code == 403


def test_a_long_check_says_how_far_it_is_as_it_goes(office, at_desk):
    client = at_desk(office.clerk)
    upload(client, workbook([replied(f"旧-{number}") for number in range(450)]))
    answer = client.get("/ledger/check")
    pieces = [piece.decode() for piece in answer.iter_encoded()]
    steps = [int(piece.rsplit('value="', 1)[1].split('"')[0]) for piece in pieces if "</progress>" in piece]
    assert steps == [0, 11, 22, 33, 44, 61, 72, 83, 94, 100]
    assert "可以导入" not in "".join(pieces[: len(steps)])
    assert "可以导入" in pieces[-1]
    assert answer.headers["X-Accel-Buffering"] == "no"
