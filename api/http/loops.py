"""Loops: work that is done again and again in threads of this process, whatever happens to the database meanwhile."""

from collections.abc import Callable
from datetime import date
from threading import Event, Thread
from typing import NamedTuple

import structlog

from consumers.clock.tick import Ticked, tick
from domain.error_summary import kind_and_place
from projections.engine.engine import Engine

SHORTEST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
"""Seconds of rest after a failure: the pause doubles from the first to the second."""
POLL_SECONDS = 0.5
"""Seconds between two looks for what other processes have recorded."""

Work = Callable[[Event], None]
"""One round; it ends early where the event is set."""

log = structlog.get_logger(__name__)


class LoopState(NamedTuple):
    """Whether a loop runs, and what its last round failed with (None: it went well)."""

    alive: bool
    failure: str | None


class Loop:
    """Does a round of work, rests for `pause` seconds or until it is woken, and goes on; longer after a failure."""

    def __init__(self, name: str, work: Work, pause: float) -> None:
        self.name = name
        self._work = work
        self._pause = pause
        self._stopping = Event()
        self._woken = Event()
        self._failures = 0
        self._failure: str | None = None
        # A round that does not end may not keep the process from ending: every transaction is whole or not at all.
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread, and with it the first round."""
        self._thread.start()

    def wake(self) -> None:
        """Begin the next round without waiting for the pause to end."""
        self._woken.set()

    def stop(self) -> None:
        """Do no further round."""
        self._stopping.set()
        self._woken.set()

    def join(self, seconds: float) -> None:
        """Wait up to `seconds` for the round that is being done."""
        self._thread.join(seconds)

    @property
    def state(self) -> LoopState:
        """Whether the loop runs, and how its last round went."""
        return LoopState(self._thread.is_alive(), self._failure)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            if self._round():
                self._woken.wait(self._pause)
            else:
                self._stopping.wait(min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** min(self._failures - 1, 10)))

    def _round(self) -> bool:
        try:
            self._work(self._stopping)
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round may go well
            self._failures += 1
            self._failure = kind_and_place(error)
            if self._failures == 1:
                log.warning("loop_failed", loop=self.name, error=self._failure)
            return False
        if self._failures:
            log.info("loop_recovered", loop=self.name, failures=self._failures)
        self._failures, self._failure = 0, None
        return True


class KeepUp:
    """The work of keeping the read models up to date."""

    def __init__(self, engine: Engine, done: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._told = done
        self._day: date | None = None

    def __call__(self, stopping: Event) -> None:
        """Fold what is waiting, and on a new day what could read differently by then."""
        today = self._engine.today()
        if today != self._day:
            self._engine.mark_due()
            self._day = today
        while not stopping.is_set() and self._engine.step_small():
            self._told()


class KeepUpBig:
    """The work of folding big subjects, beside that of everybody else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, stopping: Event) -> None:
        """Fold the big subjects that are waiting, one by one."""
        while not stopping.is_set() and self._engine.step_big():
            pass


class KeepTime:
    """The work of the clock: a tick when a day begins, and whenever something was recorded since the last one."""

    def __init__(self, engine: Engine, on_tick: Callable[[Ticked], None]) -> None:
        self._engine = engine
        self._on_tick = on_tick
        self._ticked_at: tuple[date, int] | None = None

    def __call__(self, stopping: Event) -> None:
        """Tick, once the read models have caught up."""
        at = (self._engine.today(), self._engine.store.head())
        if at == self._ticked_at:
            return
        while self._engine.find_reached() < at[1]:
            if stopping.wait(SHORTEST_PAUSE):
                return
        self._on_tick(tick(self._engine, at[0]))
        self._ticked_at = at
