"""The board: lights, ageing, workload, what is about to slip; every number opens to its list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Scope
from gov_requests.oversight import bp, charts
from gov_requests.oversight.board_words import LISTS, TILES
from gov_requests.oversight.disputes_owed import losing_grounds, owed, resting_on, results_by_organ
from gov_requests.oversight.ladder import AHEAD
from gov_requests.oversight.lineage import listed
from gov_requests.records.annual_reports import AnnualReport
from gov_requests.records.base import db
from gov_requests.records.board import closed_by_month, criteria, due_by_day, open_counts, received_by_month
from gov_requests.records.calendar import calendar
from gov_requests.records.cases import NEVER, CaseState
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.scope import scope
from gov_requests.records.standing_in import granted
from gov_requests.statute.annual_report import due_days
from gov_requests.statute.reply_kinds import REPLY_KINDS
from gov_requests.today import now, today
from gov_requests.web.case_head import thresholds

MONTHS_BACK = 12
_MONTHS = 100


@bp.get("/oversight/board")
def board() -> ResponseReturnValue:
    """督办看板: of the district, or of what lies in one's own reach."""
    day = today()
    visible = scope(current_user, Action.OVERSEE)
    counted = criteria(day, thresholds())
    rows = open_counts(visible, counted)
    months = _months(day)
    closed = closed_by_month(visible, months[0], months[-1])
    results = results_by_organ(current_user, day.year)
    sees_all = Scope.DISTRICT in granted(current_user, Action.OVERSEE)
    return render_template(
        "oversight/board.html",
        day=day,
        at=now(),
        sees_all=sees_all,
        total=_sum(rows),
        tiles=TILES,
        lists=LISTS,
        by_organ=_grouped(rows, "organ_id", _names(Organ), closed, results, day),
        by_section=_grouped(rows, "section_id", _names(Section)),
        by_person=_grouped(rows, "handler_id", _names(Person)),
        on_time=_on_time(closed, day.year),
        results=results,
        upcoming=charts.bars(_upcoming(visible, day)),
        trend=_trend(visible, months, closed),
        months=[f"{month // _MONTHS % _MONTHS}-{month % _MONTHS:02d}" for month in months],
        ahead=AHEAD,
        year_urls=_months_of_year(day.year),
        first=listed(current_user, _soonest(visible, day), size=5).rows,
        owed=owed(current_user, day),
        grounds=losing_grounds(current_user, visible),
        annual=_annual(day, sees_all=sees_all),
    )


def _soonest(visible: sa.ColumnElement[bool], day: date) -> sa.ColumnElement[bool]:
    nearest = (
        sa.select(CaseState.case_id)
        .where(CaseState.closed_on.is_(None), visible, CaseState.sort_on <= calendar().add(day, 2))
        .order_by(CaseState.sort_on, CaseState.case_id)
        .limit(5)
    )
    return CaseState.case_id.in_(list(db.session.scalars(nearest)))


