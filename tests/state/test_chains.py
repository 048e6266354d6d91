"""Who is above whom: the links say the same as walking up manager by manager, rings included."""

from hypothesis import given, strategies

from domain.state.chain import Chains, list_above

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


def test_a_climb_is_short() -> None:
    managers = {f"E-{number}": f"E-{number + 1}" for number in range(1_024)}
    chains = Chains(managers.get)
    chains.is_above("E-1024", "E-0")
    link, climbed = chains._links["E-0"], 0
    assert (link.depth, link.top.depth) == (1_024, 0)
    while link.depth > 1:
        link = link.jump if link.jump.depth >= 1 or link.above is None else link.above
        climbed += 1
    assert climbed <= 20
