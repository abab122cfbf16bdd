"""The evidence package in one step, and the rules that the district sets itself."""

import hashlib
import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa

from gov_requests.records.base import CHAINED, chain_hash, db
from gov_requests.records.dispute_rebuild import dispute_differences
from gov_requests.records.disputes import DisputeState
from gov_requests.records.journal import JournalRow
from tests import factories
from tests.disputes.steps_in_pages import OUTCOME, entered, registered
from tests.support.typing_in import send, text


@pytest.fixture
def legal(app, office):
    return factories.sign_in(app.test_client(), office.legal_reviewer)


def test_the_package_holds_all_that_the_answer_rests_on_with_a_catalogue_of_hashes(app, office, legal):
    case = factories.delivered(office, "partly_disclosed")
    page = registered(legal, requests=case.case.number)
    answer = send(legal, f"{page}/package")
    assert answer.mimetype == "application/zip"
    package = zipfile.ZipFile(io.BytesIO(answer.data))
    names = package.namelist()
    assert names[0] == "00 证据目录.xlsx"
    for part in (
        "01 申请",
        "02 文书",
        "03 材料",
        "04 事实",
        "05 期限证明",
        "06 检索",
        "07 审查",
        "08 送达",
        "09 办理日志",
    ):
        assert any(name.startswith(f"{case.case.number}/{part}") for name in names), part
    sheet = openpyxl.load_workbook(io.BytesIO(package.read(names[0]))).active
    listed = {row[1].value: row[4].value for row in sheet.iter_rows(min_row=2)}
    assert listed == {name: hashlib.sha256(package.read(name)).hexdigest() for name in names[1:]}
    proof = json.loads(package.read(f"{case.case.number}/05 期限证明.json"))
    assert proof["on_time"] is True
    assert len([day for day in proof["days"] if day["verdict"] in ("counted", "makeup")]) == 20
    lines = [json.loads(line) for line in package.read(f"{case.case.number}/09 办理日志.jsonl").splitlines()]
    kinds = [line["journal"]["kind"] for line in lines[1:]]
    assert {"received", "searched", "signed", "replied", "dispute_registered"} <= set(kinds)
    row = db.session.scalars(sa.select(JournalRow).order_by(JournalRow.id.desc())).first()
    assert (row.kind, row.data["sha256"]) == ("evidence_package_made", hashlib.sha256(answer.data).hexdigest())


def test_a_dispute_without_a_request_has_no_file_to_pack(app, office, legal):
    page = registered(legal)
    answer = send(legal, f"{page}/package")
    assert answer.mimetype == "text/html"
    assert "案件没有关联申请" in text(answer)


def test_the_district_sets_how_soon_is_reported_and_every_dispute_follows(app, office, legal):
    page = registered(legal, received_on="2026-11-20")
    key = int(page.rsplit("/", 1)[1])
    assert db.session.get_one(DisputeState, key).filing_due_on == date(2026, 11, 25)
    district = factories.sign_in(app.test_client(), factories.person("district_supervisor"))
    assert "默认值，非法定" in text(district.get("/disputes/terms"))
    wanted = {"form": "filing", "notice_workdays": "1", "outcome_workdays": "5", "rectification_days": "30"}
    answer = send(district, "/disputes/terms", **wanted)
    assert answer.status_code == 302
    db.session.expire_all()
    assert db.session.get_one(DisputeState, key).filing_due_on == date(2026, 11, 23)
    assert "本区设定" in text(district.get("/disputes/terms"))
    refused = send(district, "/disputes/terms", **wanted | {"notice_workdays": "0"})
    assert refused.status_code == 422
    assert "请填 1 至 60 的整数。" in text(refused)
    assert list(dispute_differences()) == []


def test_an_outcome_counts_elsewhere_from_the_day_that_the_district_names(app, office, legal):
    page = registered(legal)
    entered(legal, page, "outcome", **OUTCOME | {"outcome": "调解"})
    district = factories.sign_in(app.test_client(), factories.person("district_supervisor"))
    answer = send(district, "/disputes/terms", form="bucket", word="调解", bucket="corrected", since="2026-10-20")
    assert answer.status_code == 302
    db.session.expire_all()
    assert db.session.get_one(DisputeState, int(page.rsplit("/", 1)[1])).bucket == "corrected"
    assert list(dispute_differences()) == []


def test_the_chain_hashes_in_the_package_can_be_recomputed_by_a_stranger(app, office, legal):
    case = factories.delivered(office, "not_held")
    page = registered(legal, requests=case.case.number)
    answer = send(legal, f"{page}/package")
    package = zipfile.ZipFile(io.BytesIO(answer.data))
    lines = [json.loads(line) for line in package.read(f"{case.case.number}/09 办理日志.jsonl").splitlines()]
    for line in lines[1:]:
        assert set(line["journal"]) == set(CHAINED)
        assert chain_hash(line["journal"]) == line["hash"]
