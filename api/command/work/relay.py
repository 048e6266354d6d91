"""Relays events to Kafka for the command line."""

from api.processes.relay import relay
from api.settings import read_settings


def relay_until_stopped(*, store: str | None) -> None:
    """Publish what has happened until a signal comes."""
    relay(read_settings(store=store))
