"""`python -m tools.bench [name …]`: measure, print, write docs/performance.md."""

import sys

from tools.bench import (
    amended,
    clock,
    counter,
    fold,
    ledger,
    letter,
    lists,
    oversight,
    rates,
    registration,
    rivals,
    volume,
)
from tools.bench.measure import Comparison, measure
from tools.bench.report import machine, table, write

#: Each gives its section of the document.
SECTIONS = {
    "deadline": lambda: compared(clock.deadline()),
    "library": lambda: compared(clock.deadline_by_library()),
    "fold": lambda: compared(fold.fold()),
    "clock": lambda: compared(clock.clock()),
    "command": lambda: compared(clock.command()),
    "amended": amended.amended,
    "letter": lambda: compared(letter.letter()),
    "rivals": rivals.rivals,
    "volume": lambda: compared(volume.volume()),
    "ledger": ledger.ledger,
    "registration": registration.registration,
    "counter": counter.counter,
    "disputes": rates.disputed,
    "oversight": oversight.oversight,
    "lists": lists.lists,
    "search": lists.search,
}


def compared(comparison: Comparison) -> str:
    """Measure a comparison and return it as a table."""
    return table(comparison, measure(comparison))


def main(asked: list[str]) -> None:
    """Run the measurements that were asked for, or all."""
    unknown = [name for name in asked if name not in SECTIONS]
    if unknown:
        sys.exit(f"No measurement is called {', '.join(unknown)}; there are {', '.join(SECTIONS)}.")
    print(machine(), flush=True)
    write("machine", machine())
    for name in asked or SECTIONS:
        section = SECTIONS[name]()
        print(f"\n{section}", flush=True)
        write(name, section)


if __name__ == "__main__":
    main(sys.argv[1:])
