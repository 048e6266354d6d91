"""Sifting: what came first stands, whatever the batches."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.store import EventStore
from domain.store.inbox.repeats import ANYTHING, Key, Novelty, sift
from tests.store.deliveries import delivery, record

NEW, REPEATED, CONFLICTING = Novelty.NEW, Novelty.REPEATED, Novelty.CONFLICTING
ONE, OTHER = b"1" * 16, b"2" * 16
sources = itertools.count()


def test_a_verdict_for_each_by_what_is_known_and_what_stands_before_it() -> None:
    known: dict[Key, bytes] = {(1, "a"): ONE}
    asked = [((1, "a"), ONE), ((1, "a"), OTHER), ((2, "a"), OTHER), ((2, "a"), OTHER), ((2, "a"), ONE), ((1, "b"), ONE)]
    assert sift([(key, [content]) for key, content in asked], known) == [
        REPEATED,
        CONFLICTING,
        NEW,
        REPEATED,
        CONFLICTING,
        NEW,
    ]
    assert known == {(1, "a"): ONE, (2, "a"): OTHER, (1, "b"): ONE}


def test_what_was_known_by_a_former_key_is_a_repeat_and_of_the_erased_anything_is() -> None:
    known: dict[Key, bytes] = {(1, "a"): ONE, (1, "b"): ANYTHING}
    asked = [((1, "a"), [OTHER, ONE]), ((1, "a"), [OTHER]), ((1, "b"), [OTHER]), ((2, "c"), [OTHER, ONE])]
    assert sift(asked, known) == [REPEATED, CONFLICTING, REPEATED, NEW]
    assert known[2, "c"] == OTHER


arrivals = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["screening", "interview"])), max_size=12)


@given(st.lists(arrivals, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_whatever_the_batches_the_first_of_each_id_is_recorded(
    store: EventStore, batches: list[list[tuple[int, str]]]
) -> None:
    source = f"/source/{next(sources)}"
    first: dict[str, str] = {}
    before = store.head()
    for batch in batches:
        expected = {"recorded": 0, "repeated": 0, "parked": 0}
        for number, stage in batch:
            stands = first.get(f"e{number}")
            expected["recorded" if stands is None else "repeated" if stands == stage else "parked"] += 1
            first.setdefault(f"e{number}", stage)
        done = record(store, *(delivery(number, stage=stage, source=source) for number, stage in batch))
        assert {name: getattr(done, name) for name in expected} == expected
    kept = store.decode_rows(store.read_after(before, 100))
    assert {fact.id: fact.data.stage for fact in kept} == first
    assert len(kept) == len(first)
