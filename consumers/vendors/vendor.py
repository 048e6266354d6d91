"""What Vouch has to know of a vendor: how deliveries are signed, named, answered, and read."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from consumers.vendors.node import Node
from consumers.vendors.outcomes import Parked
from consumers.vendors.raw import RawDelivery
from consumers.vendors.statements import Opened, Statement, Walk

Check = Callable[[RawDelivery, Sequence[str], int], None]
"""Raises Refused unless a delivery is signed with one of the secrets, within so many seconds of its receipt."""


def hash_body(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by its bytes, where the vendor gives no id."""
    return hashlib.sha256(raw.body).hexdigest()


def parse_json(raw: RawDelivery) -> Node:
    """Parse a body of JSON. Raises Parked `unreadable`."""
    try:
        return Node(msgspec.json.decode(raw.body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Parked("unreadable") from None


class Vendor(Struct, frozen=True):
    """A vendor. `read` tells what a delivery says; `walk` compares the versions of a thing that it saw.

    `check` is None where the vendor signs nothing. `is_handshake` knows the unsigned message that sets the key:
    it counts only while the connection is pending. `window` is in seconds, 0: no timestamp is signed. `success` is the
    status that the vendor wants. `evidence`: how sure its shapes are (P proven, D documented, C code, L low).
    """

    name: str
    evidence: str
    check: Check | None
    read: Callable[[Opened], Iterable[Statement]]
    key: Callable[[RawDelivery, Node], str] = hash_body
    parse: Callable[[RawDelivery], Node] = parse_json
    walk: Walk | None = None
    is_handshake: Callable[[RawDelivery], bool] | None = None
    window: int = 0
    success: int = 200
