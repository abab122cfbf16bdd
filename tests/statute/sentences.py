"""Every sentence that the law speaks here, and every table that it keeps, collected: `python -m tests.statute.sentences` writes them.

They stand in letters, in refusals and before courts, so that none may change unseen. After a change that is meant, the file is written
again and its difference is read like any other text.
"""

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from gov_requests.statute import (
    facts,
    objections,
    provisions,
    receipt,
    reply_kinds,
    report_rows,
    wording,
)
from gov_requests.statute.clock import read_clock
from gov_requests.statute.explain import explain_days
from gov_requests.statute.fees import fee_by_page, fee_by_piece
from gov_requests.statute.life import in_order
from gov_requests.statute.periods import PERIODS, period_due
from tests.statute.examples import DATA, EXAMPLES, SAMPLES
from tests.statute.lives import (
    CALENDAR,
    abandoned,
    answered,
    asked,
    corrected,
    day,
    extended,
    fee,
    paid,
    received,
    replied,
    sought,
    withdrawn,
)
from tests.statute.sentences_beside import beside_the_clock, disputes_told, plain, relief_told, report_told

#: Whose days are told one by one too.
BY_DAY = ("plain", "provisional", "paused twice", "fee awaited", "extended while stopped")
FILE = DATA / "sentences.json"
AS_OF = date(2026, 11, 24)
LATE = "2026-12-14"

LIVES: dict[str, list[facts.Fact]] = {
    "plain": [received()],
    "provisional": [received(LATE)],
    "confirmed": [received(channel="online", confirmed="07-03")],
    "confirmed same day": [received(channel="fax", confirmed="07-01")],
    "unconfirmed": [received(channel="email")],
    "ordinary mail": [received(channel="ordinary_mail", confirmed="07-02")],
    "confirmed where none is asked for": [received(channel="signed_mail", confirmed="07-04")],
    "of 2018": [received("2018-07-02")],
    "of 2018 with pauses": [
        received("2018-07-02"),
        sought("2018-07-03", "2018-07-04", ref="A"),
        sought("2018-07-03", source="other_organ", ref="B"),
        answered("2018-07-10"),
        asked("2018-07-20"),
    ],
    "correction": [received(), asked("07-03"), corrected("07-10")],
    "correction awaited": [received(), asked("07-03", "07-24")],
    "correction late": [received(), asked("07-20"), corrected("07-24")],
    "correction twice": [received(), asked("07-03"), corrected("07-10"), asked("07-14")],
    "correction after the due day": [received(), asked("08-03")],
    "correction while awaiting": [received(), asked("07-03"), fee("07-06")],
    "correction unasked": [received(), corrected("07-06")],
    "corrected before confirmed": [
        received(channel="online", confirmed="07-08"),
        asked("07-03"),
        corrected("07-06"),
    ],
    "fee": [received(), fee("07-03"), paid("07-10")],
    "fee awaited": [received(), fee("07-03", "07-06")],
    "fee late": [received(), fee("07-03", "07-06"), paid("09-10")],
    "fee unasked": [received(), paid("07-06")],
    "extended": [received(), extended("07-20")],
    "extended twice": [received(), extended("07-20", 5), extended("07-21", 5)],
    "extended too long": [received(), extended("07-20", 21)],
    "extended by nothing": [received(), extended("07-20", 0)],
    "extended without consent": [received(), extended("07-20", approved=None)],
    "extended before consent": [received(), extended("07-20", approved="07-21")],
    "extended late": [received(), extended("08-03")],
    "extended while awaiting": [received(), asked("07-03"), extended("07-06")],
    "extended before the start": [received(channel="online", confirmed="07-08"), extended("07-06")],
    "extended while stopped": [received(), sought("07-02", source="other_organ"), extended("07-20")],
    "paused": [received(), sought("07-06", "07-08"), answered("07-15")],
    "paused to the end": [received(), sought("07-06", "07-08")],
    "paused by an organ": [received(), sought("07-06", "07-08", "other_organ")],
    "paused by a co-producer": [received(), sought("07-06", "07-08", "co_producer")],
    "paused without delivery": [received(), sought("07-06")],
    "paused and closed": [received(), sought("07-06", "07-08"), replied("07-20")],
    "paused too late": [received(), sought("07-29", "07-30")],
    "paused for nothing": [received(), sought("07-06", "07-08"), answered("07-06")],
    "paused twice": [
        received(),
        sought("07-06", "07-08", ref="A"),
        sought("07-09", "07-10", ref="B"),
        answered("07-15", "A"),
        answered("07-14", "B"),
    ],
    "one of two answered": [
        received(),
        sought("07-06", "07-08", ref="A"),
        sought("07-09", "07-10", ref="B"),
        answered("07-15", "A"),
    ],
    "none of two answered": [received(), sought("07-06", "07-08", ref="A"), sought("07-09", "07-10", ref="B")],
    "paused and extended": [received(), sought("07-06", "07-08"), answered("07-15"), extended("07-20", 5)],
    "replied in time": [received(), replied("07-29")],
    "replied late": [received(), replied("08-03")],
    "replied while awaiting": [received(), asked("07-03"), replied("07-20")],
    "withdrawn": [received(), withdrawn("07-10")],
    "abandoned": [received(), asked("07-03", "07-24"), abandoned("07-27")],
    "after closing": [received(), replied("07-10"), extended("07-13")],
}


