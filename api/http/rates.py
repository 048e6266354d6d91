"""How often a principal may command: so many times a minute, and so many referrals a day."""

from collections import deque
from collections.abc import Callable
from time import monotonic

MINUTE, DAY = 60.0, 86_400.0
_MOST_REMEMBERED = 10_000


class Rate:
    """Counts what each principal does within a span of `seconds`, up to `most` times."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def take(self, principal: str) -> int | None:
        """Count one more time; None if it may be, else the whole seconds after which it may."""
        now = self._clock()
        times = self._times.setdefault(principal, deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._most:
            return int(times[0] + self._seconds - now) + 1 if times else int(self._seconds)
        times.append(now)
        if len(self._times) > _MOST_REMEMBERED:
            self._forget(now)
        return None

    def _forget(self, now: float) -> None:
        """Forget whoever has done nothing within the span."""
        self._times = {name: times for name, times in self._times.items() if times and times[-1] > now - self._seconds}
