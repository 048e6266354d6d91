"""Test support: damage done to a store behind its back, as a bad disk or a curious hand does it."""

from typing import Any

from sqlalchemy import text

from projections.database import Database


def execute(url: str, statement: str, **values: Any) -> None:
    """Execute a statement on the database of a store."""
    database = Database(url)
    try:
        with database.writing() as connection:
            connection.execute(text(statement), values)
    finally:
        database.close()


def damage_state(url: str, stream: str) -> None:
    """Replace the states of a stream by what no fact is."""
    execute(url, "UPDATE stored_events SET state = :state WHERE originator_id = :stream", state=b"\x00", stream=stream)
