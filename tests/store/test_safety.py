"""Unsafe settings: nothing is opened with them, and one sentence says what to set."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from psycopg import sql

from domain.store import EventStore, SettingsRefused, migrate, open_store
from domain.store.sqlite.connections import connect, secure
from domain.store.store import Store
from tests.support.cluster import Cluster, PostgresMissingError
from tests.support.databases import drop_database


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A server of this module's own, whose settings can be spoilt."""
    try:
        cluster = Cluster.create()
    except PostgresMissingError as missing:
        pytest.skip(str(missing))
    yield cluster
    cluster.remove()


@pytest.mark.parametrize("value", ["y", "yes", "TRUE", "on", "1", " y ", "perhaps"])
def test_inserting_by_database_functions_is_refused(
    store_url: str, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    for opening in (open_store, migrate):
        with pytest.raises(SettingsRefused, match="Unset POSTGRES_ENABLE_DB_FUNCTIONS"):
            opening(store_url)


@pytest.mark.parametrize("value", ["", "n", "No", "false", "off", "0"])
def test_not_inserting_by_them_is_fine(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    open_store(sqlite_url).close()


def test_every_connection_to_a_file_flushes_its_commits(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    assert isinstance(store, Store)
    datastore = store.backend.recorder.datastore  # type: ignore[attr-defined]
    for commit in (True, False):
        with datastore.get_connection(commit=commit) as one, datastore.get_connection(commit=False) as two:
            for connection in (one, two):
                for pragma, wanted in (("synchronous", 2), ("journal_mode", "wal"), ("busy_timeout", 30_000)):
                    cursor = connection.cursor()
                    cursor.execute(f"PRAGMA {pragma}")
                    assert cursor.fetchone()[0] == wanted
    store.close()


def test_who_writes_to_a_file_has_its_lock_before_reading(sqlite_store: EventStore, sqlite_url: str) -> None:
    assert isinstance(sqlite_store, Store)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as other:
        with sqlite_store.backend.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        with sqlite_store.backend.reading():
            other.execute("BEGIN IMMEDIATE")


class Deaf(sqlite3.Connection):
    """An SQLite that does not take the setting."""

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        return super().execute("PRAGMA synchronous = NORMAL" if "= FULL" in sql else sql)


def test_an_sqlite_that_does_not_flush_is_refused(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, factory=Deaf)) as deaf, pytest.raises(SettingsRefused, match="synchronous"):
        secure(deaf)


def test_a_file_that_has_gone_does_not_come_back_empty(sqlite_url: str) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(Path(sqlite_url.removeprefix("sqlite:///")))


@pytest.mark.parametrize(("value", "safe"), [("off", False), ("local", True), ("remote_write", True), ("on", True)])
def test_a_server_that_acknowledges_before_it_flushes_is_refused(postgres_url: str, value: str, safe: bool) -> None:
    migrate(postgres_url)
    url = f"{postgres_url}?options={quote(f'-csynchronous_commit={value}')}"
    if safe:
        open_store(url).close()
    else:
        for opening in (open_store, migrate):
            with pytest.raises(SettingsRefused, match="Set synchronous_commit = on"):
                opening(url)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_survive_a_crash_is_refused(cluster: Cluster, setting: str) -> None:
    tell(cluster.url(), sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
    cluster.stop()
    cluster.start()
    with pytest.raises(SettingsRefused, match=f"Set {setting} = on"):
        open_store(cluster.url())
    tell(cluster.url(), sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(setting)))


def test_a_database_that_cannot_keep_every_text_is_refused(postgres_server: str) -> None:
    url = urlsplit(postgres_server)._replace(path="/vouch_test_ascii").geturl()
    drop_database(postgres_server, url)
    made = "CREATE DATABASE vouch_test_ascii ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER 'libc' TEMPLATE template0"
    tell(postgres_server, sql.SQL(made))
    try:
        with pytest.raises(SettingsRefused, match="UTF8"):
            open_store(url)
    finally:
        drop_database(postgres_server, url)


def tell(url: str, statement: sql.SQL | sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
