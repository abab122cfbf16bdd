"""Filling an empty database with the district: organs, people, the samples, and requests around today."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.actions import NewPerson, add_organ, add_person, add_section
from gov_requests.demo import accounts
from gov_requests.demo.accounts import Account
from gov_requests.demo.acts import ACTS
from gov_requests.demo.bulk import load_past
from gov_requests.demo.disputed import with_disputes
from gov_requests.demo.district import OFFICE, PLACES, POSTS, SINGLE_POSTS, Place, names, new_organ
from gov_requests.demo.history import FIRST_DAY
from gov_requests.demo.lives import Due, Staff, in_order
from gov_requests.demo.plans import lives_around
from gov_requests.demo.samples import sample_lives
from gov_requests.records.base import db, one_act
from gov_requests.records.calendar import calendar
from gov_requests.records.journal import JournalRow
from gov_requests.records.people import Organ, Person, Section
from gov_requests.records.rebuild import reproject
from gov_requests.refusals import NotAllowed
from gov_requests.today import clock_set_to, now, today

LOADED = "demo_loaded"
NOT_READY = "数据库还没有表：请先运行 flask --app app db upgrade。"
OTHER_DATA = "数据库里已有别的数据，不能装入演示数据：请换一个空的数据库（DATABASE_URL、DATA_DIR）。"
NOT_WHOLE = "上次装入演示数据没有完成：请换一个空的数据库，或者清空后重来（先运行 flask --app app db upgrade）。"
ACCOUNTS_GONE = "演示数据已在库中，但 {place} 不见了，密码无法找回：请放回该文件，或者清空数据库后重来。"
#: Told in which words, how many of how many are done.
Progress = Callable[[str, int, int], None]


def standing() -> list[Account] | None:
    """Return the accounts of a district that is already here; None where the database is empty.

    Raises ``NotAllowed`` on a database without tables, with other data, or with half a district.
    """
    if not sa.inspect(db.engine).has_table("organs"):
        raise NotAllowed(NOT_READY)
    kinds = set(db.session.scalars(sa.select(JournalRow.kind).where(JournalRow.case_id.is_(None)).distinct()))
    begun = db.session.scalar(sa.select(sa.exists().where(Organ.code == OFFICE)))
    if LOADED in kinds:
        kept = accounts.kept()
        if kept is None:
            raise NotAllowed(ACCOUNTS_GONE.format(place=accounts.place().name))
        return kept
    if begun and accounts.kept() is not None:
        raise NotAllowed(NOT_WHOLE)
    if kinds or db.session.scalar(sa.select(sa.exists().where(Organ.id.is_not(None)))):
        raise NotAllowed(OTHER_DATA)
    return None


def load(further: int, seed: int, by: str, progress: Progress) -> list[Account]:
    """Fill the empty database, with so many ``further`` requests of the past, and return the accounts.

    ``by`` is the operating system's user, under whom organs and people are added.
    """
    until, chance = now(), random.Random(seed)
    with clock_set_to(_founded(until, further)):
        staffs, made = found_district(by)
    accounts.keep(made)
    days = calendar()
    lives = [*sample_lives(staffs, days), *with_disputes(lives_around(today(), staffs, days, chance), days)]
    steps = in_order(lives, until, chance)
    for number, due in enumerate(steps, 1):
        _do(due)
        progress("已办理 {} / {} 步", number, len(steps))
    reproject()
    if further:
        load_past(further, seed, partial(progress, "已写入历史申请 {} / {} 件"))
    with one_act(by) as act:
        act.note(LOADED, seed=seed, requests=further)
    return made


def _founded(until: datetime, further: int) -> datetime:
    """Return when the organs were set up: before anything that the demo tells of."""
    history = datetime.combine(FIRST_DAY, time(), UTC) - timedelta(days=1) if further else until
    return min(history, until - timedelta(days=_BEFORE_TODAY), _BEFORE_SAMPLES)


_BEFORE_TODAY = 300
_BEFORE_SAMPLES = datetime(2026, 1, 5, 1, tzinfo=UTC)


def found_district(by: str) -> tuple[dict[str, Staff], list[Account]]:
    """Add the organs and their people; return them by the organ's code, and the accounts."""
    made: list[Account] = []
    staffs = {place.code: _staff(place, made, by) for place in PLACES}
    return staffs, made


def _do(due: Due) -> None:
    with clock_set_to(due.at):
        ACTS[due.step.act](due.life, **due.step.details)


def _staff(place: Place, made: list[Account], by: str) -> Staff:
    """Add an organ with its sections and people; their accounts go into ``made``."""
    organ = add_organ(new_organ(place, PLACES.index(place)), by=by)
    sections = [add_section(organ, name, by=by) for name in place.sections]
    posts: dict[str, Person] = {}
    for post, role, number in POSTS:
        section = None if number is None else sections[number]
        posts[post] = _person(organ, f"{place.code}.{post}", role, made, by, section)
    if place.code == OFFICE:
        for username, role in SINGLE_POSTS:
            _person(organ, username, role, made, by)
    return Staff(organ, posts)


def _person(
    organ: Organ, username: str, role: Role, made: list[Account], by: str, section: Section | None = None
) -> Person:
    password = accounts.new_password()
    new = NewPerson(
        username=username,
        name=_NAMES[len(made)],
        password=password,
        roles=frozenset({role}),
        section=section,
        password_may_stay=True,
    )
    person = add_person(organ, new, by=by)
    made.append(Account(role=str(role), username=username, password=password, organ=organ.name))
    return person


_NAMES = tuple(names())
