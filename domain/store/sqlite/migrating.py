"""Creating or changing the tables in a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine

from domain.store.migrations.upgrading import upgrade
from domain.store.sqlite.connections import connect


def migrate(path: Path, timezone: str) -> None:
    """Bring the tables up to date; creates the file if there is none."""

    @contextmanager
    def begin() -> Iterator[Connection]:
        engine = create_engine("sqlite://", creator=lambda: connect(path, create=True), poolclass=NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver begins no transactions by itself
            yield connection
            connection.commit()

    upgrade(begin, timezone)