def _acts() -> Iterator[tuple[str, Callable[[list[facts.Fact]], list[objections.Objection]]]]:
    for on in ("07-08", "07-14", "07-29", "07-30", "08-03"):
        for workdays, approved in ((20, on), (21, on), (5, None)):
            yield (
                f"extend {workdays} on {on} approved {approved}",
                lambda life, o=on, w=workdays, a=approved: objections.to_extending(
                    life, CALENDAR, on=day(o), workdays=w, approved_on=day(a)
                ),
            )
        yield f"correction on {on}", lambda life, o=on: objections.to_asking_correction(life, CALENDAR, on=day(o))
        yield f"fee on {on}", lambda life, o=on: objections.to_noticing_fee(life, CALENDAR, on=day(o))
        yield f"abandon on {on}", lambda life, o=on: objections.to_abandoning(life, CALENDAR, on=day(o))
        for source in facts.SOURCES:
            yield (
                f"opinion of {source} on {on}",
                lambda life, o=on, s=source: objections.to_seeking_opinion(life, CALENDAR, on=day(o), source=s),
            )
        for kind in ("partly_disclosed", "not_held"):
            yield (
                f"sign {kind} on {on}",
                lambda life, o=on, k=kind: objections.to_signing(
                    life,
                    CALENDAR,
                    reply_kinds.REPLY_KINDS[k],
                    on=day(o),
                    said={"search"},
                    reviewed={"legal"} if k == "partly_disclosed" else {"secrecy"},
                ),
            )
        for method in ("direct", "entrusted", "post", "online"):
            yield (
                f"close by {method} on {on}",
                lambda life, o=on, m=method: objections.to_closing(
                    life, CALENDAR, on=day(o), signed_on=day("07-14"), method=m, china_post=False
                ),
            )
            yield (
                f"close by {method} undelivered",
                lambda life, m=method: objections.to_closing(life, CALENDAR, on=None, signed_on=day("07-14"), method=m),
            )
    yield (
        "close unsigned",
        lambda life: objections.to_closing(life, CALENDAR, on=day("07-14"), signed_on=None, method="post"),
    )


OBJECTED = (
    "plain",
    "confirmed",
    "correction awaited",
    "correction",
    "fee awaited",
    "extended",
    "paused",
    "of 2018",
    "replied in time",
    "abandoned",
)


def _objected() -> dict[str, list[Any]]:
    found = {}
    for name in OBJECTED:
        for act, objects in _acts():
            told = [dataclasses.astuple(objection) for objection in objects(LIVES[name])]
            if told:
                found[f"{name}: {act}"] = told
    return found


UNREADABLE: list[Any] = [
    "x",
    {},
    {"kind": 1},
    {"kind": "lost", "on": "2026-07-01"},
    {"kind": "x" * 60, "on": "2026-07-01"},
    {"kind": "received", "channel": "fax"},
    {"kind": "received", "on": "2026-02-30", "channel": "fax"},
    {"kind": "received", "on": "2026-7-1", "channel": "fax"},
    {"kind": "received", "on": 20260701, "channel": "fax"},
    {"kind": "received", "on": "2026-07-01"},
    {"kind": "received", "on": "2026-07-01", "channel": "pigeon"},
    {"kind": "received", "on": "2026-07-02", "channel": "fax", "confirmed_on": "2026-07-01"},
    {"kind": "opinion_sought", "on": "2026-07-01", "from": "third_party"},
    {"kind": "opinion_sought", "on": "2026-07-01", "ref": "", "from": "third_party"},
    {"kind": "opinion_sought", "on": "2026-07-01", "ref": True, "from": "third_party"},
    {"kind": "opinion_sought", "on": "2026-07-01", "ref": [1], "from": "third_party"},
    {"kind": "opinion_sought", "on": "2026-07-01", "ref": "A"},
    {"kind": "opinion_sought", "on": "2026-07-01", "ref": "A", "from": "a friend"},
    {"kind": "opinion_sought", "on": "2026-07-02", "ref": "A", "from": "third_party", "delivered_on": "2026-07-01"},
    {"kind": "opinion_received", "on": "2026-07-01"},
    {"kind": "extended", "on": "2026-07-01"},
    {"kind": "extended", "on": "2026-07-01", "workdays": 1.5},
    {"kind": "extended", "on": "2026-07-01", "workdays": True},
    {"kind": "extended", "on": "2026-07-01", "workdays": "20"},
    {"kind": "extended", "on": "2026-07-01", "workdays": 20, "approved_on": "x"},
]
IMPOSSIBLE = {
    "nothing": [],
    "no receipt": [replied("07-02")],
    "two receipts": [received(), received("07-02")],
    "before the receipt": [received(), replied("06-30")],
    "an answer without a letter": [received(), answered("07-02")],
    "an answer before its letter": [received(), sought("07-03"), answered("07-02")],
    "answered twice": [received(), sought("07-02"), answered("07-03"), answered("07-06")],
    "a ref twice": [received(), sought("07-02"), sought("07-03")],
}


