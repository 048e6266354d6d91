"""Throwaway stores to measure on: an SQLite file, a database on a PostgreSQL server. Both on disk, both durable."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from domain.store.opening import migrate
from tests.support.cluster import Cluster
from tests.support.databases import create_database, drop_database
from tests.support.keys import FOLDER as KEYS_FOLDER


class Kind(NamedTuple):
    """A kind of store; `fresh` makes an empty one with its tables, and gives its URL."""

    name: str
    fresh: Callable[[], AbstractContextManager[str]]


@contextmanager
def _file() -> Iterator[str]:
    with TemporaryDirectory(prefix="vouch-bench-") as folder:
        url = f"sqlite:///{Path(folder, 'vouch.db')}"
        migrate(url)
        yield url


def _databases_on(server: str) -> Callable[[], AbstractContextManager[str]]:
    @contextmanager
    def database() -> Iterator[str]:
        url = create_database(server)
        try:
            migrate(url)
            yield url
        finally:
            drop_database(server, url)

    return database


@contextmanager
def kinds(wanted: list[str]) -> Iterator[list[Kind]]:
    """The kinds of store that are wanted; the server is that of VOUCH_TEST_POSTGRES, else a throwaway one."""
    with ExitStack() as stack:
        os.environ[KEYS_FOLDER] = stack.enter_context(TemporaryDirectory(prefix="vouch-bench-keys-"))
        found = []
        if "sqlite" in wanted:
            found.append(Kind("SQLite", _file))
        if "postgres" in wanted:
            server = os.environ.get("VOUCH_TEST_POSTGRES") or stack.enter_context(_throwaway())
            found.append(Kind("PostgreSQL", _databases_on(server)))
        yield found


@contextmanager
def _throwaway() -> Iterator[str]:
    cluster = Cluster.create(on_disk=True)
    try:
        yield cluster.url()
    finally:
        cluster.remove()
