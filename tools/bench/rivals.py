"""A one-page letter by typst and by WeasyPrint, in one run. WeasyPrint lives in an environment of its own (`make rivals`)."""

import html
import json
import subprocess
from pathlib import Path

from gov_requests.documents import pdf
from gov_requests.documents.content import Letter
from tools.bench.letter import LETTERS, words
from tools.bench.measure import Comparison, Way, measure
from tools.bench.report import table

ROOT = Path(__file__).resolve().parents[2]
RIVAL = ROOT / "build" / "rivals" / "bin" / "python"
PROGRAM = Path(__file__).with_name("weasyprint_letter.py")
NOT_INSTALLED = """### A one-page letter, beside WeasyPrint

WeasyPrint is not installed: `make rivals` puts it into an environment of its own."""


def rivals() -> str:
    """Return the table, or that there is nothing to compare with."""
    if not RIVAL.exists():
        return NOT_INSTALLED
    with subprocess.Popen(
        [RIVAL, PROGRAM, pdf.FONTS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        pages = [_page(words(number)) for number in range(LETTERS)]

        def by_weasyprint() -> list[int]:
            return [_asked(other, page) for page in pages]

        by_weasyprint()  # Both are warm when they are timed.
        compared = Comparison(
            "A one-page letter, beside WeasyPrint",
            "letter",
            LETTERS,
            (
                Way(
                    "`render_pdf`, compiler kept warm",
                    lambda: [pdf.render_pdf(words(number)) for number in range(LETTERS)],
                ),
                Way("WeasyPrint, process and fonts kept warm", by_weasyprint),
            ),
            "The same words in the same fonts on the same paper; WeasyPrint without PDF/A, rare characters, the lines of 28 characters "
            "and the place of the seal.",
            rounds=5,
        )
        measured = table(compared, measure(compared))
        if other.stdin is not None:
            other.stdin.close()
    return measured


def _asked(other: subprocess.Popen[str], page: str) -> int:
    if other.stdin is None or other.stdout is None:
        raise ValueError("the process has no pipes")
    other.stdin.write(f"{page}\n")
    other.stdin.flush()
    return int(other.stdout.readline())


def _page(letter: Letter) -> str:
    rows = "".join(
        f"<tr><td>{html.escape(one.label)}</td><td>{html.escape(one.text)}</td></tr>" if one.label else ""
        for one in letter.paragraphs
    )
    texts = "".join(f"<p>{html.escape(one.text)}</p>" for one in letter.paragraphs if not one.label)
    signed = f"<p>{html.escape(letter.signatory)}</p><p>{html.escape(letter.printed_date)}</p>"
    return json.dumps(f"<h1>{html.escape(letter.title)}</h1><table>{rows}</table>{texts}{signed}", ensure_ascii=False)
