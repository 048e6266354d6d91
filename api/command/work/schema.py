"""Prints the vocabulary of facts."""

from api.command.output import put_json
from domain.facts.schema import schemas


def print_schemas() -> None:
    """Write the JSON Schema of every fact and event."""
    put_json(schemas())
