"""Tables that leave the house: a text stays a text, and nothing of it is lost."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import WriteOnlyCell

from gov_requests.documents import exports
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

#: The kinds of a workbook's cell that hold a text.
TEXT = ("s", "inlineStr")


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))


def in_csv(text):
    return read_csv(as_csv(["列"], [[text]]))[1][0]


@pytest.mark.parametrize("text", FORMULAS)
def test_in_csv_a_formula_gets_an_apostrophe_and_keeps_every_character(text):
    assert in_csv(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_in_csv_what_is_none_stays_as_it_is(text):
    assert in_csv(text) == text


@pytest.mark.parametrize("text", [*FORMULAS, *HARMLESS])
def test_in_a_workbook_every_text_is_a_text(text):
    content = as_xlsx(["列"], [[text]])
    cell = read_xlsx(content)[0][0]
    assert cell.data_type in TEXT
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


@pytest.mark.parametrize("text", FORMULAS)
def test_a_csv_without_the_apostrophe_is_caught(monkeypatch, text):
    """The broken twin: the cell begins as the spreadsheet's formula does."""
    monkeypatch.setattr(exports, "guarded", lambda cell: cell)
    assert in_csv(text) != f"'{text}"
    assert in_csv(text).lstrip(" \u3000")[0] in DANGEROUS


def test_a_workbook_whose_cells_do_not_say_what_they_hold_is_caught(monkeypatch):
    """The broken twin: left to itself, the library makes a formula of what begins like one."""
    monkeypatch.setattr(exports, "_cell", lambda sheet, value, **_: WriteOnlyCell(sheet, value))
    content = as_xlsx(["列"], [["=1+1"]])
    assert read_xlsx(content)[0][0].data_type not in TEXT
    assert b"<f>" in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_excel_and_wps_read_the_characters_by_the_mark_in_front():
    assert as_csv(["列"], [["堃"]]).startswith(b"\xef\xbb\xbf")
