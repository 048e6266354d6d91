"""A writer that is stopped inside its transaction: PostgreSQL ends it, on SQLite it is named."""

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from domain.store.errors import StoreUnavailable
from domain.store.opening import open_store
from domain.store.postgres import connections as of_server
from domain.store.sqlite import connections as of_file
from domain.store.sqlite.holders import LOCKS
from domain.store.store import Store
from tests.store.deliveries import delivery, record

HOLD = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
os.kill(os.getpid(), signal.SIGSTOP)
"""


def test_on_a_server_its_transaction_is_ended(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_server, "IDLE_TIMEOUT", 0.5)
    stopped, other = open_store(postgres_url, create=True), open_store(postgres_url)
    with pytest.raises(Exception, match=r".") as ended:
        _stand_still(stopped, other)
    fault = stopped.backend.fault(ended.value)
    assert fault is not None
    assert fault.is_transient
    assert record(stopped, delivery(2)).recorded == 1
    stopped.close()
    other.close()


def _stand_still(stopped: Store, other: Store) -> None:
    """Do nothing in a transaction until another one has recorded."""
    with stopped.backend.writing() as session:
        session.value("SELECT 1")
        assert record(other, delivery(1)).recorded == 1
        session.value("SELECT 1")


@pytest.mark.skipif(not LOCKS.exists(), reason="this system does not list its locks")
def test_in_a_file_it_is_named(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_file, "LOCK_TIMEOUT", 0.2)
    store = open_store(sqlite_url, patience=0.1)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreUnavailable, match=rf"process {holder.pid} \(\w+"):
            record(store, delivery(1))
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
    assert record(store, delivery(1)).recorded == 1
    store.close()


def test_a_user_without_rights_is_told_so_in_a_sentence(postgres_url: str) -> None:
    open_store(postgres_url, create=True).close()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS vouch_without_rights")
        connection.execute("CREATE ROLE vouch_without_rights LOGIN PASSWORD 'none'")
    try:
        with pytest.raises(StoreUnavailable, match="does not let this user"):
            open_store(f"{postgres_url}{'&' if '?' in postgres_url else '?'}user=vouch_without_rights&password=none")
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP ROLE vouch_without_rights")
