"""Waiting for something to become so, with a deadline."""

import time
from collections.abc import Callable


def until(so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Return once it is so; AssertionError after so many seconds."""
    deadline = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
