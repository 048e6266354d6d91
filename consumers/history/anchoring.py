"""Anchoring: the last checkpoint is kept in the key store, and looked at before anything is answered."""

from domain.store.port import History
from domain.tree.checkpoint import Checkpoint, CheckpointUnreadable


class HistoryAltered(Exception):  # noqa: N818 - named for what it is
    """The history is not what it was; the text says how that shows."""


def look_quickly(store: History) -> None:
    """Compare the tree's end with the events' end, and the key store's checkpoint with the root of its size then.

    A few short queries; raises HistoryAltered. What it cannot see, `verify` finds.
    """
    head, last = store.read_ends()
    if head != last:
        raise HistoryAltered("the events do not end where the last recording does")
    anchor = read_anchor(store)
    if anchor is not None:
        _compare(store, anchor)


def read_anchor(store: History) -> Checkpoint | None:
    """Read the key store's checkpoint; None where there is none yet. HistoryAltered if it is none of this store's."""
    note = store.anchor()
    if note is None:
        return None
    try:
        return store.read_checkpoint(note)
    except CheckpointUnreadable as error:
        raise HistoryAltered(f"the checkpoint in the key store cannot be read: {error}") from error


def anchor(store: History) -> str:
    """Make a checkpoint of all that is recorded by now, keep it in the key store, and return it.

    HistoryAltered, and nothing is kept, where the one that was kept before is not of the same history.
    """
    look_quickly(store)
    note = store.checkpoint()
    if note != store.anchor():
        store.keep_anchor(note)
    return note


def _compare(store: History, anchor: Checkpoint) -> None:
    size = store.count_recordings()
    if anchor.size > size:
        raise HistoryAltered(
            f"the key store's checkpoint has {anchor.size:,} recordings, and there are {size:,}: the end was cut off,"
            " or an older database put back"
        )
    try:
        root = store.root_at(anchor.size)
    except LookupError:
        root = None
    if root != anchor.root:
        raise HistoryAltered(f"the key store's checkpoint of {anchor.size:,} recordings has another root")
