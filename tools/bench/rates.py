"""Rates of disputes (纠错率、败诉率): every figure of the analysis page at the disputes of a million requests."""

import random
import secrets
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from gov_requests.access import Role
from gov_requests.admin.actions import NewOrgan, NewPerson, add_organ, add_person
from gov_requests.records import dispute_rates as rates
from gov_requests.records.base import bookkeeping, db
from gov_requests.records.dispute_rates import CONCLUDED, RECEIVED, Narrowing
from gov_requests.records.disputes import Dispute, DisputeState
from gov_requests.records.people import Organ, Person
from gov_requests.statute.loss_reasons import LOSS_REASONS
from gov_requests.statute.outcomes import OUTCOMES
from gov_requests.statute.reply_kinds import REPLY_KINDS
from tools.bench.registration import prepared
from tools.bench.report import time_text

#: Of a million requests four in a hundred: more than any district has known.
DISPUTES, ORGANS, RUNS = 40_000, 12, 15
_WORDS = sorted(word for word, row in OUTCOMES.items() if "complaint" not in row.instances)


def disputed() -> str:
    """Each figure as the district's supervisor asks for it, over one year and over all years."""
    with prepared() as (app, _), app.app_context():
        person = _district()
        rows = []
        for title, narrowing in (
            (
                "one year",
                Narrowing(basis=CONCLUDED, tribunal="review", since=date(2025, 1, 1), until=date(2025, 12, 31)),
            ),
            ("all years", Narrowing(basis=RECEIVED, tribunal="review", since=date(2008, 5, 1))),
        ):
            asked: list[tuple[str, Callable[[], Any]]] = [
                ("total", partial(rates.total, person, narrowing)),
                *((f"by {key}", partial(rates.by, person, narrowing, key)) for key in rates.DIMENSIONS),
                ("by month", partial(rates.by_month, person, narrowing)),
                ("by reason", partial(rates.by_reason, person, narrowing)),
            ]
            rows += [(title, name, *_timed(ask)) for name, ask in asked]
        rows.append(("—", "pending", *_timed(lambda: rates.pending(person, Narrowing(pending_on=date(2025, 12, 31))))))
    head = ["### Rates of disputes", "", f"{DISPUTES:,} disputes in {ORGANS} organs, as of a million requests.", ""]
    table = ["| period | figure | least | median |", "|---|---|---|---|"]
    return "\n".join([*head, *table, *(f"| {' | '.join(row)} |" for row in rows)])


def _timed(ask: Callable[[], Any]) -> tuple[str, str]:
    took = []
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        ask()
        took.append(time.perf_counter_ns() - start)
    return time_text(min(took)), time_text(statistics.median(took))


def _district() -> Person:
    organs = [
        add_organ(
            NewOrgan(code=f"R{n}", name=f"虚构第{n}局", short=f"虚{n}", reviewing_organ="x", court="y"), by="bench"
        )
        for n in range(ORGANS)
    ]
    new = NewPerson(
        username="bench.district",
        name="虚构督",
        password=secrets.token_urlsafe(12) + "Aa1",
        roles=frozenset({Role.DISTRICT_SUPERVISOR}),
    )
    key = add_person(organs[0], new, by="bench").id
    ids = list(db.session.scalars(sa.select(Organ.id)))
    chance = random.Random(1)  # noqa: S311 - the same disputes every time
    states = [_state(number, chance, ids) for number in range(1, DISPUTES + 1)]
    with bookkeeping() as session:
        plain = ("organ_id", "kind", "received_on")
        told = [
            {
                "id": row["dispute_id"],
                "number": str(row["dispute_id"]),
                "source": "ledger",
                **{n: row[n] for n in plain},
            }
            for row in states
        ]
        session.execute(sa.insert(Dispute.__table__), told)
        session.execute(sa.insert(DisputeState.__table__), states)
        session.execute(sa.text("ANALYZE"))
    return db.session.get_one(Person, key)


def _state(number: int, chance: random.Random, organs: list[int]) -> dict[str, Any]:
    received = date(2016, 1, 1) + timedelta(days=chance.randrange(3900))
    word = chance.choice(_WORDS) if chance.random() < 0.9 else None
    bucket = OUTCOMES[word].bucket if word else "pending"
    days = chance.randrange(20, 200) if word else None
    return {
        "dispute_id": number,
        "organ_id": chance.choice(organs),
        "version": 1,
        "kind": chance.choices(("review", "litigation_direct", "litigation_after_review"), (7, 2, 1))[0],
        "instance": "review",
        "counts_in_report": True,
        "ground": chance.choice(sorted(REPLY_KINDS)),
        "template": chance.choice(("D12", "D13", "D15", "D16")),
        "channel": chance.choice(("online", "in_person", "signed_mail")),
        "received_on": received,
        "instance_received_on": received,
        "outcome": word,
        "bucket": bucket,
        "self_corrected": False,
        "concluded_on": received + timedelta(days=days) if days else None,
        "days": days,
        "loss_reason": chance.choice(sorted(LOSS_REASONS)) if bucket == "corrected" else None,
        "provisional": False,
    }
