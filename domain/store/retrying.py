"""Retrying while a database is briefly away or locked, then saying so."""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from domain.store.errors import StoreUnavailable
from domain.store.session import DatabaseFault

T = TypeVar("T")

Waiting = Callable[[StoreUnavailable, float], None]
"""Called when a call begins to be retried: with what has gone wrong, and for how many seconds it is tried again."""


def retry(
    work: Callable[[], T],
    fault_of: Callable[[BaseException], DatabaseFault | None],
    patience: float,
    waiting: Waiting | None = None,
) -> T:
    """Return what `work` returns. Retries transient faults for `patience` seconds, then raises StoreUnavailable."""
    began = monotonic()
    try:
        return work()
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        left = patience - (monotonic() - began)
        if not fault.is_transient or left <= 0:
            raise fault.error from error
        if waiting is not None:
            waiting(fault.error, left)
    return _retry_for(left, work, fault_of)


def _retry_for(seconds: float, work: Callable[[], T], fault_of: Callable[[BaseException], DatabaseFault | None]) -> T:
    import stamina  # noqa: PLC0415 - most processes never need it, and it takes a tenth of a second

    # It would log the errors of a database, which may quote values, and on standard output at that.
    stamina.instrumentation.set_on_retry_hooks([])

    def is_transient(error: Exception) -> bool:
        fault = fault_of(error)
        return fault is not None and fault.is_transient

    attempts = stamina.retry_context(on=is_transient, attempts=None, timeout=seconds, wait_initial=0.05, wait_max=1.0)
    try:
        for attempt in attempts:
            with attempt:
                return work()
    except Exception as error:
        if (fault := fault_of(error)) is None:
            raise
        raise fault.error from error
    raise AssertionError("a retry ends with a result or an error")
