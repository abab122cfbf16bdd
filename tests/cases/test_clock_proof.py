"""期限计算书: the proof of the dates as a document that can be put before a court, as PDF and as JSON."""

import json
from datetime import date, timedelta

import pypdfium2
import pytest

from gov_requests.documents.clock_proof import digest_of
from gov_requests.statute.facts import fact_from
from tests import factories


@pytest.fixture(autouse=True)
def _today(today_is):
    today_is("2026-11-24T10:00")


@pytest.fixture
def office(database):
    return factories.Office()


def proof_of(app, office, file):
    answer = factories.sign_in(app.test_client(), office.clerk).get(f"/cases/{file.case.number}/clock.json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    return json.loads(answer.get_data(as_text=True))


def test_it_says_the_facts_with_what_proves_them(app, office):
    file = factories.delivered(office)
    proof = proof_of(app, office, file)
    assert [fact["kind"] for fact in proof["facts"]] == ["received", "replied"]
    evidence = proof["facts"][1]["evidence"]
    assert [item["what"] for item in evidence][:2] == ["办理日志", "文书"]
    assert all(len(item["sha256"]) == 64 for item in evidence[:2])


def test_it_can_be_recounted_from_itself_alone(app, office):
    proof = proof_of(app, office, factories.registered(office))
    facts = [fact_from({"kind": fact["kind"], "on": fact["on"], **fact["values"]}) for fact in proof["facts"]]
    told = {day["on"]: day for day in proof["days"]}
    counted = [on for on, day in told.items() if day["statutory"] is not None]
    assert counted[-1] == proof["conclusion"]["due_on"]
    assert told[counted[-1]]["statutory"] == proof["readings"][0]["workdays"] == 20
    first = date.fromisoformat(proof["readings"][0]["start"])
    assert [date.fromisoformat(on) for on in told] == [first + timedelta(days=n) for n in range(1, len(told) + 1)]
    assert str(facts[0].legal_on) == proof["conclusion"]["received_on"]
    # Each day's verdict follows from the notices that the proof itself lists.
    off = {day for year in proof["calendar"] for day in year["off"]}
    work = {day for year in proof["calendar"] for day in year["work"]}
    for on, day in told.items():
        works = on in work or (date.fromisoformat(on).weekday() < 5 and on not in off)
        assert (day["statutory"] is not None) == works or on > proof["conclusion"]["due_on"]


def test_its_rules_name_law_and_version(app, office):
    proof = proof_of(app, office, factories.registered(office))
    rule = next(rule for rule in proof["rules"] if rule["article"] == "第三十三条第二款")
    assert rule["law"] == "《中华人民共和国政府信息公开条例》"
    assert (rule["number"], rule["in_force_since"]) == ("国务院令第711号", "2019-05-15")


def test_its_calendar_names_notices_with_their_hash(app, office):
    proof = proof_of(app, office, factories.registered(office))
    assert [year["year"] for year in proof["calendar"]] == [2026]
    assert len(proof["calendar"][0]["sha256"]) == 64


def test_a_falsified_proof_no_longer_fits_its_digest(app, office):
    proof = proof_of(app, office, factories.registered(office))
    assert digest_of(proof) == proof["digest"]
    assert digest_of(proof | {"title": "x"}) != proof["digest"]


def test_it_says_what_separates_the_readings(app, office):
    plain = proof_of(app, office, factories.registered(office))
    assert plain["separates"][0].startswith("两种期限没有分歧")
    online = factories.registered(
        office,
        channel="online",
        arrived_on=date(2026, 11, 23),
        confirmed_on=date(2026, 11, 24),
        late_reason="系统故障",
    )
    proof = proof_of(app, office, online)
    assert "收到申请之日" in proof["separates"][0]
    assert "相差 1 个工作日" in proof["separates"][-1]
    assert [reading["received_on"] for reading in proof["readings"]] == ["2026-11-24", "2026-11-23"]


def test_the_pdf_says_the_same(app, office):
    file = factories.delivered(office)
    client = factories.sign_in(app.test_client(), office.clerk)
    answer = client.get(f"/cases/{file.case.number}/clock.pdf")
    assert answer.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(answer.data)
    flat = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    titles = ["结论", "事实和证据", "适用的规定", "计算步骤", "两种期限的分歧", "放假安排", "逐日清单"]
    for number, title in zip("一二三四五六七", titles, strict=True):
        assert f"{number}、{title}" in flat
    assert "答复期限计算书" in flat
    assert "第三十三条第二款" in flat
    assert file.case.number in flat


def test_the_case_page_leads_to_both(app, office):
    file = factories.registered(office)
    page = factories.sign_in(app.test_client(), office.clerk).get(f"/cases/{file.case.number}").get_data(as_text=True)
    assert f"/cases/{file.case.number}/clock.pdf" in page
    assert f"/cases/{file.case.number}/clock.json" in page


def test_a_stranger_does_not_get_it(app, office):
    file = factories.registered(office)
    other = factories.sign_in(app.test_client(), factories.person("handler"))
    for kind in ("pdf", "json"):
        assert other.get(f"/cases/{file.case.number}/clock.{kind}").status_code == 404


def test_the_proof_of_a_provisional_date_tells_its_range(app, office, today_is):
    today_is("2026-12-14T10:00")
    proof = proof_of(app, office, factories.registered(office))
    assert proof["conclusion"]["range"]["due_on"] == ["2027-01-12", "2027-01-13"]
    assert [year["published"] for year in proof["calendar"]] == [True, False]
    assert [day["settled"] for day in proof["days"] if day["on"].startswith("2027")] == [False] * 12
