"""Receiving a delivery: the signature first, over the raw bytes; then handshakes and tests; the rest is to be kept."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from consumers.vendors.delivering.accounts import Account
from consumers.vendors.outcomes import Ignored, Parked, Refused, TranslationEnded
from consumers.vendors.raw import RawDelivery
from consumers.vendors.smartrecruiters.vendor import HANDSHAKE
from consumers.vendors.statements import Opened
from consumers.vendors.translating import check_signature, is_pending_handshake
from domain.store.raw_deliveries.values import Arrival

CREDENTIALS = frozenset({"authorization", "proxy-authorization", "cookie"})
"""Headers that are never kept: they hold a secret itself."""
_TRANSPORT = ("accept", "host", "user-agent", "connection", "content-length", "transfer-encoding", "x-forwarded", "via")
_TESTS = ("ping", "handshake")


class Taken(NamedTuple):
    """A delivery that is to be answered with the vendor's code; `arrival` is to be kept first, if there is one.

    `reason` says why there is none. `echo` are headers to be sent back.
    """

    arrival: Arrival | None
    reason: str | None = None
    echo: Mapping[str, str] = {}


def receive(raw: RawDelivery, account: Account, token: str | None, *, is_inside: bool) -> Taken:
    """Receive a delivery of a connection; `token` is the last part of the address, where the vendor has no signature.

    `is_inside`: it came from this machine. Raises Refused.
    """
    if is_pending_handshake(raw, account.vendor, account.connection):
        echo = raw.header(HANDSHAKE)
        return Taken(None, "handshake", {HANDSHAKE: echo} if echo else {})
    _check(raw, account, token, is_inside=is_inside)
    try:
        body = account.vendor.parse(raw)
        opened = Opened(raw, account.vendor.key(raw, body), body, account.connection)
    except Parked:  # it is kept, and parked when it is translated
        return Taken(make_arrival(raw, account, hashlib.sha256(raw.body).hexdigest()))
    reason = _find_test(opened, account)
    return Taken(None, reason) if reason else Taken(make_arrival(raw, account, opened.key))


def make_arrival(raw: RawDelivery, account: Account, key: str) -> Arrival:
    """Make of a delivery what is kept of it; `key` is the vendor's name for it, kept as its hash."""
    headers = {name: value for name, value in (raw.headers or {}).items() if _matters(name)}
    named = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest() if key else ""
    at = raw.received_at or datetime.now(UTC)
    return Arrival(account.connection.name, named, at, headers, raw.body)


def _matters(name: str) -> bool:
    return name not in CREDENTIALS and not name.startswith(_TRANSPORT)


def _check(raw: RawDelivery, account: Account, token: str | None, *, is_inside: bool) -> None:
    """Check what the vendor proves itself with: a signature, else the token of the address. Raises Refused."""
    if account.fault is not None:
        raise Refused("signature")
    if account.vendor.check is not None:
        if token is not None:
            raise Refused("signature")
        check_signature(raw, account.vendor, account.connection, account.secrets)
    elif account.secrets:
        given = (token or "").encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, secret.encode()) for secret in account.secrets]
        if not any(fits):
            raise Refused("signature")
    elif not is_inside:  # nothing proves who sent it: taken from this machine alone
        raise Refused("signature")


def _find_test(opened: Opened, account: Account) -> str | None:
    """Find the reason for which a delivery is only answered: it is a test. None where it is not."""
    try:
        next(iter(account.vendor.read(opened)), None)
    except Ignored as ignored:
        return ignored.reason if ignored.reason in _TESTS else None
    except TranslationEnded:
        return None
    except Exception:  # noqa: BLE001 - translation never changes the answer
        return None
    return None
