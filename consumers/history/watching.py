"""Watching over the history while Vouch serves: the ends before anything is answered, all of it in the background."""

from collections.abc import Callable
from threading import Event

from consumers.history.anchoring import HistoryAltered, anchor, look_quickly
from consumers.history.verifying import verify
from domain.store.errors import StoreError
from domain.store.keys.database import KeysAway
from domain.store.port import EventStore

REST_SECONDS = 0.02
"""Between two pages: whoever asks meanwhile is not held up."""


class _Stopped(Exception):  # noqa: N818 - it only ends a walk
    pass


class Watch:
    """The work of watching. `says` is what is wrong, None where nothing is known to be; it stays until the next start.

    `on_altered` is told once.
    """

    def __init__(self, store: EventStore, on_altered: Callable[[str], object]) -> None:
        self._store = store
        self._on_altered = on_altered
        self._verified = False
        self.says: str | None = None

    def look(self) -> None:
        """Look quickly, before anything is answered. A store or a key store that is away is none that was altered."""
        try:
            look_quickly(self._store)
        except HistoryAltered as altered:
            self._note(str(altered))
        except StoreError:
            return

    def __call__(self, stopping: Event) -> None:
        """Verify everything, the first time; then keep a checkpoint in the key store of what was recorded."""
        if self.says is not None:
            return
        try:
            if not self._verified:
                self._verify(stopping)
            if self.says is None:
                anchor(self._store)
        except HistoryAltered as altered:
            self._note(str(altered))
        except (_Stopped, KeysAway):
            return

    def _verify(self, stopping: Event) -> None:
        def on_step(_position: int, _head: int) -> None:
            if stopping.wait(REST_SECONDS):
                raise _Stopped

        fault = verify(self._store, on_step=on_step).fault
        self._verified = True
        if fault is not None:
            self._note(f"recording {fault.up_to}: {fault.says}")

    def _note(self, says: str) -> None:
        self.says = says
        self._on_altered(says)
