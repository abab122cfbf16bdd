"""How often answers fall (纠错率、败诉率): counts of disputes by a dimension, each a plain GROUP BY along one index.

A rate has two readings: corrected ÷ concluded (审结), and corrected ÷ received (收到). Both choose their disputes by a day: that of
the conclusion, or that of the receipt. Suits that count for another organ (复议机关作共同被告) and complaints stay outside.

A dispute about several answers counts once in the whole, and once in the row of each value that its answers have (``_FURTHER``).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final, Literal

import sqlalchemy as sa

from gov_requests.access import Action
from gov_requests.records.base import db
from gov_requests.records.dispute_file import dispute_scope
from gov_requests.records.disputes import DisputeCase, DisputeState
from gov_requests.records.people import Organ, Person, Section
from gov_requests.statute.disputes import DIRECT_SUIT, RECONSIDERATION, SUIT_AFTER
from gov_requests.statute.outcomes import CORRECTED, PENDING

Basis = Literal["concluded", "received"]
CONCLUDED: Final[Basis] = "concluded"
RECEIVED: Final[Basis] = "received"
#: What a rate is about: reconsideration (纠错率), litigation (败诉率).
TRIBUNALS: Final = {"review": (RECONSIDERATION,), "court": (DIRECT_SUIT, SUIT_AFTER)}
_DAYS = {CONCLUDED: DisputeState.concluded_on, RECEIVED: DisputeState.received_on}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which disputes: everything that a drill-down can name. ``since`` and ``until`` are days of the ``basis``; None leaves it open."""

    basis: Basis | None = None
    since: date | None = None
    until: date | None = None
    tribunal: str | None = None
    kind: str | None = None
    bucket: str | None = None
    organ: int | None = None
    section: int | None = None
    handler: int | None = None
    ground: str | None = None
    template: str | None = None
    reason: str | None = None
    channel: str | None = None
    self_corrected: bool | None = None
    #: Not concluded at the end of this day.
    pending_on: date | None = None

    @property
    def counted(self) -> bool:
        """Whether only what counts in rates is meant: this organ's own disputes, no complaints."""
        return self.basis is not None or self.pending_on is not None


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to divide: its column, its title, the field of ``Narrowing`` that opens one row."""

    key: str
    title: str
    column: Any


DIMENSIONS: Final = {
    row.key: row
    for row in (
        Dimension("organ", "单位", DisputeState.organ_id),
        Dimension("section", "科室", DisputeState.section_id),
        Dimension("handler", "承办人", DisputeState.handler_id),
        Dimension("ground", "答复类型", DisputeState.ground),
        Dimension("template", "文书版本", DisputeState.template),
        Dimension("channel", "收到方式", DisputeState.channel),
    )
}
#: The dimensions that an answer has, where the second and further answers of a dispute may have other values than the first.
_FURTHER: Final[dict[str, Any]] = {
    "section": DisputeCase.section_id,
    "handler": DisputeCase.handler_id,
    "ground": DisputeCase.ground,
    "template": DisputeCase.template,
    "channel": DisputeCase.channel,
}
_LATER = DisputeCase.position > sa.literal_column("1")
#: A value that is not there, as the address names it.
NONE: Final = "none"


def criteria(narrowing: Narrowing) -> list[sa.ColumnElement[bool]]:
    """Return the conditions on ``dispute_states``."""
    found: list[sa.ColumnElement[bool]] = []
    day = _DAYS[narrowing.basis or RECEIVED]
    if narrowing.basis == CONCLUDED:
        found.append(day.is_not(None))
    if narrowing.counted:
        found.append(DisputeState.counts_in_report.is_(True))
        if narrowing.tribunal is None and narrowing.kind is None:
            found.append(DisputeState.kind.in_([kind for kinds in TRIBUNALS.values() for kind in kinds]))
    if narrowing.since is not None:
        found.append(day >= narrowing.since)
    if narrowing.until is not None:
        found.append(day <= narrowing.until)
    if narrowing.tribunal in TRIBUNALS:
        found.append(DisputeState.kind.in_(TRIBUNALS[narrowing.tribunal]))
    if narrowing.pending_on is not None:
        later = sa.or_(DisputeState.bucket == PENDING, DisputeState.concluded_on > narrowing.pending_on)
        found += [DisputeState.received_on <= narrowing.pending_on, later]
    if narrowing.self_corrected is not None:
        found.append(DisputeState.self_corrected == narrowing.self_corrected)
    return [*found, *_equal(narrowing)]


def _equal(narrowing: Narrowing) -> list[sa.ColumnElement[bool]]:
    columns = {
        "kind": DisputeState.kind,
        "bucket": DisputeState.bucket,
        "reason": DisputeState.loss_reason,
        **{key: row.column for key, row in DIMENSIONS.items()},
    }
    given = {name: value for name, value in asdict(narrowing).items() if name in columns and value is not None}
    return [_is(name, columns[name], value) for name, value in given.items()]


def _is(name: str, column: sa.ColumnElement[Any], value: Any) -> sa.ColumnElement[bool]:
    """Whether a dispute has a value: its own or its first answer's, or that of one of its further answers."""
    if value in (NONE, -1):
        return column.is_(None)
    own: sa.ColumnElement[bool] = column == value
    if name not in _FURTHER:
        return own
    further = sa.exists().where(DisputeCase.dispute_id == DisputeState.dispute_id, _LATER, _FURTHER[name] == value)
    return sa.or_(own, further)


