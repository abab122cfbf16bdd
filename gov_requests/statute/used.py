"""办理用时: how many working days an answer took, of those that the organ's period counts."""

from gov_requests.statute.clock import Clock
from gov_requests.statute.facts import Replied


def workdays_used(clock: Clock) -> int | None:
    """Return the working days from the receipt (补正后自收到补正件之日, 第三十条) to the reply; None until replied.

    The first day is not counted (第三十三条), nor is a day that lies in a pause for asking others (第三十三条第三款), each once.
    """
    reading = clock.statutory
    closed = reading.closed_by
    if not isinstance(closed, Replied):
        return None
    calendar, covered = reading.calendar, reading.start
    used = calendar.position(closed.on) - calendar.position(covered)
    for begin, end in reading.pauses(closed.on):
        first, last = max(begin, covered), min(end or closed.on, closed.on)
        if last > first:
            used -= calendar.position(last) - calendar.position(first)
            covered = last
    return max(used, 0)
