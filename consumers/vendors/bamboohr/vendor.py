"""BambooHR as a vendor: its signature over body and timestamp, and the two styles of its deliveries."""

import hashlib
from collections.abc import Iterable, Sequence

from consumers.vendors.bamboohr import events, rows
from consumers.vendors.node import Node
from consumers.vendors.raw import RawDelivery
from consumers.vendors.signatures import require_signature, require_window, sign_hex
from consumers.vendors.statements import Opened, Statement
from consumers.vendors.vendor import Vendor

_STAMP = "X-BambooHR-Timestamp"


def check(raw: RawDelivery, secrets: Sequence[str], window: int) -> None:
    """Check `X-BambooHR-Signature`: HMAC-SHA256 of the body and then the timestamp, which must be of these days."""
    signed = raw.body + raw.header(_STAMP).encode()
    require_signature([raw.header("X-BambooHR-Signature")], secrets, lambda key: sign_hex(key, signed))
    require_window(raw.header(_STAMP), raw.received_at, window)


def key(raw: RawDelivery, body: Node) -> str:
    """Name a delivery by its body and its timestamp."""
    return hashlib.sha256(raw.body + raw.header(_STAMP).encode()).hexdigest()


def read(opened: Opened) -> Iterable[Statement]:
    """Read a delivery of either style."""
    return rows.read(opened) if opened.body["employees"] else events.read(opened)


BAMBOOHR = Vendor(name="bamboohr", evidence="P", check=check, read=read, key=key, walk=rows.walk, window=86_400)
