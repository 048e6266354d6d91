"""Consumes the feed from Kafka for the command line."""

from api.processes.consume import consume
from api.settings import read_settings


def consume_until_stopped(*, rewind: bool, store: str | None, timezone: str | None) -> None:
    """Record the feed until a signal comes; with `rewind`, from the beginning of the topics."""
    consume(read_settings(store=store, timezone=timezone), rewind=rewind)
