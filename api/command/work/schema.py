"""Prints what an event of the feed has to look like."""

from api.command.output import put_json
from domain.feed.schema import event_schema


def print_schemas() -> None:
    """Write the JSON Schema of one event of the feed."""
    put_json(event_schema())
