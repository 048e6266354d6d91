"""The work of `vouch checkpoint`."""

from api.bootstrap import open_event_store
from api.command.errors import Refused
from api.command.output import put
from api.settings import read_settings
from consumers.history.anchoring import HistoryAltered, anchor


def print_checkpoint(*, store: str | None) -> None:
    """Print a checkpoint of all that is recorded by now; the key store keeps it, too. Refused if altered."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        try:
            note = anchor(opened)
        except HistoryAltered as altered:
            raise Refused(f"The history was altered: {altered}. `vouch verify` tells more.") from altered
        put(note.removesuffix("\n"))


def print_public_key(*, store: str | None) -> None:
    """Print the public half of the key that signs."""
    with open_event_store(read_settings(store=store), create=False) as opened:
        put(opened.public_key())
