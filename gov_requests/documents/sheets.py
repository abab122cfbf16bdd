"""Sheets of the casefile (卷内目录、检索记录、审查单、备考表) as PDF: a title, lines, tables."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from gov_requests.documents.pdf import printed
from gov_requests.documents.texts import TEXTS

LAYOUT: Final = TEXTS / "sheet.typ"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: heading, columns with their relative widths, rows of text."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str, ...]]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: whose, what it is called, its day, its lines and tables."""

    organ: str
    title: str
    dated: date
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def render_sheet(sheet: Sheet, font_dir: Path | None = None) -> bytes:
    """The sheet as PDF/A-2b; the same sheet gives the same bytes."""
    day = sheet.dated
    words = {
        "organ": sheet.organ,
        "title": sheet.title,
        "day": [day.year, day.month, day.day],
        "lines": sheet.lines,
        "tables": [asdict(table) for table in sheet.tables],
    }
    # Tuples of a table become lists, as the layout reads them.
    return printed(LAYOUT, "sheet", json.loads(json.dumps(words)), day=day, font_dir=font_dir)
