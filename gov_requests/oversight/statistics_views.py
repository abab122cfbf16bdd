"""Statistics on demand (统计查询): what was received or closed in a span of months, by one property; as a page and as a workbook."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gov_requests.access import Action, Scope
from gov_requests.documents.exports import FORMATS
from gov_requests.oversight import bp
from gov_requests.oversight.lineage import listed
from gov_requests.records.base import db
from gov_requests.records.cases import CaseState
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.scope import scope
from gov_requests.records.standing_in import granted
from gov_requests.records.subjects import about, subject_of
from gov_requests.terms import APPLICANT_KINDS, CHANNELS, REPORT_ROWS
from gov_requests.today import today

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
#: What may be counted: key → words, and the month that places a request.
COUNTED = {
    "received": ("收到（按法定收到日）", CaseState.received_month),
    "closed": ("办结（按计算日）", CaseState.closed_month),
}
#: By what: key → words, the column, its values' words (None: looked up by id, or written as it is).
BY: dict[str, tuple[str, Any, Mapping[str, str] | None]] = {
    "channel": ("收到方式", CaseState.channel, CHANNELS),
    "applicant": ("申请人类型", CaseState.applicant_kind, APPLICANT_KINDS),
    "result": ("办理结果", CaseState.report_row, REPORT_ROWS),
    "month": ("月份", None, None),
    "organ": ("单位", CaseState.organ_id, None),
    "section": ("科室", CaseState.section_id, None),
    "handler": ("承办人", CaseState.handler_id, None),
}
_TABLES: dict[str, Any] = {"organ": Organ, "section": Section, "handler": Person}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, with what cannot be read replaced by this year so far."""

    what: str
    by: str
    since: str
    until: str
    about: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Asked":
        """Read a query string."""
        day = today()
        since, until = sent.get("since", ""), sent.get("until", "")
        return cls(
            sent.get("what", "") if sent.get("what") in COUNTED else "received",
            sent.get("by", "") if sent.get("by") in BY else "channel",
            since if _MONTH.fullmatch(since) else f"{day.year}-01",
            until if _MONTH.fullmatch(until) else f"{day:%Y-%m}",
            subject_of(sent.get("about", "")),
        )

    @property
    def column(self) -> Any:
        """The column that the counts are by."""
        found = BY[self.by][1]
        return COUNTED[self.what][1] if found is None else found

    @property
    def holds(self) -> sa.ColumnElement[bool]:
        """Which requests are counted: those of the span within the reader's reach."""
        first, last = (int(text.replace("-", "")) for text in (self.since, self.until))
        criterion: sa.ColumnElement[bool] = COUNTED[self.what][1].between(first, last)
        if self.about:
            everywhere = Scope.DISTRICT in granted(current_user, Action.OVERSEE)
            criterion = sa.and_(criterion, about(self.about, None if everywhere else [current_user.organ_id]))
        return sa.and_(criterion, scope(current_user, Action.OVERSEE))

    @property
    def given(self) -> dict[str, str]:
        """What makes the same query again."""
        kept = {"what": self.what, "by": self.by, "since": self.since, "until": self.until}
        return kept | ({"about": self.about} if self.about else {})


def _counts(asked: Asked) -> list[tuple[Any, str, int]]:
    """Return value, words, number: the largest first, months in their order."""
    query = sa.select(asked.column, sa.func.count()).where(asked.holds).group_by(asked.column)
    found = [(value, how_many) for value, how_many in db.session.execute(query)]
    words = _words(asked.by)
    rows = [
        (value, words.get(value, "未载明" if value is None else _plain(value)), how_many) for value, how_many in found
    ]
    return (
        sorted(rows, key=lambda row: row[0]) if asked.by == "month" else sorted(rows, key=lambda row: (-row[2], row[1]))
    )


def _words(by: str) -> Mapping[Any, str]:
    table = _TABLES.get(by)
    if table is None:
        return BY[by][2] or {}
    return dict(db.session.execute(sa.select(table.id, table.name)).all())


def _plain(value: Any) -> str:
    return f"{value // 100}-{value % 100:02d}" if isinstance(value, int) else str(value)


@bp.get("/oversight/statistics")
def statistics() -> ResponseReturnValue:
    """统计查询."""
    asked = Asked.of(request.args)
    rows = _counts(asked)
    fields = [
        {
            "name": "what",
            "label": "统计",
            "choices": [(key, words) for key, (words, _) in COUNTED.items()],
            "value": asked.what,
        },
        {"name": "by", "label": "分类", "choices": [(key, row[0]) for key, row in BY.items()], "value": asked.by},
        {"name": "since", "label": "自某月", "placeholder": "自 2026-01", "value": asked.since},
        {"name": "until", "label": "至某月", "placeholder": "至 2026-11", "value": asked.until},
        {"name": "about", "label": "主题", "placeholder": "主题，如 征收", "value": asked.about},
    ]
    return render_template(
        "oversight/statistics.html",
        asked=asked,
        rows=rows,
        total=sum(row[2] for row in rows),
        fields=fields,
        what=COUNTED[asked.what][0],
        by=BY[asked.by][0],
        formats=FORMATS,
    )


@bp.get("/oversight/statistics/file/<string:kind>")
def statistics_file(kind: str) -> ResponseReturnValue:
    """The table as a workbook or CSV: numbers only, nobody's data."""
    asked, chosen = Asked.of(request.args), FORMATS.get(kind)
    if chosen is None:
        return "", 404
    media_type, write = chosen
    content = write([BY[asked.by][0], "件数"], [(words, how_many) for _value, words, how_many in _counts(asked)])
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename=statistics-{today():%Y%m%d}.{kind}"
    return answer


def _again(asked: Asked) -> str:
    return url_for("oversight.statistics", **asked.given)  # type: ignore[arg-type]


@bp.get("/oversight/statistics/cases")
def statistics_cases() -> ResponseReturnValue:
    """The requests behind a number."""
    asked, value = Asked.of(request.args), request.args.get("value", "")
    typed: Any = int(value[:9]) if asked.by not in ("channel", "applicant", "result") and value.isdecimal() else value
    holds = asked.column.is_(None) if value == "" else asked.column == typed
    return render_template(
        "oversight/cases.html",
        title=COUNTED[asked.what][0],
        crumbs=[("统计查询", _again(asked))],
        meta=[f"{asked.since} 至 {asked.until}", BY[asked.by][0], *([f"主题：{asked.about}"] if asked.about else [])],
        found=listed(current_user, sa.and_(asked.holds, holds), after=request.args.get("after", 0, type=int)),
        address="oversight.statistics_cases",
        kept={**asked.given, "value": value},
    )
