"""What is dangerous stays out, by the reason that it is dangerous for; its sound twin comes in."""

import io
import re
import subprocess
import sys
import zipfile

import pytest

from gov_requests.documents.labels import Label, labels_pdf
from gov_requests.records import attachments, upload_marks, upload_packages, upload_shapes
from gov_requests.records.attachments import checked, refuse_marked_pages
from gov_requests.refusals import BadInput
from tests import factories
from tests.intake.test_register import TYPED
from tests.records import crafted
from tests.records.crafted import GOOD, package, pdf, relation, workbook
from tests.support.sources import ROOT
from tests.support.typing_in import send, text

BOMB, BROKEN, ACTIVE, OUTSIDE = "压缩炸弹", "不是完整的文件", "宏、嵌入对象或控件", "引用了外部的内容"
TWO, SCRIPT, PIXELS = "夹带着别的内容", "脚本、附件或自动动作", "像素过多"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

#: What it is, its name, its content, a part of the reason; and the twin that differs in nothing but the danger.
CASES = {
    "a bomb": ("信.docx", crafted.bomb, BOMB, package),
    "a steep part": (
        "信.docx",
        lambda: package({"word/media/a.emf": b"\0" * 1_000_000}),
        BOMB,
        lambda: package({"word/media/a.emf": b"\0" * 1_000_000}, packed=zipfile.ZIP_STORED),
    ),
    "many bombs": ("信.docx", crafted.many_small_bombs, BOMB, lambda: package({"word/p.xml": b"<a/>"})),
    "a flood of parts": ("信.docx", crafted.flood_of_parts, BOMB, lambda: package({"word/p1.xml": ""})),
    "a part that lies about its size": (
        "信.docx",
        crafted.lying_about_size,
        "",
        lambda: package({"word/a.xml": "<a/>"}),
    ),
    "a part outside": ("信.docx", lambda: package({"../../etc/cron.d/x": "x"}), BOMB, lambda: package({"word/x": "x"})),
    "an absolute part": ("信.docx", lambda: package({"/etc/passwd": "x"}), BOMB, lambda: package({"etc/passwd": "x"})),
    "a backslash": ("信.docx", lambda: package({"word\\..\\x": "x"}), BOMB, lambda: package({"word/x": "x"})),
    "a drive": ("信.docx", lambda: package({"C:x": "x"}), BOMB, lambda: package({"Cx": "x"})),
    "a link": ("信.docx", crafted.with_symlink, BOMB, lambda: package({"word/media/image1.png": factories.PNG})),
    "twins": ("信.docx", crafted.with_twins, BOMB, lambda: package({"word/document2.xml": "<a/>"})),
    "a password on a part": ("信.docx", crafted.encrypted, BOMB, package),
    "no list of types": ("信.docx", lambda: package(types="<Types/>"), BROKEN, package),
    "a workbook as letter": ("信.docx", workbook, BROKEN, package),
    "a letter as workbook": ("表.xlsx", package, BROKEN, workbook),
    "a plain zip": ("信.docx", lambda: _zip({"a.txt": "x"}), BROKEN, package),
    "macros": (
        "信.docx",
        lambda: package({"word/vbaProject.bin": b"x"}),
        ACTIVE,
        lambda: package({"word/media/a.png": b"x"}),
    ),
    "macros by type": (
        "信.docx",
        lambda: package(
            types=crafted.TYPES.replace(
                "</Types>",
                '<Default Extension="a" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
            )
        ),
        ACTIVE,
        package,
    ),
    "macro sheets": (
        "表.xlsx",
        lambda: workbook({"xl/macrosheets/sheet1.xml": "<a/>"}),
        ACTIVE,
        lambda: workbook({"xl/worksheets/sheet1.xml": "<a/>"}),
    ),
    "OLE": (
        "信.docx",
        lambda: package({"word/embeddings/oleObject1.bin": b"x"}),
        ACTIVE,
        lambda: package({"word/media/a.png": b"x"}),
    ),
    "OLE under another name": (
        "信.docx",
        lambda: package({"word/media/a.png": b"\xd0\xcf\x11\xe0x"}),
        ACTIVE,
        lambda: package({"word/media/a.png": factories.PNG}),
    ),
    "a program inside": (
        "信.docx",
        lambda: package({"word/media/a.png": b"MZ\x90"}),
        ACTIVE,
        lambda: package({"word/media/a.png": factories.PNG}),
    ),
    "a zip inside": (
        "信.docx",
        lambda: package({"word/media/a.emf": package()}),
        ACTIVE,
        lambda: package({"word/media/a.emf": b"x"}),
    ),
    "ActiveX": ("信.docx", lambda: package({"word/activeX/activeX1.xml": "<a/>"}), ACTIVE, package),
    "a template elsewhere": (
        "信.docx",
        lambda: package({"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://evil.example/t.dotm")}),
        OUTSIDE,
        lambda: package({"word/_rels/settings.xml.rels": relation("hyperlink", "http://gov.example/")}),
    ),
    "a picture elsewhere": (
        "信.docx",
        lambda: package({"word/_rels/document.xml.rels": relation("image", "file:////evil/a.png")}),
        OUTSIDE,
        lambda: package({"word/_rels/document.xml.rels": relation("image", "media/a.png", "Internal")}),
    ),
    "a field that fetches": (
        "信.docx",
        lambda: package(body=crafted.BODY.format("INCLUDEPICTURE http://x")),
        OUTSIDE,
        package,
    ),
    "a workbook elsewhere": (
        "表.xlsx",
        lambda: workbook({"xl/_rels/a.xml.rels": relation("externalLinkPath", "x.xlsx")}),
        OUTSIDE,
        workbook,
    ),
    "entities": ("信.docx", lambda: package(body='<!DOCTYPE a [<!ENTITY b "c">]>' + crafted.BODY), BOMB, package),
    "entities in UTF-16": (
        "信.docx",
        lambda: package({"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16")}),
        BOMB,
        lambda: package({"word/a.xml": "<a/>"}),
    ),
    "something before the zip": ("信.docx", lambda: b"PK\x03\x04" + b"<html>" + package(), "", package),
    "something behind the zip": ("信.docx", lambda: package() + b"<script>alert(1)</script>", BOMB, package),
    "HTML as DOCX": ("信.docx", lambda: b"<html></html>", "不是 DOCX 文件", package),
    "half a DOCX": ("信.docx", lambda: package()[:-40], "", package),
    "PDF and zip": ("文.pdf", lambda: pdf() + package(), TWO, pdf),
    "PDF and HTML": ("文.pdf", lambda: pdf(head=b"%PDF-1.4\n<html><script>alert(1)</script>"), TWO, pdf),
    "PDF with a script": (
        "文.pdf",
        lambda: pdf(b"4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"),
        SCRIPT,
        lambda: pdf(b"4 0 obj<</S/GoTo/D(a)>>endobj"),
    ),
    "a script with another spelling": (
        "文.pdf",
        lambda: pdf(b"4 0 obj<</S/J#61vaScript>>endobj"),
        SCRIPT,
        lambda: pdf(b"4 0 obj<</A(#61)>>endobj"),
    ),
    "a script in packed objects": (
        "文.pdf",
        lambda: pdf(crafted.packed_objects(b"<</S/JavaScript>>")),
        SCRIPT,
        lambda: pdf(crafted.packed_objects(b"<</S/GoTo>>")),
    ),
    "a form that acts": (
        "文.pdf",
        lambda: pdf(b"4 0 obj<</XFA 5 0 R>>endobj"),
        SCRIPT,
        lambda: pdf(b"4 0 obj<</Length 9>>stream\n/XFA /JS /\nendstream endobj"),
    ),
    "PDF that starts a program": ("文.pdf", lambda: pdf(b"4 0 obj<</S/Launch/F(cmd.exe)>>endobj"), SCRIPT, pdf),
    "PDF with a file in it": ("文.pdf", lambda: pdf(b"4 0 obj<</Names<</EmbeddedFiles 5 0 R>>>>endobj"), SCRIPT, pdf),
    "PDF with a password": ("文.pdf", lambda: pdf(trailer=b"<</Root 1 0 R/Encrypt 5 0 R>>"), "设有密码", pdf),
    "half a PDF": ("文.pdf", lambda: pdf()[:-8], "不完整或已损坏", pdf),
    "a PNG of 30,000 × 30,000": ("图.png", crafted.huge_png, PIXELS, lambda: crafted.huge_png(5_000)),
    "PNG and zip": ("图.png", lambda: GOOD["png"] + package(), TWO, lambda: GOOD["png"]),
    "half a PNG": ("图.png", lambda: GOOD["png"][:-6], "不完整或已损坏", lambda: GOOD["png"]),
    "JPEG and zip": ("图.jpg", lambda: GOOD["jpg"] + package(), TWO, lambda: GOOD["jpg"] + b"\0" * 40),
    "JPEG and HTML": ("图.jpg", lambda: GOOD["jpg"] + b"<script>", TWO, lambda: GOOD["jpg"]),
    "half a JPEG": ("图.jpg", lambda: GOOD["jpg"][:200], "不完整或已损坏", lambda: GOOD["jpg"]),
    "SVG": ("图.svg", lambda: b"<svg/>", "只收", lambda: GOOD["png"]),
    "EICAR as PDF": ("文.pdf", EICAR.encode, "不是 PDF 文件", pdf),
    "a mark in the name": ("机密文件.pdf", pdf, "纸质另存", pdf),
    "a mark in the text": (
        "信.docx",
        lambda: package(body=crafted.BODY.format("秘</w:t></w:r><w:r><w:t>密★10年")),
        "纸质另存",
        lambda: package(body=crafted.BODY.format("商业秘密的说明")),
    ),
}