@dataclass(frozen=True, slots=True)
class Count:
    """A row of a rate: ``corrected`` of ``whole``; ``days`` the sum of days to the decision over ``decided`` disputes."""

    value: Any
    whole: int
    corrected: int
    self_corrected: int
    decided: int
    days: int

    def plus(self, other: "Count") -> "Count":
        """Return both together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in self.__slots__ if name != "value"}
        return Count(self.value, **sums)


def _sum(condition: Any) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


_NUMBERS = (
    sa.func.count().label("whole"),
    _sum(DisputeState.bucket == CORRECTED).label("corrected"),
    _sum(DisputeState.self_corrected).label("self_corrected"),
    sa.func.count(DisputeState.days).label("decided"),
    sa.func.coalesce(sa.func.sum(DisputeState.days), 0).label("days"),
)


def by(person: Person, narrowing: Narrowing, dimension: str) -> list[Count]:
    """Return the counts of each value of a dimension, the most disputes first."""
    column = DIMENSIONS[dimension].column
    query = _from(person, narrowing, column.label("value")).group_by(column)
    found = {row.value: Count(*row) for row in db.session.execute(query)}
    if dimension in _FURTHER:
        for row in db.session.execute(_further(person, narrowing, dimension)):
            more = Count(*row)
            found[more.value] = found[more.value].plus(more) if more.value in found else more
    return sorted(found.values(), key=lambda row: (-row.whole, str(row.value)))


def _further(person: Person, narrowing: Narrowing, dimension: str) -> sa.Select[Any]:
    """The counts of values that only a dispute's further answers have."""
    own = _FURTHER[dimension]
    links = sa.select(DisputeCase.dispute_id, own.label("value")).where(_LATER, own.is_not(None)).distinct().subquery()
    query = _from(person, narrowing, links.c.value).join(links, links.c.dispute_id == DisputeState.dispute_id)
    other = links.c.value.is_distinct_from(DIMENSIONS[dimension].column)
    return query.where(other).group_by(links.c.value)


def total(person: Person, narrowing: Narrowing) -> Count:
    """Return the counts of all disputes that fit."""
    return Count(*db.session.execute(_from(person, narrowing, sa.null().label("value"))).one())


def by_month(person: Person, narrowing: Narrowing) -> list[tuple[int, int, int, int]]:
    """Return (year, month, whole, corrected), oldest first."""
    day = _DAYS[narrowing.basis or RECEIVED]
    year, month = sa.extract("year", day), sa.extract("month", day)
    query = _from(person, narrowing, year.label("year"), month.label("month")).group_by(year, month)
    return sorted((int(row[0]), int(row[1]), row[2], row[3]) for row in db.session.execute(query))


def by_reason(person: Person, narrowing: Narrowing) -> list[tuple[str | None, int]]:
    """Return how many corrected disputes each reason (败因) has, the most first; None: not coded."""
    column = DisputeState.loss_reason
    query = _limited(person, narrowing, column, sa.func.count()).where(DisputeState.bucket == CORRECTED)
    rows = db.session.execute(query.group_by(column)).all()
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: (-row[1], row[0] or "~"))


def pending(person: Person, narrowing: Narrowing) -> dict[str, int]:
    """Return by kind how many disputes were not concluded at the end of ``narrowing.pending_on``."""
    on = narrowing.pending_on
    rest = _limited(
        person, replace(narrowing, pending_on=None, basis=RECEIVED, until=on), DisputeState.kind, sa.func.count()
    )
    # Each half walks along one index; together they would walk along none.
    halves = (DisputeState.bucket == PENDING, sa.and_(DisputeState.bucket != PENDING, DisputeState.concluded_on > on))
    sums: dict[str, int] = {}
    for half in halves:
        for kind, count in db.session.execute(rest.where(half).group_by(DisputeState.kind)):
            sums[kind] = sums.get(kind, 0) + count
    return sums


def _from(person: Person, narrowing: Narrowing, *first: Any) -> sa.Select[Any]:
    return _limited(person, narrowing, *first, *_NUMBERS)


def _limited(person: Person, narrowing: Narrowing, *columns: Any) -> sa.Select[Any]:
    scope = dispute_scope(person, Action.DISPUTE_RATES)
    return sa.select(*columns).select_from(DisputeState).where(scope, *criteria(narrowing))


def fell(ground: str) -> tuple[int, int]:
    """Return (corrected, concluded) of all disputes of the district about answers of one ground: what stands beside the reply form."""
    counts = sa.select(_sum(DisputeState.bucket == CORRECTED), sa.func.count()).where(DisputeState.bucket != PENDING)
    further = sa.select(DisputeCase.dispute_id).where(_LATER, DisputeCase.ground == ground)
    # Each half walks along one index; together they would walk along none.
    other = sa.and_(DisputeState.dispute_id.in_(further), DisputeState.ground.is_distinct_from(ground))
    halves = [db.session.execute(counts.where(half)).one() for half in (DisputeState.ground == ground, other)]
    return sum(row[0] for row in halves), sum(row[1] for row in halves)


def names_of(dimension: str, values: Sequence[Any]) -> dict[Any, str]:
    """Return what the ids of a dimension are called, where it is one of ids."""
    tables: dict[str, tuple[Any, Any]] = {
        "organ": (Organ.id, Organ.name),
        "section": (Section.id, Section.name),
        "handler": (Person.id, Person.name),
    }
    if dimension not in tables:
        return {}
    key, name = tables[dimension]
    return dict(db.session.execute(sa.select(key, name).where(key.in_([value for value in values if value]))).all())
