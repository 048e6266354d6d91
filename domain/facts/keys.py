"""Keys: the numbers and addresses by which an account or a candidate is found to be an employee, as they compare."""

from collections.abc import Iterable
from typing import Literal, NamedTuple


class Key(NamedTuple):
    """A number or an address that somebody has, as it compares."""

    kind: Literal["number", "address"]
    text: str


def number_key(number: str | None) -> str:
    """Write a number as it compares: trimmed. Empty: there is none."""
    return (number or "").strip()


def address_key(address: str | None) -> str:
    """Write an address as it compares: trimmed and in small letters. Empty: there is none."""
    return (address or "").strip().lower()


def list_keys(number: str | None, addresses: Iterable[str | None]) -> tuple[Key, ...]:
    """List the keys of somebody: those that are left out or cleared are none."""
    found = [Key("number", number_key(number)), *(Key("address", address_key(each)) for each in addresses)]
    return tuple(key for key in found if key.text)
