"""如果……（只试算，不保存）: the two dates if an extension were told today (第三十三条第二款)."""

from dataclasses import dataclass
from datetime import date

from flask import request, url_for

from gov_requests.records.calendar import calendar
from gov_requests.records.casefile import Casefile
from gov_requests.refusals import told
from gov_requests.statute.clock import read_clock
from gov_requests.statute.facts import Extended
from gov_requests.statute.objections import refusals, to_extending
from gov_requests.statute.provisions import regulations_on

#: How the length is asked for in the address.
NAME = "extend"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The question and its answer, as ``components/clock.html`` reads them."""

    action: str
    name: str
    value: str
    safe_on: date | None = None
    due_on: date | None = None
    error: str | None = None


def what_if(file: Casefile, ref: str, day: date) -> WhatIf | None:
    """Return the form with what was asked and its answer; None for a request that is closed."""
    if file.state.closed_on is not None:
        return None
    longest = regulations_on(file.state.received_on).extension_workdays
    action, asked = url_for("cases.show", ref=ref, _anchor="clock"), request.args.get(NAME)
    if asked is None:
        return WhatIf(action, NAME, str(longest))
    typed = asked.strip()[:10]
    if not (typed.isascii() and typed.isdecimal()):
        return WhatIf(action, NAME, typed, error=f"请填整数，最多 {longest} 个工作日。")
    workdays = int(typed)
    found = refusals(to_extending(file.facts, calendar(), on=day, workdays=workdays, approved_on=day))
    if found:
        return WhatIf(action, NAME, typed, error=told(found[0]))
    clock = read_clock([*file.facts, Extended(day, workdays, day)], calendar(), day, proof=False)
    return WhatIf(action, NAME, typed, clock.safe_due_on, clock.due_on)
