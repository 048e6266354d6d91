"""Running the migrations: imported only to do so, since alembic takes a second."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from domain.store.migrations import NEWEST

Begin = Callable[[], AbstractContextManager[Connection]]
"""Begins a transaction in which nobody else can migrate, and commits it."""

_KEEP_TIMEZONE = text("INSERT INTO meta (name, value) VALUES ('timezone', :timezone) ON CONFLICT DO NOTHING")


def upgrade(begin: Begin, timezone: str) -> None:
    """Bring the tables up to date; a new store is made with this time zone, one that is there keeps its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, NEWEST)
        connection.execute(_KEEP_TIMEZONE, {"timezone": timezone})
