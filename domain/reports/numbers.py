"""Shares, medians and intervals, as texts of spec/reports.md."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

_FOUR = Decimal("0.0001")
_ONE = Decimal("0.1")
Z = Decimal("1.959964")
"""The quantile of the normal distribution for 95 %."""


def share(part: int, whole: int) -> str | None:
    """Write a part of a whole with four decimals; None where nothing is divided."""
    return None if whole == 0 else _four(Decimal(part) / whole)


def median(lengths: Sequence[int]) -> str | None:
    """Write the median with one decimal: of an even number the mean of the middle two."""
    if not lengths:
        return None
    ordered, half = sorted(lengths), len(lengths) // 2
    middle = Decimal(ordered[half]) if len(ordered) % 2 else Decimal(ordered[half - 1] + ordered[half]) / 2
    return str(middle.quantize(_ONE))


def percentile_90(lengths: Sequence[int]) -> int | None:
    """Find the least length that at least 90 % do not exceed."""
    return sorted(lengths)[-(-len(lengths) * 9 // 10) - 1] if lengths else None


def interval(successes: int, tries: int) -> tuple[str, str] | None:
    """Write Wilson's interval at 95 %, within 0 and 1; None without tries."""
    if tries == 0:
        return None
    with localcontext() as context:
        context.prec = 50
        n, rate = Decimal(tries), Decimal(successes) / tries
        square = Z * Z
        centre = rate + square / (2 * n)
        spread = Z * (rate * (1 - rate) / n + square / (4 * n * n)).sqrt()
        wide = 1 + square / n
        return _four(max(Decimal(0), (centre - spread) / wide)), _four(min(Decimal(1), (centre + spread) / wide))


def _four(value: Decimal) -> str:
    """Round half-even to four decimals; never a negative zero."""
    return str(abs(value.quantize(_FOUR, ROUND_HALF_EVEN)))