def _zip(parts):
    return package(parts, types="").replace(b"word/document.xml", b"word/docunent.xml")


@pytest.mark.parametrize("case", CASES)
def test_what_is_dangerous_stays_out_for_its_reason(case):
    name, content, reason, _twin = CASES[case]
    with pytest.raises(BadInput) as refused:
        checked(name, content())
    assert reason in str(refused.value)
    assert name in str(refused.value)
    assert refused.value.field == "files"


@pytest.mark.parametrize("case", CASES)
def test_its_sound_twin_comes_in(case):
    name, _content, _reason, twin = CASES[case]
    assert checked(name.replace("机密", "公开").replace(".svg", ".png"), twin())


#: What stands on a page, and whether it is a mark: the level with its star (《国家秘密定密管理规定》), not the word.
PAGES = {
    "机密★10年": True,
    "秘密 ★ 长期": True,
    "绝 密★": True,
    "机密文件管理的规定": False,
    "保守国家秘密，人人有责": False,
    "商业秘密的说明": False,
}


def on_paper(words):
    return labels_pdf([Label("100000", "虚构区虚构街3号", words, "2026-0001")])


@pytest.mark.parametrize("words", PAGES)
def test_a_mark_on_a_page_of_a_pdf_is_refused_with_what_to_do_and_the_mere_word_is_not(words):
    content = on_paper(words)
    assert checked("文.pdf", content)
    if not PAGES[words]:
        refuse_marked_pages("文.pdf", content)
        return
    with pytest.raises(BadInput, match="纸质另存"):
        refuse_marked_pages("文.pdf", content)


