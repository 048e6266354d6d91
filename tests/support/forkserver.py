"""Test support: fresh processes, made quickly: forked off one that has imported what they need and no more."""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

NEEDED = [
    *("tests.store.pushing", "tests.support.worker"),
    *("domain.store.sqlite.migrating", "domain.store.postgres.migrating"),
    *("domain.store.sqlite.backend", "domain.store.postgres.backend"),
]


def processes() -> ForkServerContext:
    """Give the context in which to make them."""
    context = get_context("forkserver")
    context.set_forkserver_preload(NEEDED)
    return context
