"""The connections that deliveries may come for: each with its vendor and its secrets, read once."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from consumers.vendors.catalogue import VENDORS
from consumers.vendors.connection import Connection, ConnectionsError, read_connections, read_secret
from consumers.vendors.delivering.client import Client
from consumers.vendors.vendor import Vendor


class Account(NamedTuple):
    """A connection in use. `fault` says why its secrets cannot be read: then nothing is taken for it."""

    connection: Connection
    vendor: Vendor
    secrets: tuple[str, ...]
    fault: str | None = None
    client: Client | None = None
    """Asks the vendor's API; None where no address of it is given: what points there is parked."""

    def __repr__(self) -> str:
        """Show no secret, wherever this is printed."""
        return f"Account({self.connection.name})"


def read_accounts(path: str, zone: ZoneInfo, environment: Mapping[str, str]) -> dict[str, Account]:
    """Read the file of connections (empty path: there are none), and the secrets that it names, by connection.

    Raises ConnectionsError where the file cannot be used, or names a vendor that there is not.
    """
    if not path:
        return {}
    found = read_connections(Path(path), zone)
    for name, each in found.items():
        if each.vendor not in VENDORS:
            raise ConnectionsError(f"{path}: the vendor of connection {name} is not one of {', '.join(VENDORS)}.")
    return {name: _open(each, environment) for name, each in found.items()}


def _open(connection: Connection, environment: Mapping[str, str]) -> Account:
    vendor = VENDORS[connection.vendor]
    try:
        secrets = tuple(read_secret(each, environment) for each in connection.secrets)
        token = read_secret(connection.api.token, environment)
    except ConnectionsError as error:
        return Account(connection, vendor, (), str(error))
    client = Client(connection.api, token) if connection.api.base else None
    return Account(connection, vendor, secrets, client=client)
