"""Boxes: what a key has sealed, by AES-256-GCM: 12 bytes that come once, then the sealed bytes (spec/privacy.md §1).

What a box is bound to is not in it: it opens only for whoever names the same again.
"""

import secrets
from hashlib import blake2b
from struct import pack

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""The bytes at the head of a box."""
_DIGEST = 16


class ForgedBox(Exception):  # noqa: N818 - named for what it is
    """A box does not open with its key: it was altered, or put where it does not belong."""


def bind(*parts: str) -> bytes:
    """Write texts one after the other, each with its length, so that no two lists of texts are the same bytes."""
    bound = b""
    for part in parts:
        encoded = part.encode()
        bound += len(encoded).to_bytes(4, "big") + encoded
    return bound


def seal(cipher: AESGCM, plain: bytes, bound_to: bytes, nonce: bytes | None = None) -> bytes:
    """Seal bytes into a box that opens only with the same `bound_to`. `nonce`: 12 random bytes drawn before."""
    nonce = nonce or secrets.token_bytes(NONCE)
    return nonce + cipher.encrypt(nonce, plain, bound_to)


def unseal(cipher: AESGCM, box: bytes, bound_to: bytes) -> bytes:
    """Open a box. ForgedBox if it was sealed with another key, bound to something else, or altered."""
    try:
        return cipher.decrypt(box[:NONCE], box[NONCE:], bound_to)
    except (InvalidTag, ValueError):  # the latter where it is too short to be one
        raise ForgedBox from None


def make_nonce(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Make the nonce of a box that is the same whenever the same is sealed with the same key: read models compare."""
    return keyed_digest(key, pack(">I", len(bound_to)) + bound_to + plain, NONCE)


def keyed_digest(key: bytes, content: bytes, size: int = _DIGEST) -> bytes:
    """Digest a content to `size` bytes which nobody can make, or guess at, without the key."""
    return blake2b(content, key=key, digest_size=size).digest()


def draw(size: int) -> bytes:
    """Draw random bytes: for many boxes in one call."""
    return secrets.token_bytes(size)