def _refused(call: Callable[[], Any]) -> str:
    try:
        return f"= {call()}"
    except ValueError as sentence:
        return str(sentence)


def _tables() -> dict[str, Any]:
    held = {
        name: plain(value)
        for name, value in sorted(vars(provisions).items())
        if name.isupper() and not name.startswith("_")
    }
    versions = [provisions.regulations_on(date.fromisoformat(on)) for on in ("2000-01-01", "2018-01-01", "2019-05-15")]
    return held | {
        "regulations": plain(versions),
        "periods": plain(PERIODS),
        "kinds": plain(reply_kinds.REPLY_KINDS),
        "must say": dict(reply_kinds.MUST_SAY),
        "precedence": plain(report_rows.PRECEDENCE),
        "channels": dict(wording.CHANNEL_TITLES),
        "sources": dict(wording.SOURCE_TITLES),
        "facts": {kind: [cls.rank, cls.title] for kind, cls in facts.KINDS.items()},
        "numerals": {str(n): provisions.numeral(n) for n in (1, 9, 10, 11, 20, 21, 99, 100, 101, 110, 111, 120, 999)},
    }


def everything() -> dict[str, Any]:
    """Return all of it, as JSON reads it back."""
    read = {name: read_clock(life, CALENDAR, AS_OF) for name, life in LIVES.items()}
    examples = {
        example["id"]: [facts.fact_from(fact) for fact in example["facts"]]
        for example in (*EXAMPLES["clocks"], *SAMPLES)
    }
    steps = {name: list(clock.steps) for name, clock in read.items()} | {
        name: list(read_clock(life, CALENDAR, AS_OF).steps) for name, life in examples.items()
    }
    channels = [received(channel=channel, confirmed=on) for channel in facts.CHANNELS for on in (None, "07-02")]
    found = {
        "tables": _tables(),
        "steps": {
            name: [[step["rule"], step["reading"], step["on"], step["article"], step["text"]] for step in told]
            for name, told in steps.items()
        },
        "days": {
            name: explain_days(read[name])
            for name in ("plain", "provisional", "paused twice", "fee awaited", "extended while stopped")
        },
        "written": {name: [fact.as_dict() for fact in life] for name, life in LIVES.items()},
        "objections": _objected(),
        "receipts": {f"{one.channel} {one.confirmed_on}": receipt.receipt_reason(one) for one in channels},
        "relief": relief_told(),
        "unreadable": [_refused(lambda data=data: facts.fact_from(data)) for data in UNREADABLE],
        "impossible": {name: _refused(lambda life=life: in_order(life)) for name, life in IMPOSSIBLE.items()},
        "fees": [
            _refused(lambda scale=scale, number=number: scale(number))
            for scale in (fee_by_piece, fee_by_page)
            for number in (0, 1, 10, 11, 30, 31, 100, 101, 200, 201, -1, 1.5, True, "x", None)
        ],
        "no periods": [
            _refused(lambda name=name, on=on: period_due(name, on, CALENDAR))
            for name, on in (
                ("lunch", AS_OF),
                ("direct_suit", date(9999, 9, 1)),
                ("court_answer", date(9999, 12, 31)),
                ("direct_suit", date(2100, 12, 1)),
            )
        ],
        "report": report_told(),
        "disputes": disputes_told(),
        "told beside the clock": beside_the_clock(
            {
                name: LIVES[name]
                for name in (
                    *OBJECTED,
                    "paused twice",
                    "paused without delivery",
                    "paused to the end",
                    "one of two answered",
                    "none of two answered",
                )
            }
        ),
        "report rows": [_refused(lambda: report_rows.report_row([], AS_OF))],
    }
    return json.loads(json.dumps(found, ensure_ascii=False))


def kept() -> dict[str, Any]:
    """Return what was written last."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def main(file: Path = FILE) -> None:
    """Write all of it."""
    file.write_text(json.dumps(everything(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
