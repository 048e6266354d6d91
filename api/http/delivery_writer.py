"""The one thread that keeps vendors' deliveries: what arrives meanwhile shares the next transaction."""

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
from domain.store.raw_deliveries.values import Arrival

GROUP = 500
"""Deliveries of one transaction at most."""
WAITING_BYTES = 128 << 20
"""Limit of what waits to be written; beyond it vendors are asked to come again."""

log = structlog.get_logger(__name__)


class _Waiting(NamedTuple):
    arrival: Arrival
    done: "Future[bool]"


class DeliveryWriter:
    """Keeps deliveries in the order in which they came; `on_commit` is called after a commit that kept a new one."""

    def __init__(self, store: EventStore, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._on_commit = on_commit
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._size = 0
        self._lock = Lock()
        self._thread = Thread(target=self._run, name="deliveries", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Keep what is waiting and end; wait for that up to `seconds`."""
        self._queue.put(None)
        self._thread.join(seconds)

    def submit(self, arrival: Arrival) -> "Future[bool]":
        """Hand over a delivery; the future tells once it is on disk whether its key is new.

        Raises StoreUnavailable if too much is waiting already.
        """
        with self._lock:
            if self._size and self._size + len(arrival.body) > WAITING_BYTES:
                raise StoreUnavailable("More deliveries are waiting than can be held.")
            self._size += len(arrival.body)
        waiting = _Waiting(arrival, Future())
        self._queue.put(waiting)
        return waiting.done

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, stopped = self._take_group(first)
            with self._lock:
                self._size -= sum(len(each.arrival.body) for each in group)
            # Whoever has gone away meanwhile was promised nothing.
            self._keep([each for each in group if each.done.set_running_or_notify_cancel()])
            if stopped:
                return

    def _take_group(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """Take the first and what waits behind it, up to the limit; True if the writer was stopped behind them."""
        group = [first]
        with suppress(Empty):
            while len(group) < GROUP:
                following = self._queue.get_nowait()
                if following is None:
                    return group, True
                group.append(following)
        return group, False

    def _keep(self, group: Sequence[_Waiting]) -> None:
        try:
            is_new = self._store.keep_deliveries([each.arrival for each in group])
        except StoreUnavailable as error:
            for each in group:
                each.done.set_exception(type(error)(*error.args))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the thread
            log.error("delivery_failed", error=kind_and_place(error))
            for each in group:
                each.done.set_exception(StoreUnavailable("The delivery could not be kept."))
        else:
            for each, new in zip(group, is_new, strict=True):
                each.done.set_result(new)
            if any(is_new):
                self._on_commit()
