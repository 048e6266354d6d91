"""Prints the AsyncAPI document."""

from api.asyncapi import document
from api.command.output import put_json
from api.settings import read_settings


def print_asyncapi() -> None:
    """Write the document, with the topics of the settings, as JSON."""
    put_json(document(read_settings()))
