"""What is dangerous stays out, by the reason that it is dangerous for; its sound twin comes in."""

import subprocess
import sys

import pytest

from gov_requests.records import upload_packages
from gov_requests.records.attachments import checked
from gov_requests.refusals import BadInput
from tests import factories
from tests.records import crafted
from tests.records.crafted import GOOD, package, pdf, relation, workbook
from tests.support.sources import ROOT

BOMB, BROKEN, ACTIVE, OUTSIDE = "压缩炸弹", "不是完整的文件", "宏、嵌入对象或控件", "引用了外部的内容"
TWO, SCRIPT, PIXELS = "夹带着别的内容", "脚本、附件或自动动作", "像素过多"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

#: What it is, its name, its content, a part of the reason; and the twin that differs in nothing but the danger.
CASES = {
    "a bomb": ("信.docx", crafted.bomb, BOMB, package),
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


def test_a_name_about_business_secrets_is_no_mark():
    assert checked("商业秘密说明.pdf", pdf())


@pytest.mark.parametrize(
    ("guard", "case"),
    [
        ("_look_at_names", "macros"),
        ("_look_at_sizes", "something behind the zip"),
        ("_look_at_xml", "a template elsewhere"),
    ],
)
def test_without_its_guard_it_would_come_in(monkeypatch, guard, case):
    """The broken twins of the guards."""
    monkeypatch.setattr(upload_packages, guard, lambda *_: None)
    name, content, _reason, _twin = CASES[case]
    if case == "macros":
        content = lambda: package({"word/activeX/activeX1.xml": "<a/>"})  # noqa: E731
    assert checked(name, content())


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
