"""Signing checkpoints with the keyring's newest signing key, and reading those that one of its keys has signed."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.store.keys.keyring import Keyring
from domain.tree.checkpoint import Checkpoint, name_key, read_note, write_note


def sign_checkpoint(keyring: Keyring, size: int, root: bytes) -> str:
    """Write the signed note of so many recordings and the root over them. The same gives the same."""
    private = Ed25519PrivateKey.from_private_bytes(keyring.signing[-1])
    return write_note(Checkpoint(keyring.store, size, root), private.public_key().public_bytes_raw(), private.sign)


def read_checkpoint(keyring: Keyring, note: str) -> Checkpoint:
    """Read a signed note. CheckpointUnreadable unless a key of this keyring has signed it, an older one included."""
    return read_note(note, keyring.store, reversed(_public_keys(keyring)), _check)


def name_public_key(keyring: Keyring) -> str:
    """Write the public half of the key that signs now, on one line: whoever checks a proof keeps it."""
    return name_key(keyring.store, _public_keys(keyring)[-1])


def _public_keys(keyring: Keyring) -> list[bytes]:
    return [Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw() for key in keyring.signing]


def _check(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True
