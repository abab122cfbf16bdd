"""Interleaved rounds: A B C A B C …, so that a slow spell of the machine hits every way alike."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """One way of doing the work; `work` does all its pieces once."""

    name: str
    work: Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """Ways of doing the same work; the first is the floor. `piece` is one of the `pieces` that each call of `work` does."""

    title: str
    piece: str
    pieces: int
    ways: tuple[Way, ...]
    note: str = ""
    rounds: int = 7


@dataclass(frozen=True)
class Result:
    """Nanoseconds a piece, and the median of the ratios to the floor of the same round."""

    name: str
    least: float
    median: float
    ratio: float


def measure(comparison: Comparison) -> list[Result]:
    """Run all rounds, one to warm up before them."""
    times: dict[str, list[float]] = {way.name: [] for way in comparison.ways}
    with _no_collection():
        for number in range(comparison.rounds + 1):
            for way in comparison.ways:
                took = _took(way.work)
                if number:
                    times[way.name].append(took / comparison.pieces)
    floor = times[comparison.ways[0].name]
    return [
        Result(
            name,
            min(taken),
            statistics.median(taken),
            statistics.median(mine / base for mine, base in zip(taken, floor, strict=True)),
        )
        for name, taken in times.items()
    ]


def _took(work: Callable[[], object]) -> int:
    gc.collect()
    start = time.perf_counter_ns()
    work()
    return time.perf_counter_ns() - start


@contextmanager
def _no_collection() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
