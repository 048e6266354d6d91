"""The service behind the routes: Vouch, the writer, the loops, and the threads in which questions are answered."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from time import monotonic
from typing import TypeVar, cast

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Request

from api.accounts.accounts import Accounts
from api.bootstrap import Vouch
from api.http.act_writer import ActWriter
from api.http.delivery_writer import DeliveryWriter
from api.http.group_commit import Writer
from api.http.loops import POLL_SECONDS, KeepTime, KeepUp, KeepUpBig, Loop
from api.http.metrics import Metrics, Standing
from api.http.problems import unavailable
from api.http.rates import DAY, MINUTE, Rate
from api.http.translating import TranslateDeliveries
from api.settings import SettingsWrong
from consumers.clock.tick import Ticked
from consumers.erasure.erasing import Erasing
from consumers.history.watching import Watch
from consumers.vendors.connection import ConnectionsError
from consumers.vendors.delivering.accounts import Account, read_accounts
from domain.store.acting.act import Act, Outcome
from domain.store.errors import StoreError, StoreUnavailable
from domain.store.raw_deliveries.values import Arrival
from domain.store.values import Parcel, Recording

READERS = 8
"""Questions answered at once; more would only take turns at the interpreter."""
ERASE_SECONDS = 60.0
"""Seconds between two looks for what is to be erased."""
STOPPING_SECONDS = 1.0
ANCHOR_SECONDS = 60.0
"""Seconds after which the key store gets a new checkpoint, if something was recorded."""
REJECTED_SECONDS = 1.0
"""Seconds for which a refused delivery is waited for to be kept."""
WAIT_STEP = 0.02

T = TypeVar("T")


class Service:
    """Everything that the routes need. It works between `start` and `stop`."""

    def __init__(self, vouch: Vouch) -> None:
        self.vouch = vouch
        self.metrics = Metrics()
        self.accounts = Accounts(vouch.settings, vouch.store)
        self.big_subjects = Loop("big_subjects", KeepUpBig(vouch.engine), POLL_SECONDS)
        self.projections = Loop("projections", KeepUp(vouch.engine, self.big_subjects.wake), POLL_SECONDS)
        self.clock = Loop("clock", KeepTime(vouch.engine, self._note_tick), vouch.settings.clock_seconds)
        self.watch = Watch(vouch.store, self.metrics.note_altered)
        self.history = Loop("history", self.watch, ANCHOR_SECONDS)
        self.erasing = Erasing(vouch.engine)
        self.erasures = Loop("erasures", self.erasing, ERASE_SECONDS)
        self.vendor_accounts = _read_accounts(vouch)
        translate = TranslateDeliveries(vouch.store, self.vendor_accounts, self.metrics, self.projections.wake)
        self.translation = Loop("translation", translate, POLL_SECONDS)
        self.loops = (self.projections, self.big_subjects, self.clock, self.history, self.erasures, self.translation)
        self._deliveries = DeliveryWriter(vouch.store, self.translation.wake)
        self.metrics.registry.register(Standing(vouch, self.loops))
        self._writer = Writer(vouch.store, self.projections.wake)
        self._acts = ActWriter(vouch.store, self.projections.wake)
        self.read_clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.commands_a_minute = Rate(vouch.settings.commands_per_minute, MINUTE)
        self.referrals_a_day = Rate(vouch.settings.referrals_per_day, DAY)

    def start(self) -> None:
        """Start the threads."""
        self._readers, self._helpers = CapacityLimiter(READERS), CapacityLimiter(2)
        self.watch.look()
        self._writer.start()
        self._acts.start()
        self._deliveries.start()
        with suppress(StoreError):  # the loop tries again; until then nobody is told that all is ready
            self.erasing.round()
        for loop in self.loops:
            loop.start()

    def stop(self) -> None:
        """Record what is waiting, and end the threads within seconds."""
        for loop in self.loops:
            loop.stop()
        self._writer.stop(STOPPING_SECONDS)
        self._acts.stop(STOPPING_SECONDS)
        self._deliveries.stop(STOPPING_SECONDS)
        for loop in self.loops:
            loop.join(STOPPING_SECONDS)

    async def ask(self, question: Callable[[], T]) -> T:
        """Answer a question in a thread."""
        return await run_sync(question, limiter=self._readers)

    async def help(self, work: Callable[[], T], patience: float | None = None) -> T:
        """Do work that must not wait for the questions. Raises TimeoutError after `patience` seconds (None: never)."""
        done = run_sync(work, limiter=self._helpers, abandon_on_cancel=True)
        return await asyncio.wait_for(done, patience)

    async def record(self, parcel: Parcel, size: int) -> Recording:
        """Record a parcel that came in `size` bytes; returns when it is durable."""
        recording = await asyncio.wrap_future(self._writer.submit(parcel, size))
        self.metrics.count_recording(recording)
        return recording

    async def keep_delivery(self, arrival: Arrival) -> bool:
        """Keep a vendor's delivery; returns when it is durable, with True if its key is new."""
        return await asyncio.wrap_future(self._deliveries.submit(arrival))

    async def keep_rejected(self, arrival: Arrival, reason: str) -> None:
        """Keep a refused delivery apart, if the store can: whoever sent it is refused in any case."""
        with suppress(StoreUnavailable, TimeoutError):
            await self.help(lambda: self.vouch.store.keep_rejected(arrival, reason), REJECTED_SECONDS)

    def submit(self, act: Act) -> "Future[Outcome]":
        """Hand over what somebody does; the future gets its outcome once it is durable."""
        return self._acts.submit(act)

    async def await_position(self, position: int | None) -> None:
        """Wait until what was recorded up to `position` can be read.

        Raises RefusedError (503) after the seconds of the setting `read_wait_seconds`.
        """
        if position is None:
            return
        deadline = monotonic() + self.vouch.settings.read_wait_seconds
        while await self.ask(self.vouch.engine.find_reached) < position:
            if monotonic() >= deadline:
                raise unavailable("The read models have not got to `min_position` yet; try again.")
            await asyncio.sleep(WAIT_STEP)

    def _note_tick(self, ticked: Ticked) -> None:
        self.metrics.count_tick(ticked)
        self.projections.wake()


def _read_accounts(vouch: Vouch) -> dict[str, Account]:
    try:
        return read_accounts(vouch.settings.connections, vouch.zone, os.environ)
    except ConnectionsError as error:
        raise SettingsWrong(f"VOUCH_CONNECTIONS cannot be used: {error}") from None


def service_of(request: Request) -> Service:
    """Find the service of the app that the request came to."""
    return cast(Service, request.app.state.service)
