"""A workbook of 118 KiB that is made to cost much costs at most 150 MB and is answered in seconds, read or refused."""

import io
import random
import subprocess
import sys
import zipfile

import pytest

from tests.ledger.ledgers import request, workbook
from tests.support.sources import ROOT

SIZE, MOST_MB, MOST_SECONDS = 118 * 1024, 150, 10
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
OVERRIDE = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
#: Run by itself, so that what it costs is what the file costs.
READ = """
import resource, sys, time
from gov_requests.ledger.reading import read_ledger
from gov_requests.refusals import BadInput
content = sys.stdin.buffer.read()
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    told = f"{sum(map(len, read_ledger(content).lines.values()))} rows"
except BadInput:
    told = "refused"
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
print(grown, time.process_time() - start, told)
"""
chance = random.Random(6)


def rows():
    """Rows of empty and of tiny cells, far apart."""
    for number in range(3, 400_000):
        cells = "".join(f'<c r="{letter}{number}"/>' for letter in chance.sample("ABCDEFGHIJ", 3))
        yield f'<row r="{number}">{cells}</row>'


def numbers():
    """Cells that say they stand in the last column of all."""
    for number in range(3, 400_000):
        yield f'<row r="{number}"><c r="XFD{number}" t="n"><v>{chance.choice("123")}</v></c></row>'


def jumps():
    """Rows that say they stand a million further down, and up again."""
    for _ in range(400_000):
        yield f'<row r="{chance.choice((1048576, 3, 1000000))}"><c t="n"><v>{chance.choice("12")}</v></c></row>'


def strings():
    """Shared strings that nothing uses."""
    for _ in range(900_000):
        yield f"<si><t>{chance.choice('甲乙丙')}</t></si>"


def nested():
    """Elements inside elements."""
    for _ in range(400_000):
        yield f"<{chance.choice('abc')}>"


def one_piece():
    """The same piece over and over."""
    yield "<row/>" * 13_000_000


BOMBS = {
    "rows": (SHEET, rows),
    "numbers": (SHEET, numbers),
    "jumps": (SHEET, jumps),
    "strings": (STRINGS, strings),
    "nested": (SHEET, nested),
    "one piece": (SHEET, one_piece),
}


def bomb(part, pieces):
    """The workbook with as many of the pieces in front of a part's end as 118 KiB hold."""
    with zipfile.ZipFile(io.BytesIO(workbook([request()]))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[STRINGS] = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", OVERRIDE + b"</Types>")
    end = b"</sst>" if part == STRINGS else b"</sheetData>"
    head, end, rest = parts[part].partition(end)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name, content in parts.items():
            if name != part:
                new.writestr(name, content)
        with new.open(part, "w", force_zip64=True) as file:
            file.write(head)
            for number, piece in enumerate(pieces()):
                file.write(piece.encode())
                if number % 500 == 0 and kept.tell() > SIZE - 8 * 1024:
                    break
            file.write(end + rest)
    return kept.getvalue()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little(name):
    content = bomb(*BOMBS[name])
    assert len(content) < SIZE + 32 * 1024
    done = subprocess.run(
        [sys.executable, "-c", READ], input=content, capture_output=True, cwd=ROOT, check=True, timeout=120
    )
    grown, seconds, told = done.stdout.decode().split(maxsplit=2)
    print(name, len(content), grown, seconds, told)  # noqa: T201 - shown with -s
    assert int(grown) <= MOST_MB, told
    assert float(seconds) <= MOST_SECONDS, told
