"""The best of any range: the same place as by going through it, for every range of lists of every small length."""

from collections.abc import Callable

import pytest

from domain.state.best import Best

LENGTHS = range(1, 20)
KEYS: dict[str, Callable[[int, int], int]] = {
    "rising": lambda place, length: place,
    "falling": lambda place, length: length - place,
    "all equal": lambda place, length: 7,
    "in the middle": lambda place, length: abs(2 * place - length),
    "up and down": lambda place, length: (place * 5) % 7,
    "two kinds": lambda place, length: place % 2,
}


@pytest.mark.parametrize("choose", [min, max])
@pytest.mark.parametrize("kind", KEYS)
def test_the_best_of_every_range_is_the_one_that_going_through_it_finds(choose: Callable[..., int], kind: str) -> None:
    for length in LENGTHS:
        keys = [KEYS[kind](place, length) for place in range(length)]
        best = Best(keys, choose)
        for first in range(length):
            for last in range(first + 1, length + 1):
                assert best.between(first, last) == choose(range(first, last), key=keys.__getitem__)


@pytest.mark.parametrize(("length", "levels"), [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (9, 4), (16, 5)])
def test_there_is_a_level_for_each_power_of_two_that_fits(length: int, levels: int) -> None:
    found = Best(list(range(length)), min)._winners
    assert [len(winners) for winners in found] == [length - (1 << level) + 1 for level in range(levels)]
