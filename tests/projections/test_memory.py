"""Memory is bounded in bytes: however large events are, no more of them are held than fit."""

from projections.engine.recent_facts import RecentFacts
from tests.support.houses import House
from tests.support.story import Event, applied, referred

LARGE = 100_000
"""Bytes of a note: a state of that size and a little more."""


def _large(number: int) -> Event:
    return referred(number, note="x" * LARGE)


def test_a_step_routes_no_more_than_so_many_bytes(house: House) -> None:
    house.push([_large(number) for number in range(5)])
    engine = house.engine(route_bytes=2 * LARGE)
    reached = []
    while engine.step():
        reached.append(engine.count_waiting())
    assert reached[0] >= 3  # two events were routed, and nothing is folded before all are
    assert reached[-1] == 0
    assert len(reached) >= 3


def test_facts_are_forgotten_where_they_are_too_many_bytes(house: House) -> None:
    store = house.store
    house.push([_large(1), applied(2), applied(3)])
    rows = store.read_after(0, 10)
    streams = [row.stream for row in rows]
    size = sum(len(row.state) for row in rows)
    for allowed, kept in ((size, 3), (size - 1, 1)):
        recent = RecentFacts(limit_bytes=allowed)
        recent.keep(store, rows[:2], streams, 0)
        recent.keep(store, rows[2:], streams, rows[1].position)
        found, missing = recent.find(streams, rows[2].position)
        assert (len(found), len(missing)) == (kept, 3 - kept)
