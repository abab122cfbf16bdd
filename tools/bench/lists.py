"""Lists and search over districts of 10,000 and 1,000,000 requests (``BENCH_REQUESTS="10000 1000000"`` chooses).

A district is loaded once into ``build/bench/`` (a million takes its time) and read only after that.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, request
from flask.testing import FlaskClient
from flask_login import current_user

from app import create_app
from gov_requests.records.base import db
from gov_requests.records.cases import Applicant, Case
from gov_requests.records.list_filters import Filters
from gov_requests.records.people import Person
from gov_requests.records.search import find, says
from gov_requests.records.worklists import BY_KEY, base, page
from gov_requests.today import today
from tools.bench.report import ROOT, ratio_text, time_text

SIZES = tuple(map(int, os.environ.get("BENCH_REQUESTS", "10000 1000000").split()))
READER = "qzb.supervisor"
LISTS = {"在途": "under-way", "办结": "closed"}
_ROUNDS, _DEEP, _TERMS = 25, 500, 60
_NOTHING = "鲸鱼"


@cache
def district(size: int) -> Flask:
    """Return an application on a district of so many requests, loaded where it is not there yet."""
    place = Path(os.environ.get("BENCH_DATA", ROOT / "build" / "bench")) / str(size)
    place.mkdir(parents=True, exist_ok=True)
    os.environ |= {"DATA_DIR": str(place), "GOV_REQUESTS_ENV": "demo"}
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    subprocess.run([*flask, "db", "upgrade"], cwd=ROOT, check=True, capture_output=True)
    if not (place / "demo-accounts.json").exists():
        subprocess.run([*flask, "demo", "load", "--requests", str(size)], cwd=ROOT, check=True, capture_output=True)
    return create_app()


def lists() -> str:
    """Each list, first and deep page: the whole page beside the same page made of the list's one query and f-strings."""
    clients = {size: _signed_in(district(size)) for size in SIZES}
    told = [
        "### Lists, a page of 30, in process",
        "",
        _LISTS_NOTE,
        "",
        f"| page | {_heads()} | 1M ÷ 10k | ÷ f-strings |",
    ]
    told.append("|---" * (len(SIZES) + 3) + "|")
    for title, key in LISTS.items():
        for which in ("first page", f"page {_DEEP}"):
            addresses = {size: _address(size, key, deep=which != "first page") for size in SIZES}
            took, floor = _interleaved(clients, addresses)
            last = SIZES[-1]
            grown, over = took[SIZES[0]] / took[last], took[last] / floor[last]
            figures = " | ".join(time_text(took[size]) for size in SIZES)
            told.append(f"| {title}, {which} | {figures} | {grown:.2f} of the throughput | {ratio_text(over)} |")
    return "\n".join(told)


_LISTS_NOTE = (
    "The district supervisor's lists, signed in, with counts, filters and lights; processor time, least of interleaved rounds. The floor\n"
    "is the same signed-in request answered by the list's one query and f-strings, without counts, filters and navigation."
)


def search() -> str:
    """Search: what nothing holds, against LIKE; random terms, the worst of them."""
    told = ["### Search, newest 50", "", _SEARCH_NOTE, "", f"| | {_heads()} |", "|---" * (len(SIZES) + 1) + "|"]
    columns = [_searched(size) for size in SIZES]
    told += [f"| {name} | {' | '.join(column[name] for column in columns)} |" for name in columns[0]]
    return "\n".join(told)


_SEARCH_NOTE = f"{_TERMS} random pieces of two to six characters of titles, descriptions, numbers, names; SQLite, the whole district."


def _heads() -> str:
    return " | ".join(f"{size:,}" for size in SIZES)


def _signed_in(app: Flask) -> FlaskClient:
    accounts = json.loads((Path(app.config["DATA_DIR"]) / "demo-accounts.json").read_text(encoding="utf-8"))
    password = next(one["password"] for one in accounts if one["username"] == READER)
    client = app.test_client()
    token = client.get("/login").get_data(as_text=True).split('name="csrf_token"', 1)[1].split('value="', 1)[1]
    client.post("/login", data={"csrf_token": token.split('"', 1)[0], "username": READER, "password": password})
    return client


