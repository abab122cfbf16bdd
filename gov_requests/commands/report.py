"""``report annual``: the annual report of an organ or the district, from the cases."""

import json
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from gov_requests.documents.annual_docx import annual_docx
from gov_requests.documents.annual_xlsx import annual_xlsx
from gov_requests.oversight.annual_text import content_of
from gov_requests.records.annual_reports import Figures, figures, organ_of
from gov_requests.refusals import NotFound
from gov_requests.statute.annual_report import TITLES, TOTAL

report = AppGroup("report", help="Statutory reports (年度报告).")


@report.command("annual")
@click.option("--organ", "code", required=True, help="An organ's code, or ALL for the district's total.")
@click.option("--year", required=True, type=click.IntRange(2008, 2100))
@click.option("--json", "as_json", is_flag=True, help="Print the tables and their identities as JSON.")
@click.option("--docx", type=click.Path(dir_okay=False, path_type=Path), help="Write the report in the official form.")
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables as a workbook.")
def annual(code: str, year: int, docx: Path | None, xlsx: Path | None, *, as_json: bool) -> None:
    """Count the report of a year; without an option print its totals. An identity that does not hold is told on standard error."""
    try:
        found = figures(organ_of(code), year)
    except NotFound as unknown:
        click.echo(str(unknown), err=True)
        sys.exit(1)
    if docx is not None:
        docx.write_bytes(annual_docx(content_of(found)))
    if xlsx is not None:
        xlsx.write_bytes(annual_xlsx(content_of(found)))
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    elif docx is None and xlsx is None:
        _tell(found)
    for broken in (row for row in found.identities if not row.holds):
        click.echo(f"勾稽关系 {broken.name} 不成立：{broken.detail}", err=True)


def _tell(found: Figures) -> None:
    click.echo(f"{found.organ} {found.year} 年")
    for row, title in TITLES.items():
        click.echo(f"{found.three[row][TOTAL]:>7}  {title}")
