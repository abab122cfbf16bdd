"""The annual report: its parts, the requests behind every number, editions, files."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Scope
from gov_requests.documents.annual_docx import annual_docx
from gov_requests.documents.annual_grid import table_four_grid, table_three_grid, table_two_grid
from gov_requests.documents.annual_xlsx import annual_xlsx
from gov_requests.documents.docx import DOCX
from gov_requests.documents.workbooks import XLSX
from gov_requests.oversight import bp
from gov_requests.oversight.annual_actions import changes
from gov_requests.oversight.annual_forms import TEXTS
from gov_requests.oversight.annual_text import PARTS, content_of
from gov_requests.oversight.lineage import listed
from gov_requests.records.annual import in_column, in_row, of_organ, years_with_cases
from gov_requests.records.annual_disputes import in_cell
from gov_requests.records.annual_reports import ALL, AnnualReport, editions, figures, reachable
from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Organ
from gov_requests.records.standing_in import granted
from gov_requests.refusals import NotFound
from gov_requests.statute.annual_report import (
    APPLICANTS,
    BLOCKS,
    BUCKETS,
    COLUMNS,
    LEAVES,
    RESULTS,
    ROWS,
    TITLES,
    TOTAL,
    column_title,
    due_days,
)
from gov_requests.today import today

#: The tabs: those of the form, and what must add up.
TABS = {**PARTS, "checks": "勾稽检查"}
_KINDS = {"docx": (DOCX, annual_docx), "xlsx": (XLSX, annual_xlsx)}


@bp.get("/oversight/reports/")
def reports() -> ResponseReturnValue:
    """年度报告: the years of the own organ, or of every organ and the district."""
    sees_all = Scope.DISTRICT in granted(current_user, Action.ANNUAL_REPORT)
    years = years_with_cases(None if sees_all else current_user.organ_id) or [today().year]
    year = request.args.get("year", type=int) or years[0]
    organs: Sequence[Organ] = (
        db.session.scalars(sa.select(Organ).order_by(Organ.code)).all() if sees_all else [current_user.organ]
    )
    query = sa.select(AnnualReport.whose, sa.func.max(AnnualReport.edition), sa.func.max(AnnualReport.frozen_at))
    frozen = {
        whose: (edition, at)
        for whose, edition, at in db.session.execute(
            query.where(AnnualReport.year == year).group_by(AnnualReport.whose)
        )
    }
    return render_template(
        "oversight/reports.html",
        years=years,
        year=year,
        rows=[*((organ.code, organ.name) for organ in organs), *([(ALL, "全区汇总")] if sees_all else [])],
        frozen=frozen,
        due=due_days(year),
        day=today(),
    )


@bp.get("/oversight/reports/<string:code>/<int:year>/<string:part>")
def annual(code: str, year: int, part: str) -> ResponseReturnValue:
    """One part of a report: of its last frozen edition, of another one, or as the cases make it now (``edition=0``)."""
    organ = _organ(code, year)
    if part not in TABS:
        abort(404)
    content, edition, kept = _shown(organ, year)
    live = content if edition is None else content_of(figures(organ, year))
    return render_template(
        "oversight/annual.html",
        code=code,
        year=year,
        part=part,
        parts=TABS,
        texts=TEXTS,
        content=content,
        edition=edition,
        editions=kept,
        changes=list(changes(edition.content, live)) if edition else [],
        grid=_grid(part, content),
        due=due_days(year),
        compiles=_compiles(organ),
        over=today().year > year,
        as_asked=request.args.get("edition"),
    )


def _organ(code: str, year: int) -> Organ | None:
    if not 2008 <= year <= 2100:
        raise NotFound("没有这一年度的报告。")
    return reachable(code, current_user, Action.ANNUAL_REPORT)


def _compiles(organ: Organ | None) -> bool:
    extent = granted(current_user, Action.COMPILE_REPORT)
    return Scope.DISTRICT in extent if organ is None else Scope.ORGAN in extent and organ.id == current_user.organ_id


def _shown(organ: Organ | None, year: int) -> tuple[Mapping[str, Any], AnnualReport | None, Sequence[AnnualReport]]:
    """Return the content to show, the edition that it is (None: as the cases make it now), and all editions."""
    kept = editions(ALL if organ is None else organ.code, year)
    asked = request.args.get("edition", type=int)
    if not kept or asked == 0:
        return content_of(figures(organ, year)), None, kept
    chosen = next((row for row in kept if row.edition == asked), None) if asked is not None else kept[0]
    if chosen is None:
        raise NotFound("没有这一版定稿。")
    return chosen.content, chosen, kept


def _grid(part: str, content: Mapping[str, Any]) -> Any:
    makers: dict[str, Any] = {"table2": table_two_grid, "table3": table_three_grid, "table4": table_four_grid}
    return makers[part](content[part]) if part in makers else None


@bp.get("/oversight/reports/<string:code>/<int:year>/cases")
def annual_cases(code: str, year: int) -> ResponseReturnValue:
    """The requests that a cell of table three counts, of the edition shown or as they stand now."""
    organ = _organ(code, year)
    row, column = request.args.get("row", ""), request.args.get("column", "")
    if row not in ROWS or column not in COLUMNS:
        abort(404)
    _content, edition, _kept = _shown(organ, year)
    holds = _of_cell(organ, year, row, column, edition)
    return render_template(
        "oversight/cases.html",
        title=f"{TITLES[row]}　{column_title(column)}",
        crumbs=[("年度报告", url_for("oversight.reports", year=year)), (f"{year} 年表三", _back(code, year, "table3"))],
        meta=[f"定稿第 {edition.edition} 版" if edition else "按现在的登记"],
        found=listed(current_user, holds, after=request.args.get("after", 0, type=int)),
        address="oversight.annual_cases",
        kept={"code": code, "year": year, "row": row, "column": column, "edition": request.args.get("edition")},
    )


def _back(code: str, year: int, part: str) -> str:
    return url_for("oversight.annual", code=code, year=year, part=part, edition=request.args.get("edition"))


def _of_cell(organ: Organ | None, year: int, row: str, column: str, edition: AnnualReport | None) -> Any:
    if edition is None or not edition.cases:
        return sa.and_(in_row(row, year), in_column(column), of_organ(organ.id if organ else None))
    ids = set()
    for leaf in LEAVES if row == RESULTS else (row,):
        for kind in APPLICANTS if column == TOTAL else (column,):
            ids |= set(edition.cases.get(leaf, {}).get(kind, ()))
    return CaseState.case_id.in_(ids)


@bp.get("/oversight/reports/<string:code>/<int:year>/disputes")
def annual_disputes(code: str, year: int) -> ResponseReturnValue:
    """The disputes that a cell of table four counts, as they stand now."""
    organ = _organ(code, year)
    block, bucket = request.args.get("row", ""), request.args.get("column", "")
    if block not in BLOCKS or bucket not in (*BUCKETS, TOTAL):
        abort(404)
    query = (
        sa.select(DisputeState, Dispute.number, Dispute.body, Organ.name)
        .join(Dispute, Dispute.id == DisputeState.dispute_id)
        .join(Organ, Organ.id == DisputeState.organ_id)
        .where(in_cell(block, bucket, year), DisputeState.organ_id == organ.id if organ else sa.true())
    )
    return render_template(
        "oversight/disputes.html",
        title=f"{BLOCKS[block]}　{BUCKETS.get(bucket, '总计')}",
        crumbs=[("年度报告", url_for("oversight.reports", year=year)), (f"{year} 年表四", _back(code, year, "table4"))],
        rows=db.session.execute(query.order_by(DisputeState.received_on, DisputeState.dispute_id).limit(500)).all(),
        buckets=BUCKETS,
    )


@bp.get("/oversight/reports/<string:code>/<int:year>/file/<string:kind>")
def annual_file(code: str, year: int, kind: str) -> ResponseReturnValue:
    """The report as DOCX or XLSX."""
    organ = _organ(code, year)
    if kind not in _KINDS:
        abort(404)
    media_type, render = _KINDS[kind]
    answer = Response(render(_shown(organ, year)[0]), content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename=annual-report-{year}.{kind}"
    return answer
