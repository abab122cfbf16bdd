"""Wilson's interval of a rate: where the true rate lies with 95 % confidence, honest also for few cases and for none or all of them.

E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
"""

from math import sqrt
from statistics import NormalDist

#: Two-sided 95 %.
Z = NormalDist().inv_cdf(0.975)
#: Below this a rate is told as a fraction and takes no place in an order: one case more or less would turn it round.
FEW = 10


def wilson(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """Return the interval (low, high) of ``part`` out of ``whole``, each from 0 to 1. Raises ValueError without cases."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"no rate: {part} of {whole}")
    rate, square = part / whole, z * z
    middle = (rate + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole))
    # The bounds meet none and all exactly; the arithmetic misses them by a hair.
    return (max(0.0, middle - half) if part else 0.0), (min(1.0, middle + half) if part < whole else 1.0)


def percent(value: float) -> str:
    """Return a rate as pages write it: 14.6%."""
    return f"{value * 100:.1f}%"


def rate_words(part: int, whole: int) -> str:
    """Return a rate in words: a percentage, or for few cases the fraction alone; — where there are none."""
    if whole == 0:
        return "—"
    return f"{part}/{whole}" if whole < FEW else percent(part / whole)


def interval_words(part: int, whole: int) -> str:
    """Return the interval in words; for few cases that only the fraction is told."""
    if whole == 0:
        return "没有案件"
    if whole < FEW:
        return f"不足 {FEW} 件，不排名"
    low, high = wilson(part, whole)
    return f"95% 区间 {percent(low)}—{percent(high)}"
