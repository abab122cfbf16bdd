"""Where the parts of a chart lie (SVG, drawn by ``components/chart.html``): columns for days, lines for months. Pure arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, BASE, TOP = 660, 150, 126, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: its label, value, the css of its colour, where it stands, and the address of what it counts."""

    label: str
    value: int
    css: str
    x: float
    y: float
    width: float
    url: str | None = None

    @property
    def height(self) -> float:
        """How high it is."""
        return BASE - self.y

    @property
    def middle(self) -> float:
        """Where its texts are centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, the css of its stroke, its values, their places, and the addresses of what they count."""

    name: str
    css: str
    values: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    urls: tuple[str | None, ...] = ()

    @property
    def path(self) -> str:
        """Its points as SVG wants them."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.places)


def bars(rows: Sequence[tuple[str, int, str, str | None]]) -> list[Bar]:
    """Return columns for (label, value, css, address) rows."""
    step, most = WIDTH / max(len(rows), 1), max((row[1] for row in rows), default=0) or 1
    return [
        Bar(label, value, css, place * step + step * 0.25, _y(value, most), step * 0.5, url)
        for place, (label, value, css, url) in enumerate(rows)
    ]


def lines(series: Sequence[tuple[str, str, Sequence[int], Sequence[str | None]]]) -> list[Series]:
    """Return lines for (name, css, values, addresses) rows, all on one scale."""
    most = max((value for _, _, values, _ in series for value in values), default=0) or 1
    found = []
    for name, css, values, urls in series:
        step = WIDTH / max(len(values), 1)
        places = tuple((place * step + step / 2, _y(value, most)) for place, value in enumerate(values))
        found.append(Series(name, css, tuple(values), places, tuple(urls)))
    return found


def _y(value: int, most: int) -> float:
    return round(BASE - (BASE - TOP) * value / most, 1)