def _address(size: int, key: str, *, deep: bool) -> str:
    with district(size).app_context():
        reader, after = _reader(), ""
        if deep:
            rows = page(reader, BY_KEY[key], today(), Filters(), size=30 * _DEEP).after
            after = f"?after={rows}" if rows else f"?after={_last(reader, key)}"
    return f"/desk/{key}{after}"


def _last(reader: Person, key: str) -> str:
    """Return a place near the end of a list that has fewer pages."""
    rows = page(reader, BY_KEY[key], today(), Filters(), size=30 * _DEEP).rows
    row = rows[max(0, len(rows) - 60)]
    return f"{(row.closed_on if key == 'closed' else row.sort_on).isoformat()}_{row.case_id}"


def _interleaved(
    clients: dict[int, FlaskClient], addresses: dict[int, str]
) -> tuple[dict[int, float], dict[int, float]]:
    took: dict[int, float] = dict.fromkeys(SIZES, float("inf"))
    floor = dict(took)
    for _ in range(_ROUNDS):
        for size in SIZES:
            took[size] = min(took[size], _once(clients[size], addresses[size]))
            with _plain_page(district(size)):
                floor[size] = min(floor[size], _once(clients[size], addresses[size]))
    return took, floor


def _once(client: FlaskClient, address: str) -> float:
    start = time.thread_time_ns()
    answer = client.get(address)
    took = time.thread_time_ns() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return float(took)


@contextmanager
def _plain_page(app: Flask) -> Iterator[None]:
    real = app.view_functions["desk.worklist"]
    app.view_functions["desk.worklist"] = _plain
    try:
        yield
    finally:
        app.view_functions["desk.worklist"] = real


def _plain(key: str) -> str:
    found = page(current_user, BY_KEY[key], today(), Filters(), size=30, after=request.args.get("after", ""))
    rows = "".join(
        f'<tr><td>{row.safe_due_on}</td><td>{row.due_on}</td><td><a href="/cases/{row.number}">{escape(row.number)}</a></td>'
        f"<td>{escape(row.title)}</td><td>{escape(row.applicant)}</td><td>{row.stage}</td><td>{escape(row.organ)}</td></tr>"
        for row in found.rows
    )
    return f"<!doctype html><html><body><table>{rows}</table></body></html>"


def _reader() -> Person:
    return db.session.scalars(sa.select(Person).where(Person.username == READER)).unique().one()


def _searched(size: int) -> dict[str, str]:
    with district(size).app_context():
        reader = _reader()
        taken = sorted(min(_found(reader, word) for _ in range(3)) for word in _pieces())
        nothing, like = min(_found(reader, _NOTHING) for _ in range(9)), min(_by_like(_NOTHING) for _ in range(3))
    return {
        "nothing holds it": time_text(nothing),
        "the same by LIKE alone": time_text(like),
        "LIKE ÷ index": ratio_text(like / nothing),
        "random terms: median": time_text(taken[len(taken) // 2]),
        "random terms: worst": time_text(taken[-1]),
        "worst ÷ LIKE": ratio_text(taken[-1] / like),
    }


def _pieces() -> list[str]:
    chance = random.Random(6)  # noqa: S311 - the same pieces every time
    last = db.session.scalar(sa.select(sa.func.max(Case.id))) or 0
    found: list[str] = []
    while len(found) < _TERMS:
        row: Any = db.session.execute(
            sa.select(Case.title, Case.description, Case.number, Applicant.name)
            .join(Applicant)
            .where(Case.id == chance.randint(1, last))
        ).one()
        text = chance.choice(row)
        at = chance.randrange(max(1, len(text) - 1))
        piece = text[at : at + chance.randint(2, 6)].strip()
        found += [piece] if len(piece) > 1 else []
    return found


def _found(reader: Person, word: str) -> float:
    start = time.thread_time_ns()
    find(reader, word, base(), 50)
    return float(time.thread_time_ns() - start)


def _by_like(word: str) -> float:
    query = base().where(says(word)).order_by(Case.id.desc()).limit(50)
    start = time.thread_time_ns()
    db.session.execute(query).all()
    return float(time.thread_time_ns() - start)
