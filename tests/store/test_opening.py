"""Opening: a file is made, a server has to be migrated, and a store keeps its time zone."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from domain.store import SettingsRefused, StoreUnavailable, migrate, open_store
from tests.store.deliveries import delivery, record


def test_a_file_is_made_when_it_is_opened(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    assert record(store, delivery(1)).recorded == 1
    store.close()
    again = open_store(sqlite_url, create=False)
    assert again.head() == 1
    again.close()


def test_a_file_is_not_made_if_that_is_not_wanted(sqlite_url: str) -> None:
    with pytest.raises(SettingsRefused, match="vouch migrate"):
        open_store(sqlite_url, create=False)
    assert not Path(sqlite_url.removeprefix("sqlite:///")).exists()


def test_a_path_may_be_relative_and_hold_any_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///50% of it #1 é.db").close()
    assert (tmp_path / "50% of it #1 é.db").exists()


def test_a_store_stays_where_it_was_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///vouch.db")
    monkeypatch.chdir("/")
    assert record(store, delivery(1)).recorded == 1
    store.close()


def test_a_server_has_to_be_migrated(postgres_url: str) -> None:
    with pytest.raises(SettingsRefused, match="vouch migrate"):
        open_store(postgres_url)
    migrate(postgres_url)
    open_store(postgres_url).close()


def test_a_schema_may_be_named(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE SCHEMA one")
        connection.execute("CREATE SCHEMA other")
    one, other = (f"{postgres_url}?options={quote(f'-csearch_path={name}')}" for name in ("one", "other"))
    stores = [open_store(url, create=True) for url in (one, other)]
    record(stores[0], delivery(1))
    assert [store.head() for store in stores] == [1, 0]
    for store in stores:
        store.close()
    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'stored_events' ORDER BY 1")
        assert found.fetchall() == [("one",), ("other",)]


def test_a_schema_that_is_not_there_is_refused(postgres_url: str) -> None:
    with pytest.raises(SettingsRefused, match="schema"):
        migrate(f"{postgres_url}?options={quote('-csearch_path=nowhere')}")


def test_the_time_zone_is_fixed_when_the_store_is_made(store_url: str) -> None:
    made = open_store(store_url, create=True, timezone="Pacific/Auckland")
    made.close()
    for wanted in (None, "Pacific/Auckland"):
        store = open_store(store_url, timezone=wanted)
        assert store.timezone == "Pacific/Auckland"
        store.close()
    with pytest.raises(SettingsRefused, match="VOUCH_TIMEZONE=Pacific/Auckland, or make a new store"):
        open_store(store_url, timezone="UTC")
    with pytest.raises(SettingsRefused):
        migrate(store_url, timezone="UTC")


def test_the_time_zone_is_utc_if_nothing_is_said(store_url: str) -> None:
    migrate(store_url)
    store = open_store(store_url)
    assert store.timezone == "UTC"
    store.close()


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../../etc/passwd", "UTC+1\0", "x" * 5_000])
def test_a_time_zone_that_nobody_knows_is_refused(sqlite_url: str, name: str) -> None:
    with pytest.raises(SettingsRefused, match="VOUCH_TIMEZONE"):
        open_store(sqlite_url, timezone=name)


SECRET = "s3cr3t-and-long"
UNUSABLE = [
    "",
    "vouch.db",
    "mysql://host/db",
    f"postgres://user:{SECRET}@host/db",
    f"postgresql+psycopg://user:{SECRET}@host/db",
    f"postgresql://user:{SECRET}@host/db?{SECRET}=1",
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite:///vouch.db?synchronous=off",
]


@pytest.mark.parametrize("url", UNUSABLE)
def test_a_url_that_is_none_is_refused_without_an_echo(url: str) -> None:
    with pytest.raises(SettingsRefused, match="VOUCH_STORE") as refused:
        open_store(url)
    assert SECRET not in str(refused.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="folder") as told:
        open_store(f"sqlite:///{tmp_path}/none/vouch.db")
    assert str(tmp_path) not in str(told.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Buy milk. " * 1_000)
    with pytest.raises(StoreUnavailable, match="no SQLite database"):
        open_store(f"sqlite:///{tmp_path}/notes.db")


def test_a_server_that_is_not_there_is_told_soon() -> None:
    with pytest.raises(StoreUnavailable, match="does not answer"):
        open_store(f"postgresql://user:{SECRET}@127.0.0.1:1/db", patience=0.3)


def test_what_the_server_refuses_is_told_without_the_password(postgres_url: str) -> None:
    with pytest.raises(StoreUnavailable, match="does not exist") as told:
        open_store(f"{postgres_url}_none")
    parts = psycopg.conninfo.conninfo_to_dict(postgres_url)
    assert str(parts.get("password") or SECRET) not in str(told.value)


def test_a_store_of_a_newer_vouch_is_refused(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    set_revision(sqlite_url, "9999")
    with pytest.raises(SettingsRefused, match="newer"):
        open_store(sqlite_url)


def test_a_store_of_an_older_vouch_has_to_be_migrated(sqlite_url: str) -> None:
    open_store(sqlite_url).close()
    set_revision(sqlite_url, "0000")
    with pytest.raises(SettingsRefused, match="vouch migrate"):
        open_store(sqlite_url)


def test_somebody_elses_tables_are_not_touched(store_url: str) -> None:
    tell = psycopg.connect if store_url.startswith("postgresql") else sqlite3.connect
    with closing(tell(store_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE inbox (message TEXT)")
        connection.commit()
    with pytest.raises(SettingsRefused, match="name another one"):
        open_store(store_url, create=True)
    with closing(tell(store_url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("SELECT count(message) FROM inbox").fetchone() == (0,)
        with pytest.raises((psycopg.errors.UndefinedTable, sqlite3.OperationalError)):
            connection.execute("SELECT * FROM stored_events")


def set_revision(sqlite_url: str, revision: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
