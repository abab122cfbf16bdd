"""Tables that leave the house: a text stays a text, and nothing of it is lost."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from gov_requests.documents.exports import DANGEROUS, as_csv, as_xlsx, guarded

FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","点")',
    "+86 13900000000",
    "-1+cmd|' /C calc'!A0",
    "-2026年",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(A1)",
)
HARMLESS = (
    "-5",
    "+5",
    "-5.25",
    "0",
    "张三",
    "a=b",
    "2026-0001",
    "〔2026〕1号",
    "",
    "'quoted'",
    "#N/A",
    "TRUE",
    "_x0041_",
)


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))


@pytest.mark.parametrize("text", FORMULAS)
def test_in_csv_a_formula_gets_an_apostrophe_and_keeps_every_character(text):
    assert read_csv(as_csv(["列"], [[text]]))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", HARMLESS)
def test_in_csv_what_is_none_stays_as_it_is(text):
    assert read_csv(as_csv(["列"], [[text]]))[1] == [text]


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_in_a_workbook_every_text_is_a_text(text):
    content = as_xlsx(["列"], [[text]])
    cell = read_xlsx(content)[0][0]
    assert cell.data_type in ("s", "inlineStr")
    assert re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell.value or "") == text
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_in_both():
    assert read_csv(as_csv(["件数"], [[-5]]))[1] == ["-5"]
    assert read_xlsx(as_xlsx(["件数"], [[-5]]))[0][0].value == -5


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_whatever_the_text_no_cell_begins_like_a_formula_and_none_is_lost(text):
    kept = guarded(text)
    assert kept in (text, f"'{text}")
    begins = kept.lstrip(" \u3000\xa0")[:1]
    assert begins not in DANGEROUS or kept.lstrip("+-").replace(".", "").isdecimal()
    rows = read_csv(as_csv(["一", "二"], [[text, "末"]]))
    assert len(rows) == 2
    assert rows[1][1] == "末"
    as_xlsx(["一"], [[text]])


def test_a_writer_without_the_guard_is_caught():
    out = io.StringIO()
    csv.writer(out).writerow([FORMULAS[0]])
    assert out.getvalue()[0] in DANGEROUS


def test_excel_and_wps_read_the_characters_by_the_mark_in_front():
    assert as_csv(["列"], [["堃"]]).startswith(b"\xef\xbb\xbf")
