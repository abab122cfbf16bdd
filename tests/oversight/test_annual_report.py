"""Tables three and four come out of the cases, and what must add up does (第五十条; 国办公开办函〔2021〕30号)."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from gov_requests.records import annual
from gov_requests.records.annual import in_column, in_row, table_three
from gov_requests.records.annual_reports import figures
from gov_requests.records.base import db
from gov_requests.records.cases import CROSSES_YEARS, CaseState
from gov_requests.statute.annual_report import (
    APPLICANTS,
    BLOCKS,
    BUCKETS,
    COLUMNS,
    FORWARD,
    LEAVES,
    NEW,
    OVER,
    RESULTS,
    ROWS,
    TITLES,
    TOTAL,
    identities,
)
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.terms import APPLICANT_KINDS
from tests import factories
from tests.oversight.lives import Past
from tests.support.fixtures import ENGINE
from tests.support.sources import ROOT

PUBLISHED = json.loads((ROOT / "tests/data/annual_reports.json").read_text(encoding="utf-8"))
WHOLE = [report for report in PUBLISHED["reports"] if report.get("table3")]
NOTHING = {block: dict.fromkeys((*BUCKETS, TOTAL), 0) for block in BLOCKS}
pytestmark = pytest.mark.article(50)


@pytest.fixture
def office(database):
    return factories.Office()


def past(office):
    return Past(office.organ, office.clerk)


def test_the_form_has_the_rows_columns_and_blocks_of_the_published_one():
    meta = PUBLISHED["meta"]
    assert list(meta["rows"]) == list(ROWS)
    assert meta["rows"] == dict(TITLES)
    assert list(meta["columns"]) == list(COLUMNS)
    assert {key: meta["columns"][key] for key in APPLICANTS} == dict(APPLICANTS) == APPLICANT_KINDS
    assert meta["table4_blocks"] == dict(BLOCKS)
    assert {key: meta["table4_columns"][key] for key in BUCKETS} == dict(BUCKETS)


def test_every_kind_of_answer_counts_in_a_row_of_the_form():
    assert {kind.report_row for kind in REPLY_KINDS.values()} == set(LEAVES)


@pytest.mark.parametrize("report", WHOLE, ids=[report["id"] for report in WHOLE])
def test_a_published_table_is_rebuilt_from_its_requests_cell_by_cell(office, report):
    lives = past(office)
    lives.year(report["year"], report["table3"])
    lives.close()
    found = figures(office.organ, report["year"])
    assert found.three == report["table3"]
    assert [row.name for row in found.identities if not row.holds] == []
    for row in ROWS:
        for column in COLUMNS:
            listed = db.session.query(CaseState).filter(in_row(row, report["year"]), in_column(column)).count()
            assert listed == report["table3"][row][column], (row, column)


def test_what_was_open_at_the_years_end_is_carried_over_once_a_year_until_it_is_closed(office):
    lives = past(office)
    lives.life("research", date(2023, 12, 29), date(2025, 1, 3), "not_held")
    lives.close()
    told = {
        year: {row: cells["research"] for row, cells in table_three(office.organ.id, year).items() if cells["research"]}
        for year in (2022, 2023, 2024, 2025, 2026)
    }
    assert told == {
        2022: {},
        2023: {NEW: 1, FORWARD: 1},
        2024: {OVER: 1, FORWARD: 1},
        2025: {OVER: 1, "unable_not_held": 1, RESULTS: 1},
        2026: {},
    }


def test_the_legal_receipt_date_and_the_day_that_counts_decide_the_year(office):
    lives = past(office)
    # Came on 31 December, confirmed on 2 January: a request of the new year (第三十一条第（三）项).
    lives.life("other", date(2024, 12, 31), date(2025, 1, 20), channel="online", confirmed_on="2025-01-02")
    lives.close()
    assert table_three(office.organ.id, 2024)[NEW][TOTAL] == 0
    assert table_three(office.organ.id, 2025)[NEW]["other"] == 1
    assert table_three(office.organ.id, 2025)[OVER][TOTAL] == 0


def test_an_empty_year_is_a_table_of_zeros_whose_identities_hold(office):
    found = figures(office.organ, 2024)
    assert {n for cells in found.three.values() for n in cells.values()} == {0}
    assert all(row.holds for row in found.identities)
    assert "跨年" not in [row.name for row in found.identities]


def test_the_district_is_the_sum_of_its_organs_and_nobodys_requests_are_anothers(office):
    other = factories.Office()
    for one, kind in ((office, "commercial"), (other, "research")):
        lives = Past(one.organ, one.clerk)
        lives.life(kind, date(2025, 3, 3), date(2025, 3, 10))
        lives.close()
    district, first, second = (figures(organ, 2025).three for organ in (None, office.organ, other.organ))
    assert district[RESULTS] == {column: first[RESULTS][column] + second[RESULTS][column] for column in COLUMNS}
    assert first[RESULTS]["research"] == second[RESULTS]["commercial"] == 0


def test_a_request_that_was_answered_before_it_was_legally_received_breaks_the_column_by_name(office):
    lives = past(office)
    lives.life("legal_service", date(2024, 12, 30), date(2024, 12, 31), channel="online", confirmed_on="2025-01-02")
    lives.close()
    broken = [row for row in figures(office.organ, 2024).identities if not row.holds]
    assert [row.name for row in broken] == ["T3-C1"]
    assert broken[0].cells == ((FORWARD, "legal_service"), (FORWARD, TOTAL))
    assert "法律服务机构列：0+0=0，1+0=1" in broken[0].detail


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(NEW, "research", "T3-C1"), ("partial", TOTAL, "T3-C2"), (RESULTS, TOTAL, "T3-C1"), ("open", "other", "T3-R")],
)
def test_a_number_that_is_changed_is_named_by_an_identity(row, column, name):
    three = json.loads(json.dumps(WHOLE[0]["table3"]))
    assert all(row.holds for row in identities(three, NOTHING))
    three[row][column] += 1
    assert name in [found.name for found in identities(three, NOTHING) if not found.holds]


def test_last_years_forward_is_compared_column_by_column():
    three = WHOLE[0]["table3"]
    before = dict(three[OVER])
    assert all(row.holds for row in identities(three, NOTHING, before))
    before["commercial"] += 2
    broken = [row for row in identities(three, NOTHING, before) if not row.holds]
    assert [(row.name, row.cells) for row in broken] == [("跨年", ((OVER, "commercial"),))]


def test_a_dispute_table_that_does_not_add_up_is_named():
    four = {block: dict(cells) for block, cells in WHOLE[0]["table4"].items()}
    assert identities(WHOLE[0]["table3"], four)[-1].holds
    four["review"]["pending"] += 1
    assert not identities(WHOLE[0]["table3"], four)[-1].holds


def plan_of(row):
    query = sa.select(CaseState.applicant_kind, sa.func.count()).where(annual.in_row(row, 2025))
    said = query.group_by(CaseState.applicant_kind).compile(db.engine, compile_kwargs={"literal_binds": True})
    return " ".join(row[3] for row in db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {said}")))


@pytest.mark.sqlite
@pytest.mark.skipif(ENGINE != "sqlite", reason="how SQLite walks")
@pytest.mark.parametrize("row", [OVER, FORWARD])
def test_what_crosses_a_year_is_counted_along_its_own_index(database, row):
    assert "USING COVERING INDEX ix_report_crossing" in plan_of(row)


@pytest.mark.sqlite
@pytest.mark.skipif(ENGINE != "sqlite", reason="how SQLite walks")
def test_a_condition_in_other_words_than_the_indexs_is_caught(database, monkeypatch):
    asked_of_a_column = sa.literal_column(f"({CROSSES_YEARS})", sa.Boolean)
    monkeypatch.setattr(annual, "_CROSSES", asked_of_a_column)
    assert "ix_report_crossing" not in plan_of(OVER)
