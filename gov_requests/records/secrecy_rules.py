"""How an organ reviews (审查层级、名单人数、重点设施): versions by two people; a request keeps the levels it was submitted with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.records.projection import Entry, standing
from gov_requests.records.secrecy import SecrecyRules

SECRECY: Final = "secrecy"
#: An organ that has set nothing has one level.
ONE_LEVEL: Final = ("保密审查",)
FEWEST, MOST = 2, 4
LONGEST_TITLE: Final = 20
#: From so many names on a list of persons is one that a reviewer is told of.
NAMES_FROM: Final = 30
FACILITIES: Final = (
    *(
        "变电站",
        "配电室",
        "水厂",
        "泵站",
        "加压站",
        "调压站",
        "燃气管线",
        "油库",
        "加油站",
        "储罐",
        "危险化学品",
        "通信基站",
    ),
    *(
        "通信机房",
        "数据中心",
        "人防工程",
        "地下管线",
        "监控点位",
        "武器库",
        "营区",
        "看守所",
        "应急指挥中心",
        "避难场所",
    ),
)
OWN_LEVEL = "您已审过这件的“{title}”，下一级须由另一人审查。"


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for an organ: titles of the levels, the length of a list of persons, words for facilities."""

    levels: tuple[str, ...] = ONE_LEVEL
    names_from: int = NAMES_FROM
    facilities: tuple[str, ...] = FACILITIES


def rules_of(organ_id: int) -> Rules:
    """Return what holds for an organ now."""
    row = next(iter(versions_of(organ_id, 1)), None)
    return Rules() if row is None else Rules(tuple(row.levels) or ONE_LEVEL, row.names_from, tuple(row.facilities))


def versions_of(organ_id: int, limit: int = 50) -> Sequence[SecrecyRules]:
    """Return an organ's versions, newest first."""
    query = sa.select(SecrecyRules).where(SecrecyRules.organ_id == organ_id)
    return db.session.scalars(query.order_by(SecrecyRules.id.desc()).limit(limit)).all()


def levels_by_organ() -> dict[int, int]:
    """Return how many levels each organ that has set some has now."""
    rows = db.session.execute(sa.select(SecrecyRules.organ_id, SecrecyRules.levels).order_by(SecrecyRules.id))
    return {organ_id: max(1, len(levels)) for organ_id, levels in rows}


def by_levels(reviews: Iterable[str], levels: Sequence[str]) -> list[str]:
    """Return the reviews that a draft goes through, 保密审查 as often as it has levels."""
    return [name for review in reviews for name in ([review] * len(levels) if review == SECRECY else [review])]


@dataclass(frozen=True, slots=True)
class Round:
    """How far the 保密审查 of what was submitted last has come: titles of its levels, and who passed each that is done."""

    titles: tuple[str, ...]
    passed_by: tuple[int, ...]

    @property
    def level(self) -> int:
        """The level that is being done, from 1."""
        return min(len(self.passed_by) + 1, len(self.titles))

    @property
    def title(self) -> str:
        """Its title."""
        return self.titles[self.level - 1]

    @property
    def last(self) -> bool:
        """Whether no further level follows."""
        return self.level == len(self.titles)

    @property
    def following(self) -> str | None:
        """The title of the level that follows."""
        return None if self.last else self.titles[self.level]

    def done_by(self, person: Person | None) -> str | None:
        """Return the sentence for whoever passed an earlier level, None for others."""
        if person is None or person.id not in self.passed_by:
            return None
        return OWN_LEVEL.format(title=self.titles[self.passed_by.index(person.id)])


def round_of(entries: Iterable[Entry]) -> Round:
    """Return the round that a request's journal leads to. What was submitted before an organ had levels has one."""
    titles: tuple[str, ...] = ONE_LEVEL
    passed: list[int] = []
    for entry in standing(entries):
        if entry.kind == "submitted":
            titles, passed = tuple(entry.data.get("levels") or ONE_LEVEL), []
        elif entry.kind == f"{SECRECY}_passed":
            passed.append(entry.recorded_by or 0)
    return Round(titles, tuple(passed))
