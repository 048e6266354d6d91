"""Translates vendors' deliveries kept as files: facts to standard output, what became of each to standard error."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from api.command.errors import WrongUse
from api.command.output import say
from api.settings import read_settings
from consumers.vendors.catalogue import VENDORS
from consumers.vendors.connection import Connection, ConnectionsError, read_connections, read_secret
from consumers.vendors.files import DeliveryFileError, read_delivery
from consumers.vendors.pages import Verdict
from consumers.vendors.translating import list_events, translate
from consumers.vendors.writing import to_line

DEFAULT_ZONE = "UTC"


def translate_files(files: Sequence[Path], *, vendor: str, connection: str, timezone: str | None) -> None:
    """Translate the files together: what they mean does not hang on their order. Raises WrongUse."""
    if vendor not in VENDORS:
        raise WrongUse(f"there is no vendor of this name; there are {', '.join(VENDORS)}.")
    try:
        of = _find_connection(vendor, connection, timezone)
        secrets = [read_secret(each, os.environ) for each in of.secrets]
        deliveries = [read_delivery(file) for file in files]
    except (ConnectionsError, DeliveryFileError) as error:
        raise WrongUse(str(error)) from None
    verdicts = translate(deliveries, VENDORS[vendor], of, secrets)
    for event in list_events(verdicts):
        sys.stdout.buffer.write(to_line(event))
    sys.stdout.buffer.flush()
    for file, verdict in zip(files, verdicts, strict=True):
        say(_describe(file, verdict))


def _find_connection(vendor: str, name: str, timezone: str | None) -> Connection:
    """Find a connection in the file of the setting; without a file one without secrets and settings."""
    settings = read_settings(timezone=timezone)
    zone = ZoneInfo(settings.timezone or DEFAULT_ZONE)
    if not settings.connections:
        return Connection(name, vendor, zone=zone)
    found = read_connections(Path(settings.connections), zone).get(name)
    if found is None:
        raise ConnectionsError(f"{settings.connections} has no connection of this name.")
    if found.vendor != vendor:
        raise ConnectionsError("The connection of this name is one of another vendor.")
    return found


def _describe(file: Path, verdict: Verdict) -> str:
    told = {"file": str(file), "outcome": verdict.outcome, "reason": verdict.reason, "facts": len(verdict.events)}
    return msgspec.json.encode(told).decode()
