"""A small live system for the journeys: the demo's organs and people, but none of its requests; and who sits where."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.actions import NewPerson, add_person
from gov_requests.demo import accounts
from gov_requests.demo.load import found_district
from gov_requests.records.base import db
from gov_requests.records.people import Person
from gov_requests.today import clock_set_to
from tests import factories
from tests.journeys.pages.desk import Desk
from tests.support.databases import dispose, make_app
from tests.support.live_server import running_server

ORGAN = "zjw"
#: Whom the stories need beside the demo's people.
EXTRA = (
    ("clerk2", "虚窗二", {Role.CLERK}),
    ("both", "虚兼签", {Role.HANDLER, Role.SIGNER}),
    ("secrecy2", "虚密二", {Role.SECRECY_REVIEWER}),
    ("secrecy3", "虚密三", {Role.SECRECY_REVIEWER}),
)
POSTS = {
    "clerk": "clerk",
    "handler": "handler1",
    "section_head": "chief1",
    "secrecy_reviewer": "secrecy",
    "legal_reviewer": "legal",
    "signer": "signer",
    "disclosure_head": "head",
    "clerk2": "clerk2",
    "both": "both",
    "secrecy2": "secrecy2",
    "secrecy3": "secrecy3",
}


@pytest.fixture(scope="session")
def _server_and_app(tmp_path_factory) -> Iterator[Any]:
    with running_server(tmp_path_factory.mktemp("live"), [("db", "upgrade")]) as server:
        app = make_app(f"sqlite:///{server.data_dir / 'gov_requests.db'}", server.data_dir)
        with app.app_context():
            _found()
        yield server, app
        dispose(app)


def _found() -> None:
    """The district's organs and people, and two whom these stories need beside them."""
    _staffs, made = found_district("test")
    handler = db.session.scalars(sa.select(Person).where(Person.username == f"{ORGAN}.handler1")).one()
    organ, section = handler.organ, handler.section
    for post, words, roles in EXTRA:
        password = accounts.new_password()
        name = f"{organ.code}.{post}"
        new = NewPerson(
            username=name,
            name=words,
            password=password,
            roles=frozenset(roles),
            section=section,
            password_may_stay=True,
        )
        add_person(organ, new, by="test")
        made.append({"role": str(min(roles)), "username": name, "password": password, "organ": organ.name})
    accounts.keep(made)


@pytest.fixture(scope="session")
def live_server(_server_and_app) -> Any:
    """The running system (tests.support.live_server)."""
    return _server_and_app[0]


@pytest.fixture
def office(_server_and_app) -> Iterator[Any]:
    """The organ of the stories with its people, as `tests.factories` wants an office: states are made through the acts, not typed."""
    with _server_and_app[1].app_context():
        yield _office()


@pytest.fixture(scope="session")
def closed(_server_and_app) -> str:
    """The number of a request that went through everybody's hands."""
    with _server_and_app[1].app_context():
        return factories.delivered(_office()).case.number


def _office() -> SimpleNamespace:
    people = {person.username: person for person in db.session.scalars(sa.select(Person))}
    found = {role: people[f"{ORGAN}.{post}"] for role, post in POSTS.items()}
    return SimpleNamespace(organ=found["clerk"].organ, **found)


@pytest.fixture
def account(live_server) -> Callable[[str], dict[str, str]]:
    """`account("clerk")`: how a person of the stories' organ signs in; a whole user name reaches the others."""
    made = json.loads((live_server.data_dir / "demo-accounts.json").read_text(encoding="utf-8"))
    by_name = {one["username"]: one for one in made}

    def of(post: str) -> dict[str, str]:
        return by_name[post if "." in post else f"{ORGAN}.{POSTS[post]}"]

    return of


@pytest.fixture
def desk(page, live_server) -> Desk:
    """A screen at which nobody is signed in yet."""
    return Desk(page, live_server.url)


@pytest.fixture(scope="session")
def _cookies() -> dict[str, Any]:
    return {}


@pytest.fixture
def at_desk(open_page, live_server, account, _cookies) -> Callable[..., Desk]:
    """`at_desk("clerk", 390, java_script_enabled=False)`: a person who signed in before, at a browser of the own."""

    def seated(post: str, width: int = 1280, **options: Any) -> Desk:
        desk = Desk(open_page(width, **options), live_server.url, scripted=options.get("java_script_enabled", True))
        if post in _cookies:
            desk.page.context.add_cookies(_cookies[post])
        else:
            desk.sign_in(account(post))
            _cookies[post] = desk.page.context.cookies()
        return desk

    return seated


@pytest.fixture
def then() -> Callable[..., Any]:
    """`then(date(2026, 10, 20), factories.signed, office)`: have something done on a day in the past."""

    def done(day: date, act: Callable[..., Any], *given: Any, **more: Any) -> Any:
        with clock_set_to(datetime.combine(day, time(9))):
            return act(*given, **more)

    return done
