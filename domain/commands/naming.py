"""Names that a command gives: one key of a principal in one store makes one id, for ever (spec/commands.md §1)."""

from base64 import b32encode
from hashlib import sha256

from msgspec.json import encode

LETTERS = {"referral": "R", "requisition": "Q", "application": "A", "offer": "O", "introduction": "I", "candidate": "C"}
"""The letter with which the ids of a kind of thing begin."""
_LENGTH = 16


def make_id(letter: str, store: str, principal: str, key: str) -> str:
    """Make the id that a principal's key gives in a store."""
    return f"{letter}-{_digest(store, principal, key)}"


def make_command_id(store: str, principal: str, key: str) -> str:
    """Make the id of the command itself."""
    return f"c-{_digest(store, principal, key).lower()}"


def _digest(*parts: str) -> str:
    return b32encode(sha256(encode(parts)).digest())[:_LENGTH].decode()
