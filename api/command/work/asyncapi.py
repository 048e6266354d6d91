"""Prints the AsyncAPI document."""

from api.asyncapi import write_document
from api.command.output import put_json
from api.settings import read_settings


def print_asyncapi() -> None:
    """Write the document, with the topics of the settings, as JSON."""
    put_json(write_document(read_settings()))
