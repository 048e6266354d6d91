"""Doing it again while a database is briefly away or locked, then saying so."""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from domain.store.session import DatabaseFault

T = TypeVar("T")


def persistently(
    work: Callable[[], T], fault_of: Callable[[BaseException], DatabaseFault | None], patience: float
) -> T:
    """What `work` gives, done again for so many seconds while the fault may pass; else StoreUnavailable."""
    began = monotonic()
    try:
        return work()
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        left = patience - (monotonic() - began)
        if not fault.passes or left <= 0:
            raise fault.error from error
    return _again(work, fault_of, left)


def _again(work: Callable[[], T], fault_of: Callable[[BaseException], DatabaseFault | None], patience: float) -> T:
    import stamina  # noqa: PLC0415 - most processes never need it, and it takes a tenth of a second

    # It would write down the errors of a database, which may quote values, and on standard output at that.
    stamina.instrumentation.set_on_retry_hooks([])

    def passes(error: Exception) -> bool:
        fault = fault_of(error)
        return fault is not None and fault.passes

    again = stamina.retry_context(on=passes, attempts=None, timeout=patience, wait_initial=0.05, wait_max=1.0)
    try:
        for attempt in again:
            with attempt:
                return work()
    except Exception as error:
        if (fault := fault_of(error)) is None:
            raise
        raise fault.error from error
    raise AssertionError("a retry ends with a result or an error")
