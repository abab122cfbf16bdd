"""Workbooks from outside are looked over before they are parsed; nothing that we write becomes a formula."""

import contextlib
import io
import zipfile

import openpyxl
import pytest

from gov_requests.documents import workbooks
from gov_requests.documents.packages import LARGEST
from gov_requests.documents.workbooks import NOT_A_WORKBOOK, UNSAFE, Column, read_rows, write_sheet
from gov_requests.refusals import BadInput

COLUMNS = ("用户名", "姓名")


def book(*rows, headings=COLUMNS):
    made = openpyxl.Workbook()
    made.active.append(list(headings))
    for row in rows:
        made.active.append(list(row))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def repacked(content, *, add=(), change=None):
    """The same package with further entries, or with one changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            new.writestr(entry.filename, change(entry.filename, text) if change else text)
        for name, text in add:
            new.writestr(name, text)
    return kept.getvalue()


def refused(content, **more):
    with pytest.raises(BadInput) as refusal:
        read_rows(content, COLUMNS, **({"most": 100} | more))
    return str(refusal.value)


def test_rows_come_with_their_numbers_and_blank_ones_are_left_out():
    rows = read_rows(book(("a", "甲"), (None, None), (" b ", 3.0)), COLUMNS, most=10)
    assert [(row.number, row.values) for row in rows] == [(2, ("a", "甲")), (4, ("b", "3"))]


def test_columns_are_found_by_their_headings():
    rows = read_rows(book(("甲", "x", "a"), headings=("姓名", "备注", "用户名")), COLUMNS, most=10)
    assert rows[0].values == ("a", "甲")


def test_a_missing_column_is_named():
    assert "姓名" in refused(book(headings=("用户名",)))


def test_too_many_rows_are_refused():
    assert "最多 2 行" in refused(book(*[("a", "甲")] * 3), most=2)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, b"%PDF-1.7", b"\xd0\xcf\x11\xe0" * 100, b"<html></html>"],
)
def test_what_is_no_workbook_is_refused(content):
    assert refused(content) == NOT_A_WORKBOOK


def test_a_plain_zip_is_no_workbook():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("a.txt", "a")
    assert refused(kept.getvalue()) == NOT_A_WORKBOOK


def test_a_large_file_is_refused():
    assert "MB" in refused(b"PK\x03\x04" + b"\0" * LARGEST)


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/a.docx",
        "../evil",
        "/etc/passwd",
        "a\\..\\b",
    ],
)
def test_macros_links_and_entries_outside_are_refused(name):
    assert refused(repacked(book(), add=[(name, b"<a/>")])) == UNSAFE


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(workbooks, "load_workbook", lambda *_, **__: pytest.fail("parsed"))
    assert refused(repacked(book(), add=[("xl/media/a.xml", b"0" * 15_000_000)])) == UNSAFE
    assert refused(repacked(book(), add=[(f"xl/media/{n}.xml", b"0") for n in range(300)])) == UNSAFE


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1),
        lambda text: text.replace(b"<worksheet", b"<! doctype x><worksheet", 1),
        lambda text: text.decode().encode("utf-16"),
        lambda text: text.decode().encode("utf-16-le"),
        lambda text: b'<?xml version="1.0" encoding="GB2312"?>' + text,
    ],
)
def test_a_document_type_or_another_encoding_is_refused(change):
    broken = repacked(
        book(("a", "甲")), change=lambda name, text: change(text) if name.endswith("sheet1.xml") else text
    )
    assert refused(broken) in {UNSAFE, NOT_A_WORKBOOK}


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("text", [b"", b"<", b"<a/>", b"\0\0\0"])
def test_broken_parts_end_in_a_sentence(part, text):
    broken = repacked(book(("a", "甲")), change=lambda name, kept: text if name == part else kept)
    assert refused(broken)


def test_every_cut_and_flip_of_a_workbook_ends_in_rows_or_a_sentence():
    content = book(("a", "甲"))
    for place in range(0, len(content), 97):
        for broken in (content[:place], content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]):
            with contextlib.suppress(BadInput):
                read_rows(broken, COLUMNS, most=10)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", '=HYPERLINK("http://x")', "＝1", "\t=1"])
def test_what_we_write_is_text_and_no_formula(text):
    made = write_sheet("表", [Column("列")], [(text,)])
    cell = openpyxl.load_workbook(io.BytesIO(made)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_sheet_whose_cells_do_not_say_what_they_hold_is_caught(monkeypatch):
    """The broken twin: left to itself, the library makes a formula of what begins like one."""
    monkeypatch.setattr(workbooks, "_write", lambda cell, value: setattr(cell, "value", value))
    made = write_sheet("表", [Column("列")], [("=1+1",)])
    assert openpyxl.load_workbook(io.BytesIO(made)).active["A2"].data_type == "f"


def test_choices_become_a_list():
    made = openpyxl.load_workbook(io.BytesIO(write_sheet("表", [Column("列", choices=("甲", "乙"))], notes=["说明"])))
    (chosen,) = made["表"].data_validations.dataValidation
    assert chosen.formula1 == "可选项!$A$2:$A$3"
    assert made["填写说明"]["A1"].value == "说明"
