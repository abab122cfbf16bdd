"""`python -m tools.bench [name …]`: measure, print, write docs/performance.md."""

import sys

from tools.bench import clock, letter
from tools.bench.measure import measure
from tools.bench.report import machine, table, write

COMPARISONS = {
    "deadline": clock.deadline,
    "library": clock.deadline_by_library,
    "clock": clock.clock,
    "letter": letter.letter,
}


def main(asked: list[str]) -> None:
    """Run the comparisons that were asked for, or all."""
    unknown = [name for name in asked if name not in COMPARISONS]
    if unknown:
        sys.exit(f"No measurement is called {', '.join(unknown)}; there are {', '.join(COMPARISONS)}.")
    print(machine(), flush=True)
    write("machine", machine())
    for name in asked or COMPARISONS:
        comparison = COMPARISONS[name]()
        section = table(comparison, measure(comparison))
        print(f"\n{section}", flush=True)
        write(name, section)


if __name__ == "__main__":
    main(sys.argv[1:])
