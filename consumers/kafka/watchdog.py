"""The watchdog: a client can get stuck between joining a group and being given partitions, and never notice."""

from collections.abc import Callable
from time import monotonic

from kafka.structs import MemberState


class Watchdog:
    """Notices a group membership that has not been stable for `patience` seconds."""

    def __init__(self, patience: float, clock: Callable[[], float] = monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._unstable_since: float | None = None

    def is_stuck(self, state: str) -> bool:
        """Note the membership's state; returns whether the client must be replaced."""
        if state == MemberState.STABLE:
            self._unstable_since = None
            return False
        now = self._clock()
        if self._unstable_since is None:
            self._unstable_since = now
        return now - self._unstable_since >= self._patience