def _sum(rows: Iterable[Mapping[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in rows:
        total.update({name: int(value or 0) for name, value in row.items() if name in LISTS})
    return total


def _names(table: Any) -> dict[int, str]:
    return dict(db.session.execute(sa.select(table.id, table.name)).all())


def _grouped(
    rows: Sequence[Mapping[str, Any]],
    key: str,
    names: Mapping[int, str],
    closed: Sequence[Any] = (),
    results: Mapping[int, Counter[str]] | None = None,
    day: date | None = None,
) -> list[dict[str, Any]]:
    """Add the counts up by organ, section or person, the one with the soonest safe date first."""
    groups: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row[key] is not None:
            groups[row[key]].append(row)
    found = []
    for one, own in groups.items():
        soonest = min(row["soonest"] for row in own)
        line = {"id": one, "name": names.get(one, "—"), **_sum(own), "soonest": None if soonest == NEVER else soonest}
        if day is not None and results is not None:
            line["on_time"] = _on_time([row for row in closed if row.organ_id == one], day.year)
            line["disputes"] = results.get(one, Counter())
            line["urls"] = _fractions(one, day.year)
        found.append(line)
    return sorted(found, key=lambda line: (line["soonest"] or NEVER, line["name"]))


def _months_of_year(year: int) -> dict[str, str]:
    first, last = year * _MONTHS + 1, year * _MONTHS + 12
    return {key: _months_url(key, first, last) for key in ("in_time", "judged")}


def _fractions(organ_id: int, year: int) -> dict[str, str]:
    """Return the addresses of an organ's numbers of the year: replies in time of those judged, disputes corrected of those concluded."""
    first, last = year * _MONTHS + 1, year * _MONTHS + 12
    own: dict[str, Any] = {
        "basis": "concluded",
        "since": f"{year}-01-01",
        "until": f"{year}-12-31",
        "organ": organ_id,
        "list": "all",
    }
    return {
        "in_time": _months_url("in_time", first, last, organ=organ_id),
        "judged": _months_url("judged", first, last, organ=organ_id),
        "corrected": url_for("disputes.index", **own, bucket="corrected"),
        "concluded": url_for("disputes.index", **own),
    }


def _on_time(closed: Iterable[Any], year: int) -> tuple[int, int]:
    """Return how many replies of a year were in time by the statutory date, of how many that were judged."""
    own = [row for row in closed if row.closed_month // _MONTHS == year]
    in_time, late = sum(row.in_time for row in own), sum(row.late for row in own)
    return in_time, in_time + late


def _upcoming(visible: sa.ColumnElement[bool], day: date) -> list[tuple[str, int, str, str | None]]:
    days = calendar()
    first = day if days.is_workday(day) else days.add(day, 1)
    ahead = [first, *(days.add(first, n) for n in range(1, AHEAD))]
    due, limits = due_by_day(visible, ahead[0], ahead[-1]), thresholds()
    rows: list[tuple[str, int, str, str | None]] = []
    for place, one in enumerate(ahead):
        css = "r" if place <= limits.red else "y" if place <= limits.yellow else "g"
        url = url_for("oversight.board_day", day=one.isoformat())
        rows.append((f"{one:%m-%d}", due.get(one, 0), css, url))
    return rows


def _months(day: date) -> list[int]:
    last = day.year * 12 + day.month - 1
    # From January at the latest: the year's own rates are counted from the same rows.
    back = max(MONTHS_BACK, day.month) - 1
    return [month // 12 * _MONTHS + month % 12 + 1 for month in range(last - back, last + 1)]


def _trend(visible: sa.ColumnElement[bool], months: Sequence[int], closed: Sequence[Any]) -> list[charts.Series]:
    received: Counter[int] = Counter()
    for row in received_by_month(visible, months[0], months[-1]):
        received[row.received_month] += row.received
    ended, late = Counter[int](), Counter[int]()
    for row in closed:
        ended[row.closed_month] += row.closed
        late[row.closed_month] += row.late
    return charts.lines(
        [
            (words, css, [sums[month] for month in months], [_months_url(key, month, month) for month in months])
            for key, words, css, sums in (
                ("received", "收到", "", received),
                ("closed", "办结", "two", ended),
                ("late", "逾期办结", "three", late),
            )
        ]
    )


def _months_url(key: str, first: int, last: int, **more: Any) -> str:
    return url_for("oversight.board_months", key=key, since=first, until=last, **more)


def _annual(day: date, *, sees_all: bool) -> dict[str, Any] | None:
    """Return how far last year's reports are, until the district's day has passed."""
    year = day.year - 1
    due = due_days(year)
    if day > due[1]:
        return {"year": day.year, "due": due_days(day.year), "frozen": None}
    frozen = sa.select(sa.func.count(sa.distinct(AnnualReport.whose))).where(AnnualReport.year == year)
    own = frozen if sees_all else frozen.where(AnnualReport.whose == current_user.organ.code)
    return {"year": year, "due": due, "frozen": db.session.scalar(own)}


@bp.get("/oversight/list/<string:key>")
def board_list(key: str) -> ResponseReturnValue:
    """The requests behind a number of the board."""
    counted = criteria(today(), thresholds())
    if key not in counted:
        abort(404)
    kept = {name: request.args.get(name, type=int) for name in ("organ", "section", "handler")}
    holds = [CaseState.closed_on.is_(None), scope(current_user, Action.OVERSEE), counted[key]]
    columns = (CaseState.organ_id, CaseState.section_id, CaseState.handler_id)
    holds += [column == number for column, number in zip(columns, kept.values(), strict=True) if number is not None]
    return _cases(LISTS[key], [f"截至 {today().isoformat()}"], holds, "oversight.board_list", {"key": key, **kept})


#: What a number of months counts: its words, the column of the month, what holds besides.
_OF_MONTHS: dict[str, tuple[str, Any, sa.ColumnElement[bool]]] = {
    "received": ("收到的申请（按法定收到日）", CaseState.received_month, sa.true()),
    "closed": ("办结的申请（按计算日）", CaseState.closed_month, sa.true()),
    "in_time": ("法定期限内答复的申请", CaseState.closed_month, CaseState.on_time.is_(True)),
    "judged": ("能判断是否按期的答复", CaseState.closed_month, CaseState.on_time.is_not(None)),
    "late": ("逾期办结的申请", CaseState.closed_month, CaseState.on_time.is_(False)),
}


@bp.get("/oversight/months/<string:key>")
def board_months(key: str) -> ResponseReturnValue:
    """The requests behind a point of the trend, or behind an organ's fraction of the year."""
    if key not in _OF_MONTHS:
        abort(404)
    kept = {name: request.args.get(name, type=int) for name in ("since", "until", "organ")}
    title, month, besides = _OF_MONTHS[key]
    holds = [scope(current_user, Action.OVERSEE), besides, month.between(kept["since"] or 0, kept["until"] or 0)]
    if kept["organ"] is not None:
        holds.append(CaseState.organ_id == kept["organ"])
    return _cases(title, [f"{kept['since']} 至 {kept['until']}"], holds, "oversight.board_months", {"key": key, **kept})


@bp.get("/oversight/days/<string:day>")
def board_day(day: str) -> ResponseReturnValue:
    """The open requests whose safe date is a day."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    holds = [CaseState.closed_on.is_(None), scope(current_user, Action.OVERSEE), CaseState.sort_on == on]
    return _cases("到期申请", [f"安全期限 {on.isoformat()}"], holds, "oversight.board_day", {"day": day})


@bp.get("/oversight/grounds/<string:ground>")
def board_ground(ground: str) -> ResponseReturnValue:
    """The requests whose reply is on its way and rests on a ground."""
    if ground not in REPLY_KINDS:
        abort(404)
    visible = scope(current_user, Action.OVERSEE)
    holds = [CaseState.case_id.in_(resting_on(ground, visible)), visible]
    return _cases(f"拟作“{REPLY_KINDS[ground].title}”的答复", [], holds, "oversight.board_ground", {"ground": ground})


def _cases(
    title: str, meta: list[str], holds: Sequence[sa.ColumnElement[bool]], address: str, kept: Mapping[str, Any]
) -> ResponseReturnValue:
    return render_template(
        "oversight/cases.html",
        title=title,
        crumbs=[("督办看板", url_for("oversight.board"))],
        meta=meta,
        found=listed(current_user, sa.and_(*holds), after=request.args.get("after", 0, type=int)),
        address=address,
        kept=kept,
    )
