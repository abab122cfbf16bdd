"""Results as text on a terminal and as a section of docs/performance.md."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path

from gov_requests.records.engine import sqlite
from tools.bench.measure import Comparison, Result

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "performance.md"
LIBRARIES = ("Flask", "SQLAlchemy", "chinesecalendar", "typst")
SCALES = ((1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1, "ns"))


def machine() -> str:
    """Say in a sentence what the figures were measured on."""
    processor = _field("/proc/cpuinfo", r"model name\s*:\s*(.+)") or platform.processor() or platform.machine()
    memory = int(_field("/proc/meminfo", r"MemTotal:\s*(\d+)") or 0) / 2**20
    system = _field("/etc/os-release", r'PRETTY_NAME="(.+)"') or platform.system()
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return (
        f"{os.cpu_count()} cores ({processor}), {memory:.0f} GiB, {system}, Python {platform.python_version()}, "
        f"SQLite {sqlite.sqlite_version}, {libraries}."
    )


def _field(path: str, pattern: str) -> str | None:
    found = re.search(pattern, Path(path).read_text(encoding="utf-8")) if Path(path).exists() else None
    return found and found.group(1).strip()


def time_text(nanoseconds: float) -> str:
    """Three digits and a unit that suits."""
    size, unit = next(((size, unit) for size, unit in SCALES if nanoseconds >= size), SCALES[-1])
    return f"{nanoseconds / size:.3g} {unit}"


def ratio_text(ratio: float) -> str:
    """Three digits, without an exponent."""
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.3g}"


def table(comparison: Comparison, results: list[Result]) -> str:
    """Return a comparison as a Markdown table."""
    rows = [
        f"| {result.name} | {time_text(result.least)} | {time_text(result.median)} | {ratio_text(result.ratio)} |"
        for result in results
    ]
    head = [f"| one {comparison.piece} | least | median | × floor |", "|---|---|---|---|"]
    return "\n".join([f"### {comparison.title}", "", comparison.note, "", *head, *rows]).replace("\n\n\n", "\n\n")


def write(name: str, section: str) -> None:
    """Put a section into docs/performance.md, in the place of its last run or at the end."""
    text = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else "# Performance\n"
    begin, end = f"<!-- bench {name} -->", f"<!-- end {name} -->"
    block = f"{begin}\n{section}\n{end}"
    place = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    text = place.sub(lambda _: block, text) if place.search(text) else f"{text.rstrip()}\n\n{block}\n"
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(text, encoding="utf-8")
