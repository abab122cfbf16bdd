"""What the dates would be if the form were registered as it stands (登记后的期限)."""

from dataclasses import dataclass
from datetime import date

from gov_requests.intake.forms import RegisterForm
from gov_requests.lights import Light, light_of
from gov_requests.records.calendar import calendar
from gov_requests.records.ranges import period_range, range_of
from gov_requests.statute.clock import Clock, read_clock
from gov_requests.statute.due_range import Between, DueRange
from gov_requests.statute.facts import Extended, Received
from gov_requests.statute.periods import PeriodDue, period_due
from gov_requests.statute.receipt import receipt_reason
from gov_requests.terms import CHANNELS
from gov_requests.today import today
from gov_requests.web.case_head import thresholds


@dataclass(frozen=True, slots=True)
class Outlook:
    """The clock, why that day is the day of receipt (第三十一条), the last day for a correction notice (第三十条), and 若延期."""

    clock: Clock
    reason: str
    light: Light
    correction_notice: PeriodDue
    extension_workdays: int
    extended_due_on: date | None
    extended_provisional: bool
    #: In which range each of the dates can still move; None where it is settled.
    between: DueRange | None
    correction_between: Between | None
    extended_between: DueRange | None


def outlook(form: RegisterForm) -> Outlook | None:
    """Return the outlook of a form; None while its dates cannot be read."""
    if (
        form.arrived_on.data is None
        or form.channel.data not in CHANNELS
        or form.arrived_on.errors
        or form.confirmed_on.errors
    ):
        return None
    received = Received(form.arrived_on.data, form.channel.data, form.confirmed_on.data)
    day, days = today(), calendar()
    clock = read_clock([received], days, day)
    most = clock.statutory.regulations.extension_workdays
    told_on = max(day, received.on)
    lengthened = [received, Extended(told_on, most, told_on)]
    longer = read_clock(lengthened, days, day, proof=False)
    extended = longer.statutory.extension is not None
    return Outlook(
        clock=clock,
        reason=receipt_reason(received),
        light=light_of(state=clock.state, remaining=clock.remaining_workdays, thresholds=thresholds()),
        correction_notice=period_due("correction_notice", clock.received_on, days),
        extension_workdays=most,
        extended_due_on=longer.due_on if extended else None,
        extended_provisional=longer.provisional,
        between=range_of(clock, [received]),
        correction_between=period_range("correction_notice", clock.received_on),
        extended_between=range_of(longer, lengthened) if extended else None,
    )
