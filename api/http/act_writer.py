"""The one thread that decides and records what people do: what arrives meanwhile shares the next transaction."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

import structlog

from domain.error_summary import kind_and_place
from domain.store.acting.act import Act, Done, Outcome
from domain.store.errors import StoreUnavailable
from domain.store.port import EventStore

GROUP = 200
"""Acts of one transaction at most: others wait meanwhile."""
WAITING = 5_000
"""Acts that may wait; beyond them callers are asked to come again."""

log = structlog.get_logger(__name__)


class _Waiting(NamedTuple):
    act: Act
    done: "Future[Outcome]"


class ActWriter:
    """Settles acts in the order in which they came; `on_commit` is called after a commit that recorded something."""

    def __init__(self, store: EventStore, on_commit: Callable[[], None]) -> None:
        self._store = store
        self._on_commit = on_commit
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="acts", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Settle what is waiting and end; wait for that up to `seconds`."""
        self._queue.put(None)
        self._thread.join(seconds)

    def submit(self, act: Act) -> "Future[Outcome]":
        """Hand over an act; the future gets its outcome once it is on disk.

        Raises StoreUnavailable if too many are waiting already.
        """
        if self._queue.qsize() >= WAITING:
            raise StoreUnavailable("More commands are waiting than can be held.")
        waiting = _Waiting(act, Future())
        self._queue.put(waiting)
        return waiting.done

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group, stopped = self._take_group(first)
            # Whoever has gone away meanwhile was promised nothing.
            self._settle([each for each in group if each.done.set_running_or_notify_cancel()])
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

    def _settle(self, group: Sequence[_Waiting]) -> None:
        try:
            outcomes = self._store.act([each.act for each in group])
        except StoreUnavailable as error:
            for each in group:
                each.done.set_exception(type(error)(*error.args))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is one act's trouble, not the others'
            self._settle_one_by_one(group, error)
        else:
            for each, outcome in zip(group, outcomes, strict=True):
                each.done.set_result(outcome)
            if any(isinstance(outcome, Done) for outcome in outcomes):
                self._on_commit()

    def _settle_one_by_one(self, group: Sequence[_Waiting], error: Exception) -> None:
        if len(group) > 1:
            for each in group:
                self._settle([each])
            return
        for each in group:
            log.error("act_failed", error=kind_and_place(error))
            each.done.set_exception(error)
