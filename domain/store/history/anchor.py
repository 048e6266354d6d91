"""The anchor in the key store: the last checkpoint, apart from the database that it speaks of."""

from domain.store.keys.table import read_meta, write_meta
from domain.store.session import Session
from domain.tree.checkpoint import read_size

_NAME = "checkpoint"


def read_anchor(session: Session) -> str | None:
    """Read the last checkpoint that was kept, as a note; None where none was."""
    return read_meta(session, _NAME)


def keep_anchor(session: Session, note: str, *, replace: bool) -> None:
    """Keep a checkpoint in place of a smaller one before; with `replace`, of any."""
    before = read_anchor(session)
    if replace or before is None or read_size(before) <= read_size(note):
        write_meta(session, _NAME, note)
