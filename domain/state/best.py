"""The best in any range of a list: a table of the winners of runs of 1, 2, 4, 8 ... elements."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

Key = bool | int | str | date | datetime | tuple["Key", ...]
"""What can be compared."""


class Best:
    """Finds the least or the greatest (`choose`: min or max) of keys between two places, without going through them."""

    __slots__ = ("_choose", "_keys", "_winners")

    def __init__(self, keys: Sequence[Key], choose: Callable[..., int]) -> None:
        self._keys = keys
        self._choose = choose
        self._winners = [list(range(len(keys)))]
        width = 1
        while 2 * width <= len(keys):
            self._winners.append(self._double(self._winners[-1], width))
            width *= 2

    def _double(self, winners: list[int], width: int) -> list[int]:
        return [self._pick(one, other) for one, other in zip(winners, winners[width:], strict=False)]

    def _pick(self, one: int, other: int) -> int:
        return self._choose(one, other, key=self._keys.__getitem__)

    def between(self, first: int, last: int) -> int:
        """Find the place of the best key from `first` to before `last`; of equals, the first."""
        level = (last - first).bit_length() - 1
        winners = self._winners[level]
        return self._pick(winners[first], winners[last - (1 << level)])
