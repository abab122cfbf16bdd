"""The page 纠错与败诉: tiles, one dimension, quarters, reasons. Every number carries the address of its disputes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from flask import url_for

from gov_requests.disputes.intervals import FEW, interval_words, rate_words
from gov_requests.disputes.narrowing import address_of
from gov_requests.documents.kinds import LETTERS
from gov_requests.records import dispute_rates as rates
from gov_requests.records.dispute_rates import CONCLUDED, DIMENSIONS, NONE, RECEIVED, Count, Narrowing
from gov_requests.records.office_texts import parts_of_version
from gov_requests.records.people import Person
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import CORRECTED
from gov_requests.terms import CHANNELS
from gov_requests.web.dispute_words import ground_title

RATES: Final = {"review": "复议纠错率", "court": "诉讼败诉率"}
#: The two readings of a rate, each with its definition.
BASES: Final = {
    CONCLUDED: ("纠正 ÷ 审结", "分子：期间内审结、结果为纠正的件数；分母：期间内审结的全部件数（维持、纠正、其他）"),
    RECEIVED: ("纠正 ÷ 收到", "分子：期间内收到、至今结果为纠正的件数；分母：期间内收到的全部件数（含尚未审结）"),
}
QUARTERS = "一二三四"
_SHOWN_QUARTERS, _MONTHS = 8, 3


@dataclass(frozen=True, slots=True)
class RateRow:
    """One row of a rate: its name, its numbers, the addresses of its disputes. ``few``: told as a fraction, never ranked."""

    title: str
    whole: int
    corrected: int
    whole_url: str
    corrected_url: str
    self_corrected: int = 0
    mean_days: str = "—"

    @property
    def few(self) -> bool:
        """Whether there are too few for a percentage."""
        return self.whole < FEW

    @property
    def rate(self) -> str:
        """The rate in words."""
        return rate_words(self.corrected, self.whole)

    @property
    def interval(self) -> str:
        """Wilson's interval in words."""
        return interval_words(self.corrected, self.whole)


def address(narrowing: Narrowing, **changed: Any) -> str:
    """Return the list of disputes that a number counts."""
    return url_for("disputes.index", **address_of(narrowing, **changed))  # type: ignore[arg-type]


def rate_row(title: str, count: Count, narrowing: Narrowing) -> RateRow:
    """Return a count with its addresses."""
    return RateRow(
        title,
        count.whole,
        count.corrected,
        address(narrowing),
        address(narrowing, bucket=CORRECTED),
        count.self_corrected,
        f"{count.days / count.decided:.0f}" if count.decided else "—",
    )


def tile(person: Person, narrowing: Narrowing, tribunal: str) -> RateRow:
    """Return the rate of reconsideration, or of litigation, in the period."""
    asked = replace(narrowing, tribunal=tribunal)
    return rate_row(RATES[tribunal], rates.total(person, asked), asked)


def divided(person: Person, narrowing: Narrowing, dimension: str) -> list[RateRow]:
    """Return the rates by a dimension: those with enough cases by their rate, then the few by their number, unranked."""
    counts = rates.by(person, narrowing, dimension)
    names = rates.names_of(dimension, [count.value for count in counts])
    rows = [
        rate_row(
            value_title(dimension, count.value, names),
            count,
            opened_by(narrowing, dimension, count.value),
        )
        for count in counts
    ]
    return sorted(rows, key=lambda row: (row.few, -row.whole if row.few else -row.corrected / row.whole, row.title))


def opened_by(narrowing: Narrowing, dimension: str, value: Any) -> Narrowing:
    """Return the narrowing to one value of a dimension; None is what is not there."""
    absent: Any = -1 if dimension in _IDS else NONE
    one: dict[str, Any] = {dimension: absent if value is None else value}
    return replace(narrowing, **one)


_IDS = frozenset({"organ", "section", "handler"})


def value_title(dimension: str, value: Any, names: dict[Any, str]) -> str:
    """Return what a value of a dimension is called."""
    if value is None:
        return "未载明"
    if dimension in _IDS:
        return names.get(value, "未载明")
    if dimension == "ground":
        return ground_title(value)
    if dimension == "channel":
        return CHANNELS.get(value, value)
    return _version_title(str(value))


