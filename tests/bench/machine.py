"""Facts about the machine that the figures depend on; nothing that tells which machine it is."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version

import psycopg

from tests.bench.stores import Kind

LIBRARIES = ("eventsourcing", "msgspec", "psycopg", "sqlalchemy")


def facts(kinds: Sequence[Kind]) -> list[str]:
    """Sentences about processors, memory, versions, and how busy the machine is."""
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"{cores} cores ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()}",
        f"Python {platform.python_version()}, {', '.join(filter(None, map(_database, kinds)))}",
        libraries,
    ]


def busy() -> str:
    """How many processes wanted to run over the last minute, the benchmark's own among them."""
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()} cores wanted"


def _database(kind: Kind) -> str:
    if kind.name == "SQLite":
        return f"SQLite {sqlite3.sqlite_version}"
    with kind.fresh() as url, psycopg.connect(url) as server:
        found = str(server.info.server_version)
    return f"PostgreSQL {int(found[:-4])}.{int(found[-4:])}"
