"""``demo load --requests N``: N further lives, written past the acts in batches. They hold no letters."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from gov_requests.demo import invented
from gov_requests.demo.disputes_past import PastDisputes
from gov_requests.demo.district import PLACES, Place
from gov_requests.demo.history import PastLife, past_lives
from gov_requests.demo.writer import Writer
from gov_requests.records.base import db
from gov_requests.records.bulk import Signed
from gov_requests.records.calendar import calendar
from gov_requests.records.keys import keyring
from gov_requests.records.people import Organ, Person
from gov_requests.records.projection import Entry, fold
from gov_requests.today import now, today

_BATCH = 5_000
#: How many lives come from an applicant who has asked before, and how many applicants an organ remembers.
_KNOWN, _REMEMBERED = 0.4, 400
_OPENS = time(1, tzinfo=UTC)  # nine in Beijing
_SEARCHED = 0.6


class Happened(NamedTuple):
    """One row of a life's journal before it is chained."""

    kind: str
    on: date | None
    data: dict[str, Any]
    day: date
    by: Signed


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works in an organ, read once; ``known`` are applicants who have asked before."""

    place: Place
    organ_id: int
    posts: dict[str, Signed]
    handlers: tuple[dict[str, Any], ...]
    known: deque[tuple[int, invented.Applicant]]


def load_past(number: int, seed: int, progress: Callable[[int, int], None]) -> None:
    """Write ``number`` lives; the same for the same seed, day and district. ``progress`` is told how many of how many are done."""
    day, chance = today(), random.Random(seed)
    desks = [_desk(place) for place in PLACES]
    scribe = _Scribe(Writer(), chance, now())
    for done, life in enumerate(past_lives(number, day, calendar(), chance), 1):
        scribe.write(life, chance.choice(desks))
        if done % _BATCH == 0 and done < number:
            scribe.writer.flush()
            progress(done, number)
    scribe.writer.close()
    progress(number, number)


def _desk(place: Place) -> Desk:
    query = sa.select(Person).join(Organ, Organ.id == Person.organ_id).where(Organ.code == place.code)
    people = {person.username.partition(".")[2]: person for person in db.session.scalars(query).unique()}
    handlers = tuple(
        {
            "section_id": person.section_id,
            "handler_id": person.id,
            "section": person.section.name if person.section else "",
            "handler": person.name,
            "note": "",
        }
        for person in (people["handler1"], people["handler2"])
    )
    posts = {post: Signed(person.id, person.username) for post, person in people.items()}
    return Desk(place, people["clerk"].organ_id, posts, handlers, deque(maxlen=_REMEMBERED))


class _Scribe:
    """Turns lives into rows."""

    def __init__(self, writer: Writer, chance: random.Random, until: datetime) -> None:
        self.writer, self.chance, self.until = writer, chance, until
        self.calendar, self.keys = calendar(), keyring()
        self.past = PastDisputes(writer, chance, until)

    def write(self, life: PastLife, desk: Desk) -> None:
        """Add one life's request, journal and projection."""
        applicant_id, who = self._applicant(desk)
        at = self._instant(life.registered)
        number, case_id = self._case(life, desk, applicant_id, who, at)
        journal = self._journal(life, desk, number)
        entries = []
        parties: set[int] = set()
        for seq, row in enumerate(journal, 1):
            if seq > 1:
                at = max(self._instant(row.day), at + timedelta(minutes=self.chance.randint(3, 40)))
            if row.kind == "searched":
                self._search(case_id, row)
            self.writer.act(
                row.kind, row.data, case_id=case_id, case_seq=seq, on=row.on, at=min(at, self.until), by=row.by
            )
            entries.append(Entry(seq, row.kind, row.on, row.data, row.by.id))
            if row.by.id is not None:
                parties.add(row.by.id)
        day = today() if life.open else journal[-1].day
        columns = fold(entries, self.calendar, day)
        own = {"organ_id": desk.organ_id, "applicant_kind": who.kind}
        self.writer.project("case_states", case_id=case_id, **own, **columns)
        for person_id in parties:
            self.writer.project("case_parties", case_id=case_id, person_id=person_id)
        self.past.maybe(desk.organ_id, desk.posts["legal"], case_id, columns)

    def _instant(self, day: date) -> datetime:
        return datetime.combine(day, _OPENS) + timedelta(minutes=self.chance.randrange(240))

    def _applicant(self, desk: Desk) -> tuple[int, invented.Applicant]:
        if desk.known and self.chance.random() < _KNOWN:
            return self.chance.choice(desk.known)
        who = invented.applicant(self.chance)
        number = self.writer.record(
            "applicants",
            organ_id=desk.organ_id,
            kind=who.kind,
            name=who.name,
            id_type=who.id_type,
            id_number=self.keys.seal(who.id_number),
            id_index=self.keys.blind_index(f"{who.id_type}:{who.id_number}"),
            legal_representative=who.legal_representative or None,
        )
        desk.known.append((number, who))
        return number, who

    def _case(
        self, life: PastLife, desk: Desk, applicant_id: int, who: invented.Applicant, at: datetime
    ) -> tuple[str, int]:
        year = life.registered.year
        serial = self.writer.serial(desk.organ_id, year)
        number = f"{year}-{serial:04d}"
        wish = invented.wish(self.chance, desk.place, life.arrived.year)
        case_id = self.writer.record(
            "cases",
            organ_id=desk.organ_id,
            number=number,
            year=year,
            serial=serial,
            applicant_id=applicant_id,
            title=wish.title,
            description=wish.description,
            document_hint=None,
            medium=wish.medium,
            delivery=wish.delivery,
            contact=who.contact or None,
            phone=who.phone,
            address=who.address,
            postcode="100000",
            email=None,
            registered_at=min(at, self.until),
        )
        return number, case_id

    def _journal(self, life: PastLife, desk: Desk, number: str) -> list[Happened]:
        fact = {"channel": life.channel}
        if life.confirmed is not None:
            fact["confirmed_on"] = life.confirmed.isoformat()
        clerk, head = desk.posts["clerk"], desk.posts["head"]
        rows = [Happened("received", life.arrived, {"fact": fact, "number": number}, life.registered, clerk)]
        last = today()
        assigned = self.calendar.add(life.registered, self.chance.randrange(3))
        assigned = min(assigned, last, *(happening.on for happening in life.happened))
        handler = self.chance.choice(desk.handlers)
        if assigned < last or not life.open:
            rows.append(Happened("assigned", None, handler, max(assigned, life.registered), head))
        searched = self.calendar.add(assigned, 2)
        if life.open and searched < last and self.chance.random() < _SEARCHED:
            rows.append(_found(handler, searched, desk))
        for happening in life.happened:
            data: dict[str, Any] = {"fact": happening.fact}
            if happening.ending is not None:
                data["reply_kind"] = happening.ending
            by = clerk if happening.ending else head
            rows.append(Happened(happening.kind, happening.on, data, max(happening.on, life.registered), by))
        first, *others = rows
        return [first, *sorted(others, key=lambda row: row.day)]

    def _search(self, case_id: int, row: Happened) -> None:
        told = {name: row.data[name] for name in ("place", "terms", "found", "result", "searched_by")}
        self.writer.record(
            "searches", case_id=case_id, method="查阅目录", searched_on=row.on, attachment_id=None, **told
        )


def _found(handler: dict[str, Any], day: date, desk: Desk) -> Happened:
    by = next(signed for signed in desk.posts.values() if signed.id == handler["handler_id"])
    data = {
        "place": "业务科室档案柜",
        "terms": "文件",
        "found": True,
        "result": "检索到相关文件。",
        "searched_by": handler["handler"],
        "attachments": [],
    }
    return Happened("searched", day, data, day, by)
