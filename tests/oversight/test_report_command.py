"""`report annual`: the fixed JSON, and the same numbers in DOCX and XLSX."""

import io
import json
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from gov_requests.documents.annual_grid import table_four_grid, table_three_grid
from gov_requests.oversight.annual_text import content_of, narrative
from gov_requests.records.annual_reports import figures
from tests import factories
from tests.oversight.lives import Past
from tests.oversight.test_annual_report import WHOLE


@pytest.fixture
def office(database):
    office = factories.Office("SJJ")
    lives = Past(office.organ, office.clerk)
    for _ in range(3):
        lives.life("natural_person", date(2025, 3, 3), date(2025, 3, 10), "disclosed")
    lives.life("commercial", date(2025, 12, 30))
    lives.close()
    return office


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["report", "annual", *arguments])


def test_the_command_prints_the_fixed_form(app, office):
    answer = run(app, "--organ", "SJJ", "--year", "2025", "--json")
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert (told["organ"], told["year"]) == ("SJJ", 2025)
    assert told["table3"]["open"]["natural_person"] == 3
    assert told["table3"]["carried_forward"]["commercial"] == told["table3"]["carried_forward"]["total"] == 1
    assert set(told["table4"]) == {"review", "litigation_direct", "litigation_after_review"}
    assert all(set(row) == {"name", "holds", "detail"} for row in told["identities"])
    assert json.loads(run(app, "--organ", "ALL", "--year", "2025", "--json").stdout)["table3"] == told["table3"]


def test_an_unknown_organ_is_answered_with_a_sentence(app, office):
    answer = run(app, "--organ", "NONE", "--year", "2025", "--json")
    assert answer.exit_code == 1
    assert "NONE" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_files_hold_every_number_of_the_tables(app, office, tmp_path):
    answer = run(
        app, "--organ", "SJJ", "--year", "2025", "--docx", f"{tmp_path}/a.docx", "--xlsx", f"{tmp_path}/a.xlsx"
    )
    assert answer.exit_code == 0, answer.stderr
    content = content_of(figures(office.organ, 2025))
    document = Document(io.BytesIO((tmp_path / "a.docx").read_bytes()))
    book = load_workbook(tmp_path / "a.xlsx")
    for number, (grid, sheet) in enumerate(
        ((table_three_grid(content["table3"]), "表三"), (table_four_grid(content["table4"]), "表四")), 1
    ):
        written = [[cell.text for cell in row.cells] for row in document.tables[number].rows]
        kept = [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]
        for line, row in enumerate(grid):
            numbers = [cell.value for cell in row if not cell.heads]
            assert [int(text) for text in written[line][-len(numbers) :] if numbers] == numbers
            assert kept[line][len(kept[line]) - len(numbers) :] == numbers if numbers else True
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "2025年，新收政府信息公开申请4件（自然人3件、商业企业1件），上年结转0件。" in text


def test_the_narrative_says_the_numbers_of_the_table():
    report = WHOLE[0]
    requests, disputes = narrative(report["table3"], report["table4"], 2019)
    assert "新收政府信息公开申请859件" in requests
    assert "予以公开272件、部分公开3件" in requests
    assert "结转下年度继续办理72件" in requests
    assert "行政复议7件（结果维持5件、尚未审结2件）" in disputes
    assert "未经复议直接起诉）9件" in disputes
