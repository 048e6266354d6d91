"""What is kept of accounts. Of a key or a session only the hash is kept: who reads the store can be neither."""

from datetime import datetime
from typing import NamedTuple


class Key(NamedTuple):
    """An API key: its id, the name that it works under, its scopes, and until when it works."""

    id: str
    name: str
    digest: str
    scopes: tuple[str, ...]
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None

    def works_at(self, instant: datetime) -> bool:
        """Tell whether the key works at the instant."""
        return self.revoked_at is None and instant < self.ends_at


class BrowserSession(NamedTuple):
    """A session of a browser: the hash of its cookie, whose it is, with which claims, and until when."""

    digest: str
    subject: str
    employee: str | None
    roles: tuple[str, ...]
    ends_at: datetime


class TooManyKeysError(Exception):
    """Two keys of the name work already: one of them has to be revoked first."""
