"""The clock on the wall: the only place that asks the machine for the time.

The law looks at days in China, the journal at instants. Ask here at the door and pass the answer on as ``on`` or ``at``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Beijing time (北京时间). Every day of the statute is a day there, whatever the machine's own zone.
SHANGHAI = ZoneInfo("Asia/Shanghai")

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """Return this instant: aware, in UTC, whole seconds."""
    instant = _set_to.get() or datetime.now(UTC)
    return instant.astimezone(UTC).replace(microsecond=0)


def today() -> date:
    """Return today's date in China."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """Return the day that ``instant`` (aware) falls on in China."""
    return instant.astimezone(SHANGHAI).date()


@contextmanager
def clock_set_to(instant: datetime) -> Iterator[None]:
    """Let :func:`now` and :func:`today` answer with ``instant`` (aware; a naive one is read as Beijing time) inside the block.

    For tests and for the practice data, whose acts happened on other days. Holds for the current thread or task only.
    """
    token = _set_to.set(instant if instant.tzinfo else instant.replace(tzinfo=SHANGHAI))
    try:
        yield
    finally:
        _set_to.reset(token)
