"""The published tables three and four, rebuilt from ledgers that came in as workbooks, cell by cell (国办公开办函〔2021〕30号)."""

import itertools
import json

import pytest

from gov_requests.ledger.columns import APPLICANT_WORDS, DISPUTE_WORDS
from gov_requests.records.annual_disputes import in_cell, table_four
from gov_requests.records.base import db
from gov_requests.records.disputes import DisputeState
from gov_requests.statute.annual_report import APPLICANTS, BLOCKS, BUCKETS, FORWARD, LEAVES, NEW, OVER, TOTAL
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tests import factories
from tests.ledger.ledgers import dispute, request, workbook
from tests.oversight.lives import KIND_OF_ROW
from tests.oversight.test_annual_report import WHOLE

pytestmark = pytest.mark.article(50)
#: A word of the ledger for each bucket of table four; nothing is written for what is pending.
OUTCOMES = {"upheld": "维持", "corrected": "确认违法", "other": "终止", "pending": ""}
IN_COURT = OUTCOMES | {"upheld": "驳回诉讼请求"}
KIND_WORDS = {kind: word for word, kind in APPLICANT_WORDS.items()}
BLOCK_WORDS = {block: word for word, block in DISPUTE_WORDS.items()}


def requests_of(year, three):
    numbers = itertools.count(1)
    for kind in APPLICANTS:
        endings = [leaf for leaf in LEAVES for _ in range(three[leaf][kind])] + [None] * three[FORWARD][kind]
        receipts = [f"{year - 1}-12-20"] * three[OVER][kind] + [f"{year}-06-14"] * three[NEW][kind]
        for received, leaf in zip(receipts, endings, strict=True):
            number = f"旧{year}-{next(numbers):04d}"
            row = request(number, 收到日期=received, 申请人类型=KIND_WORDS[kind])
            if leaf is not None:
                day = f"{year}-07-01" if received.startswith(str(year)) else f"{year}-01-03"
                row |= {"答复类型": REPLY_KINDS[KIND_OF_ROW[leaf]].title, "答复日期": day, "文号": f"虚答{number}"}
            yield row


def disputes_of(year, four):
    numbers = itertools.count(1)
    for block, buckets in four.items():
        words = OUTCOMES if block == "review" else IN_COURT
        for bucket in BUCKETS:
            for _ in range(buckets[bucket]):
                row = dispute(f"虚案{next(numbers)}", 类型=BLOCK_WORDS[block], 收到日期=f"{year}-08-01")
                yield row | ({"结果": words[bucket], "结案日期": f"{year}-10-09"} if words[bucket] else {})


@pytest.mark.parametrize("report", WHOLE, ids=[report["id"] for report in WHOLE])
def test_a_published_report_comes_out_of_its_imported_ledger(app, database, tmp_path, report):
    year, file = report["year"], tmp_path / "ledger.xlsx"
    factories.organ("SGO")
    file.write_bytes(workbook(list(requests_of(year, report["table3"])), list(disputes_of(year, report["table4"]))))
    run = app.test_cli_runner()
    brought = run.invoke(args=["cases", "import", str(file), "--organ", "SGO"])
    assert brought.exit_code == 0, brought.output
    told = json.loads(run.invoke(args=["report", "annual", "--organ", "SGO", "--year", str(year), "--json"]).stdout)
    assert told["table3"] == report["table3"]
    assert told["table4"] == report["table4"]
    assert [row["name"] for row in told["identities"] if not row["holds"]] == []
    for block in BLOCKS:
        for bucket in (*BUCKETS, TOTAL):
            assert (
                db.session.query(DisputeState).filter(in_cell(block, bucket, year)).count()
                == told["table4"][block][bucket]
            )


def test_a_dispute_that_crosses_years_is_pending_in_each_until_it_is_decided_and_counts_once(app, database, tmp_path):
    file = tmp_path / "ledger.xlsx"
    organ = factories.organ("SGO")
    crossing = dispute("虚案1", 收到日期="2023-11-01", 结果="维持", 结案日期="2025-02-03")
    file.write_bytes(workbook([], [crossing]))
    assert app.test_cli_runner().invoke(args=["cases", "import", str(file), "--organ", "SGO"]).exit_code == 0
    told = {year: {k: n for k, n in table_four(organ.id, year)["review"].items() if n} for year in range(2022, 2027)}
    pending, decided = {"pending": 1, "total": 1}, {"upheld": 1, "total": 1}
    assert told == {2022: {}, 2023: pending, 2024: pending, 2025: decided, 2026: {}}
