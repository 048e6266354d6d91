"""API keys as texts: `vk_`, the key's id (8), `_`, and a secret (43). Only the hash of the whole text is kept."""

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex, token_urlsafe
from typing import NamedTuple

from api.accounts.errors import NotValidError
from domain.access.principal import Principal
from domain.access.words import Scope
from domain.store.accounts.values import Key

PREFIX = "vk_"
LONGEST_DAYS = 400
_ID, _SECRET = 8, 43
_LENGTH = len(PREFIX) + _ID + 1 + _SECRET


class NewKey(NamedTuple):
    """A key that was made: its text, which is shown once, and what is kept of it."""

    text: str
    kept: Key


def make_key(name: str, scopes: Collection[Scope], now: datetime, days: int) -> NewKey:
    """Make a key of the name with these scopes, that works for `days`."""
    id_ = token_hex(_ID // 2)
    text = f"{PREFIX}{id_}_{token_urlsafe(32)}"
    names = tuple(scope.value for scope in Scope if scope in scopes)
    return NewKey(text, Key(id_, name, hash_key(text), names, now, now + timedelta(days=days)))


def hash_key(text: str) -> str:
    """Hash a key as it is kept, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def is_key(text: str) -> bool:
    """Tell whether a credential is meant to be an API key."""
    return text.startswith(PREFIX)


def id_of(text: str) -> str:
    """Find the id in a key's text. Raises NotValidError for one that is not written like a key."""
    if len(text) != _LENGTH or text[len(PREFIX) + _ID] != "_" or not text.isascii():
        raise NotValidError("not_a_key")
    return text[len(PREFIX) : len(PREFIX) + _ID]


def check_key(text: str, kept: Key | None, now: datetime) -> Principal:
    """Check a key against what is kept of its id (None: nothing). Raises NotValidError."""
    same = compare_digest(hash_key(text), kept.digest if kept is not None else hash_key(""))
    if kept is None or not same:
        raise NotValidError("unknown_key")
    if not kept.works_at(now):
        raise NotValidError("key_ended")
    scopes = frozenset(Scope(name) for name in kept.scopes)
    return Principal(subject=f"key/{kept.name}", kind="key", scopes=scopes)
