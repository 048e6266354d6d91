"""What came from a vendor, as it came: a delivery's bytes and headers, and what the vendor's API answered about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct


class Answer(Struct, frozen=True):
    """What the API answered to `request` (`GET /path`)."""

    request: str
    fetched_at: datetime
    status: int
    body: Any


class RawDelivery(Struct, frozen=True):
    """A delivery; `label` says where it came from (a file). Headers have names in small letters.

    `headers` None: a file without headers, whose signature nobody can test. `answers` None: nothing was fetched yet.
    """

    label: str
    body: bytes
    received_at: datetime | None = None
    headers: Mapping[str, str] | None = None
    answers: tuple[Answer, ...] | None = None

    def header(self, name: str) -> str:
        """Find a header whatever its spelling; empty if there is none."""
        return (self.headers or {}).get(name.lower(), "")
