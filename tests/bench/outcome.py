"""What a benchmark finds: a limit or a peer, Vouch beside it, and whether the ratio is good enough."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Literal, NamedTuple

Unit = Literal["events/s", "s", "MB", "kept"]


class Target(NamedTuple):
    """The ratio that is asked for: at least (`at_most` false) or at most."""

    ratio: float
    at_most: bool = False

    def met(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio <= self.ratio if self.at_most else ratio >= self.ratio


class Outcome(NamedTuple):
    """One line of the table. Each pair holds what the limit and what Vouch came to in one round, in the unit."""

    figure: str
    store: str
    unit: Unit
    pairs: Sequence[tuple[float, float]]
    target: Target

    @property
    def limit(self) -> float:
        """The median of the limit."""
        return median(limit for limit, _ in self.pairs)

    @property
    def ours(self) -> float:
        """The median of Vouch."""
        return median(ours for _, ours in self.pairs)

    @property
    def ratio(self) -> float:
        """Vouch to the limit, medians of each."""
        return self.ours / self.limit

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest ratio of a round."""
        ratios = [ours / limit for limit, ours in self.pairs]
        return min(ratios), max(ratios)

    @property
    def passed(self) -> bool:
        """Whether the target is met."""
        return self.target.met(self.ratio)


def interleaved(rounds: int, limit: Callable[[], float], ours: Callable[[], float]) -> list[tuple[float, float]]:
    """Limit, ours, limit, ours, ...: whatever else the machine does weighs on both alike."""
    return [(limit(), ours()) for _ in range(rounds)]
