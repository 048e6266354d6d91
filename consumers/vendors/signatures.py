"""Signatures of deliveries: over the raw bytes, before anything is parsed, in constant time."""

import base64
import hmac
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from consumers.vendors.outcomes import Refused

Sign = Callable[[bytes], str]
"""Makes the signature with one secret, as the vendor writes it."""


def sign_hex(secret: bytes, message: bytes, algorithm: str = "sha256") -> str:
    """Make an HMAC in small hexadecimal digits."""
    return hmac.new(secret, message, algorithm).hexdigest()


def sign_base64(secret: bytes, message: bytes, algorithm: str = "sha256") -> str:
    """Make an HMAC in base64."""
    return base64.b64encode(hmac.digest(secret, message, algorithm)).decode()


def require_signature(given: Sequence[str], secrets: Sequence[str], sign: Sign) -> None:
    """Raise Refused unless one of the given signatures is made with one of the secrets."""
    fits = False
    for secret in secrets:
        made = sign(secret.encode()).encode()
        for each in given:
            fits |= hmac.compare_digest(made, each.encode("utf-8", "surrogateescape"))
    if not fits:
        raise Refused("signature")


def require_window(stamp: str, received_at: datetime | None, seconds: int) -> None:
    """Raise Refused unless the signed timestamp, in seconds since 1970, is within `seconds` of the receipt."""
    try:
        signed = datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        raise Refused("timestamp") from None
    if received_at is not None and abs((received_at - signed).total_seconds()) > seconds:
        raise Refused("timestamp")
