"""What the report, the disputes and the acts beside the clock say, for `sentences`."""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from gov_requests.statute import (
    annual_report,
    disputes,
    facts,
    loss_reasons,
    outcomes,
    provisions,
    remedies,
    reply_kinds,
    report_rows,
    table_two,
    telling,
)
from tests.statute.lives import CALENDAR, day

AS_OF = date(2026, 11, 24)


def plain(value: Any) -> Any:
    """Return a value of the law as JSON can say it."""
    if isinstance(value, provisions.Article):
        return value.text
    if isinstance(value, provisions.Provision):
        return [value.name, [[str(since), cited.text, plain(held)] for since, cited, held in value.rows]]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return _collection(value)


def _collection(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [plain(held) for held in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _constants(module: Any) -> dict[str, Any]:
    return {name: plain(value) for name, value in sorted(vars(module).items()) if name.isupper()}


def _three(**cells: int) -> dict[str, dict[str, int]]:
    table = {row: dict.fromkeys(annual_report.COLUMNS, 0) for row in annual_report.ROWS}
    for row, number in cells.items():
        table[row] |= {"natural_person": number, "research": 2 * number, annual_report.TOTAL: 3 * number}
    return table


def report_told() -> dict[str, Any]:
    sound = _three(new_received=5, carried_over=2, open=3, result_total=3, carried_forward=4)
    four = {block: dict.fromkeys((*annual_report.BUCKETS, "total"), 1) | {"total": 4} for block in annual_report.BLOCKS}
    off = json.loads(json.dumps(sound))
    off["carried_forward"]["research"] += 1
    off["open"]["other"] = 7
    off["deny_law"]["natural_person"] = 1
    broken = json.loads(json.dumps(four))
    broken["review"]["pending"] = 3
    before = {"natural_person": 2, "research": 4, "total": 7}
    rows = {"rules_in_force": "5", "rules_made": "2", "rules_repealed": "1", "normative_in_force": "9.5"}
    checked = [
        annual_report.identities(sound, four),
        annual_report.identities(off, broken, before),
        [table_two.in_force_adds_up(rows, {"rules_in_force": "4"}), table_two.in_force_adds_up(rows, {})],
    ]
    return {
        "form": _constants(annual_report),
        "table two": _constants(table_two),
        "rows": _constants(report_rows),
        "identities": [[[plain(one), one.holds, one.detail] for one in found] for found in checked],
        "columns": [annual_report.column_title(column) for column in annual_report.COLUMNS],
        "due": [str(day) for day in annual_report.due_days(2026)],
        "row of": {
            " ".join(codes): [report_rows.report_row(codes, AS_OF), report_rows.deciding_kind(codes, AS_OF)]
            for codes in (
                ["disclosed"],
                ["not_held", "disclosed"],
                ["disclosed", "state_secret"],
                ["not_held", "partly_disclosed"],
                ["not_held", "internal_affairs"],
                ["repeat", "petition", "not_this_organ"],
            )
        },
    }


def disputes_told() -> dict[str, Any]:
    flags = {}
    for kind in disputes.KINDS:
        for against in (None, *disputes.AGAINST):
            for late in (False, True):
                attack = disputes.Attack(
                    kind,
                    against,
                    ["state_secret", "disclosed", "state_secret", "other"],
                    day("2027-03-01") if late else day("2026-07-20"),
                    day("2026-07-10"),
                    review_pending=late,
                )
                flags[f"{kind} {against} {late}"] = [plain(flag) for flag in disputes.flags(attack, CALENDAR)]
    every = [
        (instance, procedure)
        for instance in (*outcomes.INSTANCES, "none")
        for procedure in (*disputes.PROCEDURES, None)
    ]
    return {
        "tables": _constants(disputes),
        "outcomes": _constants(outcomes),
        "loss reasons": _constants(loss_reasons),
        "flags": flags,
        "periods": {
            f"{instance} {procedure}": [
                disputes.answer_period(instance, procedure),
                disputes.decision_period(instance, procedure),
                disputes.window_after(instance, ruling=procedure is None),
                disputes.is_court(instance),
            ]
            for instance, procedure in every
        },
        "words": {
            instance: [
                outcomes.words_of(instance),
                outcomes.cannot_give("维持", instance),
                outcomes.cannot_give("x", instance),
            ]
            for instance in outcomes.INSTANCES
        },
        "windows": {
            " ".join(codes): [[name, str(due.due_on)] for name, due in disputes.attack_windows(codes, AS_OF, CALENDAR)]
            for codes in (["disclosed"], ["state_secret"], ["disclosed", "state_secret"], ["withdrawn"], ["unknown"])
        },
    }


def beside_the_clock(lives: Mapping[str, list[facts.Fact]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "release": str(telling.earliest_release(CALENDAR, told_on=AS_OF)),
        "kept": _constants(telling),
    }
    for name, life in lives.items():
        for on in map(day, ("07-09", "07-24", "07-27", "07-28", "07-29", "07-30")):
            told = [
                telling.to_telling(life, CALENDAR, on=on),
                telling.to_telling_of_consultation(life, CALENDAR, on=on),
                telling.to_telling_of_release(life, CALENDAR, on=on),
                telling.posting_soon(life, CALENDAR, on=on),
            ]
            told += [
                telling.third_party_before(
                    life, CALENDAR, reply_kinds.REPLY_KINDS[kind], on=on, against=against, release_on=release
                )
                for kind in ("disclosed", "partly_disclosed", "third_party_rights", "not_held")
                for against, release in (((), None), (("A",), None), (("A",), day("07-29")))
            ]
            found[f"{name} {on}"] = plain(told)
    return found


def relief_told() -> dict[str, Any]:
    told = {}
    for route in ("reconsideration_first", "free_choice", "none"):
        for items in (None, (1,), (2, 13)):
            for withheld in (False, True):
                for online in (None, "https://example.cn"):
                    told[f"{route} {items} {withheld} {online}"] = remedies.relief_clause(
                        route,
                        reviewing_organ="虚构区人民政府",
                        court="虚构区人民法院",
                        on=AS_OF,
                        items=items,
                        withheld_part=withheld,
                        online_channel=online,
                    )
    return told
