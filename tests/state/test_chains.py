"""Who is above whom: the links say the same as walking up manager by manager, rings included."""

from typing import Any

import pytest
from hypothesis import given, strategies

from domain.state.chain import Chains, Link, list_above

NAMES = [f"E-{number}" for number in range(9)]
managers = strategies.dictionaries(strategies.sampled_from(NAMES), strategies.sampled_from(NAMES))


@given(managers, strategies.permutations(NAMES))
def test_above_is_whoever_is_met_going_up(manager_of: dict[str, str], asked: list[str]) -> None:
    chains = Chains(manager_of.get)
    for employee in asked:
        found = {other for other in NAMES if chains.is_above(other, employee)}
        assert found == set(list_above(employee, manager_of.get))


@given(strategies.integers(2, 60), strategies.data())
def test_a_long_chain(length: int, data: strategies.DataObject) -> None:
    managers = {f"E-{number}": f"E-{number + 1}" for number in range(length)}
    chains = Chains(managers.get)
    for _ in range(20):
        low, high = data.draw(strategies.integers(0, length)), data.draw(strategies.integers(0, length))
        assert chains.is_above(f"E-{high}", f"E-{low}") == (high > low)


def test_a_chain_asked_link_by_link_tells_each_manager_once() -> None:
    asked: list[str] = []
    managers = {f"E-{number}": f"E-{number + 1}" for number in range(1_000)}

    def manager_of(employee: str) -> str | None:
        asked.append(employee)
        return managers.get(employee)

    chains = Chains(manager_of)
    assert all(chains.is_above("E-1000", f"E-{number}") for number in range(1_000))
    assert len(asked) == len(set(asked))


DEPTH: Any = vars(Link)["depth"]


class Counted(Link):
    """A link that counts how often it was asked how deep it is."""

    __slots__ = ()
    asked = 0

    @property
    def depth(self) -> int:  # type: ignore[override]
        """As deep as it is."""
        Counted.asked += 1
        return int(DEPTH.__get__(self))


@pytest.mark.parametrize("depth", [0, 1, 2, 510, 511, 512, 1_022, 1_023, 1_024])
def test_a_climb_is_short(depth: int) -> None:
    managers = {f"E-{number}": f"E-{number + 1}" for number in range(1_024)}
    chains = Chains(managers.get)
    chains.is_above("E-1024", "E-0")
    for link in chains._links.values():
        link.__class__ = Counted
    Counted.asked = 0
    found = chains._links["E-0"].at_depth(depth)
    assert Counted.asked <= 50
    assert found is chains._links[f"E-{1_024 - depth}"]
    assert found.top is chains._links["E-1024"]
