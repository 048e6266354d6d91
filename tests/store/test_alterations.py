"""Random alterations of a history: each is found, and the first bad recording is named (spec/privacy.md §4).

VOUCH_ALTERATIONS says how many; `make nightly` tries 10,000 on each database.
"""

import os
from collections.abc import Callable
from random import Random
from typing import NamedTuple, TypeVar

import pytest

from domain.store import EventStore
from domain.store.history.walking import walk_history
from domain.store.session import Session
from domain.store.store import Store
from domain.tree.checkpoint import Checkpoint
from domain.tree.judging import judge
from domain.tree.walk import Fault
from tests.store.alterations import CUT, SEEN, SEEN_BETWEEN, Alteration, Hand, Spot, read_spots
from tests.store.deliveries import deliveries, record

T = TypeVar("T")
TRIES = int(os.environ.get("VOUCH_ALTERATIONS", "200"))
RECORDINGS = 21


class _Undone(Exception):  # noqa: N818 - it only ends a transaction
    pass


class Recorded(NamedTuple):
    """A store with a history, its recordings, and checkpoints of it that were kept elsewhere."""

    store: Store
    spots: list[Spot]
    kept: list[Checkpoint]


@pytest.fixture
def recorded(store: EventStore) -> Recorded:
    assert isinstance(store, Store)
    dice, number = Random(10), 0
    for _ in range(RECORDINGS):
        size = dice.randint(1, 6)
        record(store, *deliveries(range(number, number + size)))
        number += size
    with store.backend.reading() as session:
        spots = read_spots(session)
    return Recorded(store, spots, [Checkpoint("S", size, store.root_at(size)) for size in (0, 8, 13, RECORDINGS)])


def look(session: Session, kept: list[Checkpoint]) -> Fault | None:
    def ask(question: Callable[[Session], T]) -> T:
        return question(session)

    return judge(walk_history(ask, {each.size for each in kept}), kept).fault


def alter(recorded: Recorded, alteration: Alteration, dice: Random) -> tuple[int, Fault | None]:
    """Alter the history, look, and undo it. Returns the recording that is bad, and what was found."""
    found: list[tuple[int, Fault | None]] = []
    try:
        with recorded.store.backend.writing() as session:
            number = alteration(Hand(session, dice, recorded.spots))
            found.append((number, look(session, recorded.kept)))
            raise _Undone
    except _Undone:
        return found[0]


def test_every_alteration_is_found_and_the_first_bad_recording_named(recorded: Recorded) -> None:
    for each in range(TRIES):
        dice = Random(each)
        alteration = dice.choice(SEEN)
        number, fault = alter(recorded, alteration, dice)
        assert fault is not None, (each, alteration)
        assert fault.up_to == number, (each, alteration, fault)
        assert fault.number == number or alteration in CUT, (each, alteration, fault)
    with recorded.store.backend.reading() as session:
        assert look(session, recorded.kept) is None


@pytest.mark.parametrize("alteration", SEEN_BETWEEN)
def test_a_history_made_anew_is_found_by_a_checkpoint(recorded: Recorded, alteration: Alteration) -> None:
    for each in range(TRIES // 20):
        number, fault = alter(recorded, alteration, Random(each))
        assert fault is not None
        assert fault.number <= number <= fault.up_to
        assert not any(fault.number < kept.size <= number for kept in recorded.kept)


def test_nothing_is_found_where_nothing_was_altered(recorded: Recorded) -> None:
    walked = recorded.store.walk_history([RECORDINGS])
    assert (walked.fault, walked.size, walked.events) == (None, RECORDINGS, recorded.spots[-1].last)
    assert walked.roots[RECORDINGS] == walked.root == recorded.store.root_at(RECORDINGS)
