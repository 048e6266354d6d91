"""Creating or changing the tables on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, NullPool, create_engine, text

from domain.store.errors import SettingsRefused
from domain.store.migrations.upgrading import upgrade

_TAKE_TURNS = text("SELECT pg_advisory_xact_lock(hashtext('vouch migrate ' || current_schema()))")


def migrate(settings: dict[str, Any], timezone: str) -> None:
    """Bring the tables up to date. SettingsRefused if the user has no right to."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(**settings), poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(_TAKE_TURNS)
            yield connection

    try:
        upgrade(begin, timezone)
    except Exception as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise SettingsRefused("This user may not make tables: grant it CREATE on the schema.") from None
        raise
