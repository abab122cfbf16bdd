"""The same letter by WeasyPrint, kept warm: run by the interpreter of an environment that has it. A line in, one letter out, its size back.

`python weasyprint_letter.py FONTS`: reads one page of HTML a line (as JSON), writes the size of the PDF.
"""

import json
import sys

from weasyprint import CSS, HTML  # type: ignore[import-not-found]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

CSS_TEXT = """
@font-face { font-family: fang; src: url(file://%(fonts)s/FandolFang-Regular.otf); }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-right { content: "— " counter(page) " —"; } }
body { font: 16pt/28.95pt fang; text-align: justify; } h1 { font-size: 22pt; text-align: center; } p { text-indent: 2em; margin: 0; }
table { border-collapse: collapse; width: 100%%; } td { border: 0.5pt solid black; padding: 2pt; }
"""


def main(fonts: str) -> None:
    """Answer until the input ends."""
    known = FontConfiguration()
    style = CSS(string=CSS_TEXT % {"fonts": fonts}, font_config=known)
    for line in sys.stdin:
        pdf = HTML(string=json.loads(line)).write_pdf(stylesheets=[style], font_config=known)
        print(len(pdf), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
