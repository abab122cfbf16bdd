"""Pages of the analysis: 纠错与败诉, and its export."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.disputes import analysis, bp
from gov_requests.disputes.narrowing import address_of, narrowing_of, organ_choices
from gov_requests.documents.exports import FORMATS
from gov_requests.records.base import db
from gov_requests.records.dispute_heads import attendance, hearings_seen
from gov_requests.records.dispute_rates import CONCLUDED, DIMENSIONS, TRIBUNALS, Narrowing, total
from gov_requests.records.disputes import Dispute
from gov_requests.today import today
from gov_requests.web.security import DOWNLOAD_POLICY

FIRST_YEAR = 2008
_YEARS_OFFERED = 6


def _asked() -> tuple[Narrowing, int, str, str]:
    """Return the narrowing, the year, the dimension and the tribunal that the address asks for."""
    given = narrowing_of(request.args)
    text = request.args.get("year", "")
    year = (
        int(text)
        if text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= today().year
        else today().year
    )
    by = request.args.get("by", "ground")
    tribunal = given.tribunal if given.tribunal in TRIBUNALS else "review"
    narrowing = Narrowing(
        basis=given.basis or CONCLUDED,
        since=date(year, 1, 1),
        until=date(year, 12, 31),
        organ=given.organ if organ_choices(current_user) else None,
        ground=given.ground,
    )
    return narrowing, year, by if by in DIMENSIONS else "ground", tribunal


@bp.get("/analysis")
def rates() -> ResponseReturnValue:
    """纠错与败诉."""
    narrowing, year, by, tribunal = _asked()
    chosen = replace(narrowing, tribunal=tribunal)
    day = today()
    rows = analysis.divided(current_user, chosen, by)
    tiles = [analysis.tile(current_user, narrowing, name) for name in TRIBUNALS]
    hidden = total(current_user, narrowing).self_corrected
    return render_template(
        "disputes/analysis.html",
        year=year,
        basis=analysis.BASES[narrowing.basis or CONCLUDED],
        tiles=tiles,
        pending=analysis.pending(current_user, narrowing, min(day, date(year, 12, 31))),
        attendance=attendance(current_user, narrowing),
        hearings_url=url_for("disputes.hearings", year=year, organ=narrowing.organ),
        hidden={"count": hidden, "url": analysis.address(narrowing, self_corrected=True)},
        rows=rows,
        whole=analysis.rate_row("合计", total(current_user, chosen), chosen),
        rate=analysis.RATES[tribunal],
        dimension=DIMENSIONS[by].title,
        quarters=analysis.quarters(current_user, chosen, day),
        years=analysis.years(current_user, chosen, day),
        reasons=analysis.reasons(current_user, narrowing),
        fields=_fields(narrowing, year, by, tribunal),
        export=_export_url(narrowing, year, by, tribunal),
    )


def _fields(narrowing: Narrowing, year: int, by: str, tribunal: str) -> list[dict[str, Any]]:
    """Return the choices of the page, each with what is chosen; none of them can be left empty but the organ."""
    offered = range(today().year, today().year - _YEARS_OFFERED, -1)
    fields = [
        ("year", "年度", [(str(one), f"{one} 年") for one in sorted({*offered, year}, reverse=True)], str(year)),
        ("basis", "口径", [(key, f"口径：{words[0]}") for key, words in analysis.BASES.items()], narrowing.basis),
        ("tribunal", "复议或诉讼", list(analysis.RATES.items()), tribunal),
        ("by", "划分", [(key, f"按{title}") for key, title in analysis.dimension_choices()], by),
    ]
    organs = organ_choices(current_user)
    if organs:
        fields.append(("organ", "单位", [("", "全区各单位"), *organs], str(narrowing.organ or "")))
    return [
        {"name": name, "label": label, "choices": choices, "value": value} for name, label, choices, value in fields
    ]


def _export_url(narrowing: Narrowing, year: int, by: str, tribunal: str) -> str:
    kept: dict[str, Any] = {
        name: value for name, value in address_of(narrowing).items() if name in ("basis", "organ", "ground")
    }
    return url_for("disputes.rates_export", year=year, by=by, tribunal=tribunal, **kept)


@bp.get("/analysis/hearings")
def hearings() -> ResponseReturnValue:
    """负责人出庭应诉: the hearings of the year, with who stood there or why not."""
    narrowing, year, _by, _tribunal = _asked()
    held = hearings_seen(current_user, narrowing)
    query = sa.select(Dispute.id, Dispute.number, Dispute.body).where(Dispute.id.in_({one.dispute_id for one in held}))
    named = {row.id: row for row in db.session.execute(query)}
    rows = [(one, named[one.dispute_id]) for one in sorted(held, key=lambda one: (one.on, one.dispute_id))]
    return render_template("disputes/hearings.html", rows=rows, year=year, there=sum(one.there for one in held))


@bp.get("/analysis.xlsx")
def rates_export() -> ResponseReturnValue:
    """The table of the page as a workbook, with its definition in the last row."""
    narrowing, year, by, tribunal = _asked()
    chosen = replace(narrowing, tribunal=tribunal)
    media_type, write = FORMATS["xlsx"]
    words = analysis.BASES[narrowing.basis or CONCLUDED]
    rows = [
        *analysis.as_rows(analysis.divided(current_user, chosen, by)),
        *analysis.as_rows([analysis.rate_row("合计", total(current_user, chosen), chosen)]),
        (f"口径：{words[0]}；{words[1]}",),
    ]
    answer = Response(write(analysis.HEADINGS, rows), mimetype=media_type)
    name = f"{year}年{analysis.RATES[tribunal]}（按{DIMENSIONS[by].title}）.xlsx"
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    return answer
