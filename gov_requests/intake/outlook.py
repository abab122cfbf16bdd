"""What the dates would be if the form were registered as it stands (登记后的期限)."""

from dataclasses import dataclass

from gov_requests.intake.forms import RegisterForm
from gov_requests.records.calendar import calendar
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.facts import FactError, fact_from
from gov_requests.statute.periods import PeriodDue, period_due
from gov_requests.today import today


@dataclass(frozen=True, slots=True)
class Outlook:
    """The clock and the last day for a correction notice (第三十条)."""

    clock: Clock
    correction_notice: PeriodDue


def outlook(form: RegisterForm) -> Outlook | None:
    """Return the outlook of a form; None while its dates cannot be read."""
    if form.arrived_on.data is None or not form.channel.data:
        return None
    fact = {"kind": "received", "on": form.arrived_on.data.isoformat(), "channel": form.channel.data}
    if form.confirmed_on.data is not None:
        fact["confirmed_on"] = form.confirmed_on.data.isoformat()
    try:
        clock = read_clock([fact_from(fact)], calendar(), today())
    except FactError:
        return None
    return Outlook(clock, period_due("correction_notice", clock.received_on, calendar()))
