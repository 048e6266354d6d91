"""Deliveries kept as files: `1.json` is the raw body; beside it may lie `1.headers.json` and `1.fetched.json`."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from consumers.vendors.raw import Answer, RawDelivery


class DeliveryFileError(ValueError):
    """A file of a delivery cannot be read; the message says which and why."""


class _Headers(Struct, frozen=True):
    received_at: datetime | None = None
    headers: Mapping[str, str] | None = None


class _Fetched(Struct, frozen=True):
    request: str
    fetched_at: datetime
    status: int
    body: Any = None


def read_delivery(path: Path) -> RawDelivery:
    """Read one delivery with what lies beside it. Raises DeliveryFileError."""
    head = _read(path.with_name(f"{path.stem}.headers.json"), _Headers) or _Headers()
    fetched = _read(path.with_name(f"{path.stem}.fetched.json"), list[_Fetched])
    headers = None if head.headers is None else {name.lower(): value for name, value in head.headers.items()}
    answers = None if fetched is None else tuple(Answer(e.request, e.fetched_at, e.status, e.body) for e in fetched)
    try:
        return RawDelivery(str(path), path.read_bytes(), head.received_at, headers, answers)
    except OSError as error:
        raise DeliveryFileError(f"{path} cannot be read: {error.strerror}.") from None


def _read(path: Path, kind: Any) -> Any:
    """Read a file of JSON, None if it is not there."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeliveryFileError(f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.DecodeError as error:
        raise DeliveryFileError(f"{path}: {error}.") from None
