"""Migrations: the library's own layout, made once however many begin, and known by the newest revision."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from eventsourcing.postgres import PostgresApplicationRecorder
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from domain.store import migrate, migrations, open_store
from domain.store.postgres.connections import Datastore
from domain.store.postgres.opening import settings_of
from tests.store.deliveries import delivery, record
from tests.store.pushing import make
from tests.support.forkserver import processes


def test_the_newest_revision_is_the_one_that_vouch_works_with() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.NEWEST


def test_migrating_again_changes_nothing(store_url: str) -> None:
    migrate(store_url, timezone="Asia/Kathmandu")
    store = open_store(store_url)
    record(store, delivery(1))
    migrate(store_url)
    assert (store.head(), store.timezone) == (1, "Asia/Kathmandu")
    store.close()


def test_a_file_has_the_librarys_layout(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/own.db").close()
    datastore = SQLiteDatastore(str(tmp_path / "librarys.db"), originator_id_type="text")
    SQLiteApplicationRecorder(datastore).create_table()
    datastore.close()
    own, librarys = (layout_of_file(tmp_path / name) for name in ("own.db", "librarys.db"))
    assert own == librarys


def layout_of_file(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT coalesce(sql, name) FROM sqlite_schema WHERE tbl_name = 'stored_events'")
        return [re.sub(r"\s+", "", text) for (text,) in found]


COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid = 'stored_events'::regclass AND attnum > 0 ORDER BY attnum
"""
TYPE = """
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = 'stored_event_text'::regclass ORDER BY attnum
"""
INDEXES = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'stored_events'::regclass ORDER BY 1"
OPTIONS = "SELECT reloptions, relpersistence FROM pg_class WHERE oid = 'stored_events'::regclass"


def test_a_server_has_the_librarys_layout(new_postgres_url: Any) -> None:
    own, librarys = new_postgres_url(), new_postgres_url()
    migrate(own)
    datastore = Datastore(settings_of(librarys), "public")
    PostgresApplicationRecorder(datastore).create_table()
    datastore.close()
    assert layout_on_server(own) == layout_on_server(librarys)


def layout_on_server(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return [connection.execute(query).fetchall() for query in (COLUMNS, TYPE, INDEXES, OPTIONS)]


def test_the_function_that_loses_events_is_not_there(postgres_url: str) -> None:
    migrate(postgres_url)
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'es_%'").fetchall() == []


@pytest.mark.parametrize("programs", [6])
def test_programs_that_start_together_make_the_tables_once(store_url: str, programs: int) -> None:
    started = [processes().Process(target=make, args=(store_url,)) for _ in range(programs)]
    for program in started:
        program.start()
    for program in started:
        program.join()
        assert program.exitcode == 0
    store = open_store(store_url)
    assert record(store, delivery(1)).recorded == 1
    store.close()