def test_a_pdf_that_acts_or_is_broken_is_not_read_for_marks(monkeypatch):
    monkeypatch.setattr(attachments, "texts_of_pdf", lambda _content: pytest.fail("it was read"))
    content = on_paper("机密★10年")
    refuse_marked_pages("文.pdf", content.replace(b"%%EOF", b"/S/JavaScript %%EOF"))
    refuse_marked_pages("文.pdf", content[:-20])
    refuse_marked_pages("文.pdf", pdf())  # A scan: no font, no text.
    refuse_marked_pages("图.png", GOOD["png"])


def test_every_upload_is_read_for_marks(client_for):
    paper = (io.BytesIO(on_paper("秘密★20年")), "文.pdf")
    answer = send(client_for("clerk"), "/intake/new", **TYPED, files=paper)
    assert answer.status_code == 422
    assert "纸质另存" in text(answer)


def test_a_name_about_business_secrets_is_no_mark():
    assert checked("商业秘密说明.pdf", pdf())


NEVER, NEVER_IN_TEXT = re.compile(rb"(?!)"), re.compile("(?!)")


def through(_content):
    """A guard of shapes that has nothing against anything."""


#: Case → the guards that keep it out, each with what it is when it guards nothing. Then the file comes in: nothing else holds it.
GUARDS = {
    "many bombs": [(upload_packages, "_UNPACKED", 10**12), (upload_packages, "_OTHER_ENCODING", NEVER)],
    "a steep part": [(upload_packages, "_RATIO", 10**9)],
    "a flood of parts": [(upload_packages, "_PARTS", 10**6)],
    "a part outside": [(upload_packages, "_look_at_names", lambda *_: None)],
    "an absolute part": [(upload_packages, "_look_at_names", lambda *_: None)],
    "a backslash": [(upload_packages, "_look_at_names", lambda *_: None)],
    "a drive": [(upload_packages, "_look_at_names", lambda *_: None)],
    "a link": [(upload_packages, "_look_at_names", lambda *_: None)],
    "twins": [(upload_packages, "_look_at_names", lambda *_: None)],
    "no list of types": [(upload_packages, "_look_at_xml", lambda *_: None)],
    "macros": [(upload_packages, "_ACTIVE", NEVER_IN_TEXT)],
    "macros by type": [(upload_packages, "_MACRO", NEVER)],
    "macro sheets": [(upload_packages, "_ACTIVE", NEVER_IN_TEXT)],
    "OLE": [(upload_packages, "_ACTIVE", NEVER_IN_TEXT)],
    "ActiveX": [(upload_packages, "_ACTIVE", NEVER_IN_TEXT)],
    "OLE under another name": [(upload_packages, "_FOREIGN", ())],
    "a program inside": [(upload_packages, "_FOREIGN", ())],
    "a zip inside": [(upload_packages, "_FOREIGN", ())],
    "a template elsewhere": [(upload_packages, "_RELATION", NEVER)],
    "a picture elsewhere": [(upload_packages, "_RELATION", NEVER)],
    "a workbook elsewhere": [(upload_packages, "_RELATION", NEVER)],
    "a field that fetches": [(upload_packages, "_FETCHES", NEVER)],
    "entities": [(upload_packages, "_DOCTYPE", NEVER)],
    "entities in UTF-16": [(upload_packages, "_OTHER_ENCODING", NEVER)],
    "something behind the zip": [(upload_packages, "_look_at_sizes", lambda *_: None)],
    "PDF and zip": [(upload_shapes, "_ZIP_ENDS", b"\0nowhere"), (upload_shapes, "_OTHER_THINGS", NEVER)],
    "PDF and HTML": [(upload_shapes, "_OTHER_THINGS", NEVER)],
    "PDF with a script": [(upload_shapes, "_ACTIVE", NEVER)],
    "PDF that starts a program": [(upload_shapes, "_ACTIVE", NEVER)],
    "PDF with a file in it": [(upload_shapes, "_ACTIVE", NEVER)],
    "a script with another spelling": [(upload_shapes, "_ESCAPED", NEVER)],
    "a script in packed objects": [(upload_shapes, "_PACKED", NEVER)],
    "a form that acts": [(upload_shapes, "_FORM", NEVER)],
    "PDF with a password": [(upload_shapes, "_ENCRYPTED", NEVER)],
    "half a PDF": [(upload_shapes, "_PDF_ENDS", b"")],
    "a PNG of 30,000 × 30,000": [(upload_shapes, "_LARGEST_SIDE", 10**6), (upload_shapes, "_MOST_PIXELS", 10**12)],
    "JPEG and HTML": [(upload_shapes, "_OTHER_THINGS", NEVER)],
    "JPEG and zip": [(upload_shapes, "_ZIP_ENDS", b"\0nowhere"), (upload_shapes, "_OTHER_THINGS", NEVER)],
    "PNG and zip": [(attachments, "_SHAPES", {".png": through})],
    "half a PNG": [(attachments, "_SHAPES", {".png": through})],
    "half a JPEG": [(attachments, "_SHAPES", {".jpg": through})],
    "a mark in the name": [(upload_marks, "_IN_NAME", NEVER_IN_TEXT)],
    "a mark in the text": [(upload_marks, "_IN_TEXT", NEVER_IN_TEXT)],
}
#: What several guards keep out, each of which would do.
KEPT_OUT_TWICE = {
    *("a bomb", "a part that lies about its size", "a password on a part", "a workbook as letter"),
    *("a letter as workbook", "a plain zip", "something before the zip", "HTML as DOCX", "half a DOCX", "SVG"),
    "EICAR as PDF",
}


@pytest.mark.parametrize("case", GUARDS)
def test_without_its_guard_it_would_come_in(monkeypatch, case):
    """The broken twin of each guard."""
    for place, name, nothing in GUARDS[case]:
        monkeypatch.setattr(place, name, nothing)
    name, content, _reason, _twin = CASES[case]
    assert checked(name, content())


def test_every_case_has_its_guard():
    assert set(GUARDS) | KEPT_OUT_TWICE == set(CASES)


COSTS = """
import resource, sys, time
from gov_requests.records.attachments import checked
from gov_requests.refusals import BadInput
content = sys.stdin.buffer.read()
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
try:
    checked("信.docx", content)
except BadInput:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.perf_counter() - start)
"""


@pytest.mark.parametrize(
    "content", [crafted.bomb, crafted.many_small_bombs, crafted.flood_of_parts, crafted.lying_about_size]
)
def test_a_bomb_costs_little_memory_and_little_time(content):
    """118 KiB cost python-docx 3.2 GiB and 13 seconds."""
    done = subprocess.run([sys.executable, "-c", COSTS], input=content(), capture_output=True, check=True, cwd=ROOT)
    kilobytes, seconds = map(float, done.stdout.split())
    assert kilobytes < 150 * 1024
    assert seconds < 3