def _version_title(version: str) -> str:
    """补正告知书 D02，文本 1a2b3c4d，本机关用语第 12、15 版."""
    code, digest, texts = parts_of_version(version)
    if code not in LETTERS:
        return version
    kept = f"文本 {digest}" if digest else "版本未留存"
    own = f"，本机关用语第 {'、'.join(map(str, texts))} 版" if texts else ""
    return f"{LETTERS[code].title} {code}，{kept}{own}"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of loss: its rule, how many disputes fell by it, where they are."""

    title: str
    rule: str
    count: int
    url: str


def reasons(person: Person, narrowing: Narrowing) -> list[Reason]:
    """Return why answers fell in the period, the most frequent first."""
    found = []
    for code, count in rates.by_reason(person, narrowing):
        row = LOSS_REASONS.get(code or "")
        url = address(narrowing, bucket=CORRECTED, reason=code or NONE)
        found.append(Reason(row.title if row else "未归类", row.rule if row else "—", count, url))
    return found


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a quarter of the chart and its table; ``running``: not over yet."""

    row: RateRow
    running: bool


def quarters(person: Person, narrowing: Narrowing, today: date) -> list[Period]:
    """Return the last eight quarters, oldest first."""
    first = today.year * 4 + (today.month - 1) // _MONTHS - _SHOWN_QUARTERS + 1
    sums = _sums(person, narrowing, _begin(first), lambda year, month: year * 4 + (month - 1) // _MONTHS)
    found = []
    for index in range(first, first + _SHOWN_QUARTERS):
        asked = replace(narrowing, since=_begin(index), until=_begin(index + 1) - timedelta(days=1))
        title = f"{index // 4} {QUARTERS[index % 4]}季度"
        found.append(Period(_row_of(title, sums[index], asked), asked.until is not None and asked.until >= today))
    return found


def years(person: Person, narrowing: Narrowing, today: date, how_many: int = 5) -> list[Period]:
    """Return the last years, oldest first."""
    sums = _sums(person, narrowing, date(today.year - how_many + 1, 1, 1), lambda year, _month: year)
    found = []
    for year in range(today.year - how_many + 1, today.year + 1):
        asked = replace(narrowing, since=date(year, 1, 1), until=date(year, 12, 31))
        found.append(Period(_row_of(f"{year} 年", sums[year], asked), year == today.year))
    return found


def _begin(quarter: int) -> date:
    return date(quarter // 4, quarter % 4 * _MONTHS + 1, 1)


def _sums(person: Person, narrowing: Narrowing, since: date, place: Any) -> dict[int, list[int]]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for year, month, whole, corrected in rates.by_month(person, replace(narrowing, since=since, until=None)):
        sums[place(year, month)][0] += whole
        sums[place(year, month)][1] += corrected
    return sums


def _row_of(title: str, numbers: Sequence[int], asked: Narrowing) -> RateRow:
    return RateRow(title, numbers[0], numbers[1], address(asked), address(asked, bucket=CORRECTED))


def pending(person: Person, narrowing: Narrowing, on: date) -> dict[str, Any]:
    """Return how many disputes were not concluded at the end of a day, in reconsideration and in court."""
    asked = Narrowing(organ=narrowing.organ, pending_on=on)
    counts = rates.pending(person, asked)
    sums = {name: sum(counts.get(kind, 0) for kind in kinds) for name, kinds in rates.TRIBUNALS.items()}
    return {"on": on, "whole": sum(sums.values()), **sums, "url": address(asked)}


def as_rows(rows: Iterable[RateRow]) -> list[tuple[str | int, ...]]:
    """Return rates as a table that leaves the house."""
    return [
        (row.title, row.corrected, row.whole, row.rate, row.interval, row.self_corrected, row.mean_days) for row in rows
    ]


HEADINGS: Final = ("项目", "纠正件数（分子）", "件数（分母）", "比率", "区间", "撤回前自行改正", "平均审理天数")


def dimension_choices() -> list[tuple[str, str]]:
    """Return what the page can be divided by."""
    return [(key, row.title) for key, row in DIMENSIONS.items()]
