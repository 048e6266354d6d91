"""Group commit: what arrives while a transaction is being written goes into the next one, all of it together.

Each caller is answered after the commit that holds its parcel, with its own counts.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import NamedTuple

import structlog

from domain.error_summary import kind_and_place
from domain.store.errors import StoreUnavailable
from domain.store.port import EventStore
from domain.store.values import Parcel, Recording

GROUP_EVENTS = 5_000
GROUP_BYTES = 16 << 20
"""Limits of one transaction; a single parcel may be larger."""
WAITING_BYTES = 256 << 20
"""Limit of what waits to be written; beyond it callers are asked to come again."""

log = structlog.get_logger(__name__)


class WriterFull(StoreUnavailable):
    """More is waiting to be written than memory should hold."""


class _Waiting(NamedTuple):
    parcel: Parcel
    size: int
    done: "Future[Recording]"


class Writer:
    """The one thread that records what comes over HTTP; `on_commit` is called after each commit."""

    def __init__(self, store: EventStore, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._on_commit = on_commit
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._left_over: _Waiting | None = None
        self._size = 0
        self._lock = Lock()
        self._thread = Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Record what is waiting and end; wait for that up to `seconds`."""
        self._queue.put(None)
        self._thread.join(seconds)

    def submit(self, parcel: Parcel, size: int) -> "Future[Recording]":
        """Hand over a parcel of `size` bytes; the future gets its outcome once it is on disk.

        Raises WriterFull if too much is waiting already.
        """
        with self._lock:
            if self._size and self._size + size > WAITING_BYTES:
                raise WriterFull("More is waiting to be recorded than can be held.")
            self._size += size
        waiting = _Waiting(parcel, size, Future())
        self._queue.put(waiting)
        return waiting.done

    def _run(self) -> None:
        while (first := self._left_over or self._queue.get()) is not None:
            self._left_over = None
            group, stopped = self._take_group(first)
            self._flush(group)
            if stopped:
                return

    def _take_group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Take the first and what waits behind it, up to the limits; True if the writer was stopped behind them."""
        group, events, size = [first], len(first.parcel.deliveries), first.size
        with suppress(Empty):
            while (following := self._queue.get_nowait()) is not None:
                events, size = events + len(following.parcel.deliveries), size + following.size
                if events > GROUP_EVENTS or size > GROUP_BYTES:
                    self._left_over = following
                    return group, False
                group.append(following)
            return group, True
        return group, False

    def _flush(self, group: Sequence[_Waiting]) -> None:
        with self._lock:
            self._size -= sum(each.size for each in group)
        # Whoever has gone away meanwhile was promised nothing.
        self._record([each for each in group if each.done.set_running_or_notify_cancel()])

    def _record(self, group: Sequence[_Waiting]) -> None:
        try:
            recordings = self._store.record_together([each.parcel for each in group])
        except StoreUnavailable as error:
            for each in group:
                each.done.set_exception(type(error)(*error.args))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one parcel's trouble, not the others'
            self._record_one_by_one(group, error)
        else:
            for each, recording in zip(group, recordings, strict=True):
                each.done.set_result(recording)
            self._on_commit()

    def _record_one_by_one(self, group: Sequence[_Waiting], error: Exception) -> None:
        if len(group) > 1:
            for each in group:
                self._record([each])
            return
        log.error("recording_failed", error=kind_and_place(error))
        group[0].done.set_exception(error)
