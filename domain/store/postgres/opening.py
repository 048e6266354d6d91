"""Looking at a server before it is used as a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import UndefinedTable

from domain.store.errors import SettingsRefused, StoreUnavailable
from domain.store.migrations import META, REVISION, Found, describe
from domain.store.postgres.connections import CONNECT_TIMEOUT

_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


def settings_of(url: str) -> dict[str, Any]:
    """Split a connection URL into its parts. SettingsRefused if it is none."""
    try:
        return {"connect_timeout": CONNECT_TIMEOUT, **conninfo_to_dict(url)}
    except psycopg.ProgrammingError:
        raise SettingsRefused("VOUCH_STORE is not a connection URL that PostgreSQL can read.") from None


def look(settings: dict[str, Any]) -> tuple[str, Found]:
    """Find the schema, and what the store in it says of itself.

    SettingsRefused if the server could lose what it acknowledged, or cannot keep every text.
    """
    with _connect(settings) as connection:
        for name in _MUST_BE_ON:
            if _value(connection, f"SELECT current_setting('{name}')") == "off":
                raise SettingsRefused(f"Set {name} = on in PostgreSQL: without it a crash loses what was acknowledged.")
        if _value(connection, "SELECT current_setting('server_encoding')") != "UTF8":
            raise SettingsRefused("Use a PostgreSQL database with the encoding UTF8: this one cannot keep every text.")
        schema = _value(connection, "SELECT current_schema()")
        if schema is None:
            raise SettingsRefused("The schema that VOUCH_STORE names is not there: create it, or name another one.")
        return schema, describe(_value(connection, REVISION), dict(_rows(connection, META)))


@contextmanager
def _connect(settings: dict[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    try:
        connection = psycopg.connect(**settings, autocommit=True)
    except psycopg.OperationalError as error:
        if refusal := _refusal(str(error)):
            raise StoreUnavailable(f"PostgreSQL refuses the connection: {refusal}.") from None
        raise
    with connection:
        yield connection


def _refusal(message: str) -> str | None:
    """Find what the server itself says, if it has answered: a wrong password, no such database."""
    _, found, said = message.rpartition("FATAL:")
    passing = "starting up" in said or "shutting down" in said or "recovery" in said or "too many" in said
    return said.strip().splitlines()[0] if found and not passing else None


def _value(connection: psycopg.Connection[Any], sql: str) -> str | None:
    found = _rows(connection, sql)
    return found[0][0] if found else None


def _rows(connection: psycopg.Connection[Any], sql: str) -> list[tuple[Any, ...]]:
    try:
        return connection.execute(sql.encode()).fetchall()
    except UndefinedTable:
        return []
