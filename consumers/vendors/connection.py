"""Connections: each is one account of one vendor (spec/vendors.md §1)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

_is_name = re.compile(r"[a-z0-9-]{1,32}").fullmatch


class ConnectionsError(ValueError):
    """The file of connections cannot be used; the message says why, in a sentence without any secret."""


class Api(Struct, frozen=True):
    """Where the vendor's API is, the token for it (`env:NAME`, `file:PATH` or itself), and `rate` requests a second."""

    base: str = ""
    token: str = ""
    rate: float = 5.0


class Connection(Struct, frozen=True):
    """One account of one vendor; ids hang on its `name`. Secrets as given: `env:NAME`, `file:PATH`, or themselves.

    `zone` is the organisation's time zone: where a date is read as an instant, it is the first of that date there.
    """

    name: str
    vendor: str
    secrets: tuple[str, ...] = ()
    api: Api = Api()
    settings: Mapping[str, Any] = {}
    pending: bool = False
    zone: ZoneInfo = ZoneInfo("UTC")

    @property
    def source(self) -> str:
        """The source of its facts."""
        return f"/vendors/{self.vendor}/{self.name}"

    def name_id(self, id_: str) -> str:
        """Name something of the vendor's as the feed does: `c1:90023301`."""
        return f"{self.name}:{id_}"


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    """A connection as it stands in the file."""

    vendor: str
    secrets: tuple[str, ...] = ()
    api: Api = Api()
    settings: dict[str, Any] = {}
    pending: bool = False


def read_connections(path: Path, zone: ZoneInfo) -> dict[str, Connection]:
    """Read the file of connections, by name. Raises ConnectionsError."""
    try:
        written = msgspec.json.decode(path.read_bytes(), type=dict[str, _Written])
    except OSError as error:
        raise ConnectionsError(f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.DecodeError as error:
        raise ConnectionsError(f"{path} is no file of connections: {error}.") from None
    for name in written:
        if not _is_name(name):
            raise ConnectionsError(f"{path}: a connection's name is 1 to 32 of a-z, 0-9 and hyphens.")
    return {name: _connect(name, each, zone) for name, each in written.items()}


def _connect(name: str, each: _Written, zone: ZoneInfo) -> Connection:
    return Connection(name, each.vendor, each.secrets, each.api, each.settings, each.pending, zone)


def read_secret(written: str, environment: Mapping[str, str]) -> str:
    """Read a secret from where it stands. Raises ConnectionsError if it is not there."""
    kind, _, where = written.partition(":")
    if kind == "env":
        if where not in environment:
            raise ConnectionsError(f"The environment has no {where}, where a secret should be.")
        return environment[where]
    if kind == "file":
        try:
            return Path(where).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ConnectionsError(f"{where}, where a secret should be, cannot be read.") from None
    return written
