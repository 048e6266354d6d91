"""Running the migrations. Imported only then, since importing alembic takes a second."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.store.errors import SettingsRefused
from domain.store.migrations import NEWEST

Begin = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction that excludes every other migration, and commits it at the end."""

_KEEP_TIMEZONE = text("INSERT INTO meta (name, value) VALUES ('timezone', :timezone) ON CONFLICT DO NOTHING")

_TAKEN = "The database that VOUCH_STORE names has tables of the same names that are not Vouch's: name another one."


def upgrade(begin: Begin, timezone: str) -> None:
    """Bring the tables up to date. A new store gets `timezone`; an existing one keeps its own.

    SettingsRefused if the database holds somebody else's tables of these names.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, NEWEST)
        except DBAPIError as error:
            if _is_taken(error.orig):
                raise SettingsRefused(_TAKEN) from None
            raise
        connection.execute(_KEEP_TIMEZONE, {"timezone": timezone})


def _is_taken(error: BaseException | None) -> bool:
    return getattr(error, "sqlstate", None) in ("42P07", "42710") or "already exists" in str(error)
