"""What must hold in a store at any moment, whatever has befallen it."""

from collections import defaultdict
from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Any

from domain.store import EventStore
from domain.store.session import Session
from domain.store.store import Store
from tests.store.pushing import BATCH


def session(store: EventStore) -> AbstractContextManager[Session]:
    """A look behind the door."""
    assert isinstance(store, Store)
    return store.backend.reading()


def whole_batches(store: EventStore) -> set[int]:
    """The batches of `pushing` that are in the store; each is there whole, and everything beside it agrees."""
    rows = store.read_after(0, 1_000_000)
    facts = store.decode_rows(rows)
    numbers = [int(fact.id.removeprefix("e")) for fact in facts]
    assert len(set(numbers)) == len(numbers)
    batches = {number // BATCH for number in numbers}
    assert set(numbers) == {number for each in batches for number in range(each * BATCH, (each + 1) * BATCH)}
    assert_numbered([(row.stream, row.version) for row in rows])
    assert [fact.recorded_at for fact in facts] == sorted(fact.recorded_at for fact in facts)
    assert_agree(store, facts, batches)
    return batches


def assert_numbered(versions: Collection[tuple[str, int]]) -> None:
    """Each stream counts from 1 without a gap, in the order of positions."""
    found: dict[str, list[int]] = defaultdict(list)
    for stream, version in versions:
        found[stream].append(version)
    assert all(each == list(range(1, len(each) + 1)) for each in found.values())


def assert_agree(store: EventStore, facts: Collection[Any], batches: Collection[int]) -> None:
    """Inbox, dead letters and recordings say the same as the events."""
    with session(store) as look:
        inbox = look.rows("SELECT name, id FROM inbox JOIN sources ON number = source")
        recordings = look.rows("SELECT last_position, recorded_at FROM recordings ORDER BY last_position")
    assert set(inbox) == {(fact.source, fact.id) for fact in facts}
    letters = {letter.letter: letter for letter in store.list_dead_letters(limit=1_000_000)}
    raws = {kept.raw for kept in map(store.find_dead_letter, letters) if kept is not None}
    assert raws == {f"broken {number}".encode() for number in batches}
    assert [position for position, _ in recordings[-1:]] == ([store.head()] if facts else [])
    assert [instant for _, instant in recordings] == sorted(instant for _, instant in recordings)
    assert len(recordings) == len(batches)
    walked = store.walk_history()
    assert (walked.fault, walked.size, walked.events) == (None, len(batches), len(facts))
