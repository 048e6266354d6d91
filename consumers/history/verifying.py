"""Verifying the whole history, and saying where it forked after a restore."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from consumers.history.anchoring import read_anchor
from domain.facts.history import FORKS, HistoryForked
from domain.store.port import EventStore
from domain.tree.checkpoint import Checkpoint, CheckpointUnreadable
from domain.tree.judging import Fork, judge
from domain.tree.walk import Fault

SOURCE = "/vouch/history"

OnStep = Callable[[int, int], object]


class ForkRefused(Exception):  # noqa: N818 - named for what it is
    """A fork cannot be recorded; the text says why."""


class Verified(NamedTuple):
    """What was found: how much was read, against how many checkpoints, and the first bad recording.

    `given_up` are checkpoints of what a restore has given up; `forks` where that was.
    """

    recordings: int
    events: int
    checkpoints: int
    fault: Fault | None
    given_up: list[Checkpoint]
    forks: list[Fork]


def ignore_step(_position: int, _head: int) -> None:
    """Say nothing."""


def verify(store: EventStore, given: Sequence[Checkpoint] = (), on_step: OnStep = ignore_step) -> Verified:
    """Compare every recording with its leaf, and each checkpoint, the key store's too, with the root of its size.

    HistoryAltered if the key store's checkpoint is none of this store's.
    """
    anchor = read_anchor(store)
    return _verify(store, [*given, *([] if anchor is None else [anchor])], read_forks(store), on_step)


def read_given(store: EventStore, notes: Iterable[tuple[str, str]]) -> list[Checkpoint]:
    """Read checkpoints that were kept elsewhere, each with the name by which it was given.

    CheckpointUnreadable names the first that is none of this store's.
    """
    found = []
    for name, note in notes:
        try:
            found.append(store.read_checkpoint(note))
        except CheckpointUnreadable as error:
            raise CheckpointUnreadable(f"{name}: {error}") from error
    return found


def read_forks(store: EventStore) -> list[Fork]:
    """Read where history has forked."""
    facts = store.decode_rows(store.read_streams([FORKS]))
    return [Fork(fact.data.kept, fact.data.lost) for fact in facts if isinstance(fact.data, HistoryForked)]


def record_fork(
    store: EventStore, note: str, reason: str, given: Sequence[Checkpoint] = (), on_step: OnStep = ignore_step
) -> Fork:
    """Record that an older copy was put back, which `note` is the checkpoint of; anchor the history as it is now.

    It must be of a prefix, and explain all that the checkpoints show: else ForkRefused, and nothing is recorded.
    """
    kept, anchor = store.read_checkpoint(note), read_anchor(store)
    elsewhere = [*given, *([] if anchor is None else [anchor])]
    fork = Fork(kept.size, max((each.size for each in elsewhere), default=0))
    forks = read_forks(store)
    found = _verify(store, [kept, *elsewhere], [*forks, fork], on_step)
    if found.fault is not None:
        raise ForkRefused("A restore from this checkpoint does not explain what is found: see `vouch verify`.")
    if not _verify(store, elsewhere, forks, on_step).fault:
        raise ForkRefused("Nothing shows that history has forked: every checkpoint is of a prefix of it.")
    fact = HistoryForked(kept=kept.size, lost=fork.lost, checkpoint=note, reason=reason)
    store.append(FORKS, [fact], expected_version=len(forks), source=SOURCE)
    store.keep_anchor(store.checkpoint(), replace=True)
    return fork


def _verify(store: EventStore, checkpoints: Sequence[Checkpoint], forks: list[Fork], on_step: OnStep) -> Verified:
    walked = store.walk_history({each.size for each in checkpoints}, on_step)
    fault, given_up = judge(walked, checkpoints, forks)
    return Verified(walked.size, walked.events, len(checkpoints), fault, given_up, forks)
