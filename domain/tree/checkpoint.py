"""Checkpoints: how many recordings there are and the root over them, as a signed note.

The form is that of public transparency logs: the text, an empty line, and a line for each signature, which names its
signer and the key. A signature is over the text with its last line break.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import NamedTuple

from domain.tree.nodes import SIZE

Sign = Callable[[bytes], bytes]
"""Signs a message (Ed25519)."""
Check = Callable[[bytes, bytes, bytes], bool]
"""Tells whether the public key (first) has made the signature (second) of the message (third)."""

_ORIGIN = "vouch/"
_ED25519 = b"\1"
_KEY_ID = 4
_LONGEST = 1 << 16
_NOTE = re.compile(
    r"(?P<text>(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[^\n]+)\n)\n(?P<signatures>.+)", re.DOTALL
)
_SIGNATURE = re.compile(r"— (\S+) (\S+)\n")


class CheckpointUnreadable(ValueError):  # noqa: N818 - named for what it is
    """What was given is no checkpoint, of another store, or not signed by its key; the text says which."""


class Checkpoint(NamedTuple):
    """So many recordings of a store, and the root over them."""

    store: str
    size: int
    root: bytes

    @property
    def origin(self) -> str:
        """Its first line, which is also the name of its signer."""
        return f"{_ORIGIN}{self.store}"

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def write_note(checkpoint: Checkpoint, public_key: bytes, sign: Sign) -> str:
    """Write a checkpoint as a note, signed with the key whose public half is given."""
    signature = _identify(checkpoint.origin, public_key) + sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n— {checkpoint.origin} {b64encode(signature).decode()}\n"


def read_note(note: str, store: str, public_keys: Iterable[bytes], check: Check) -> Checkpoint:
    """Read a note of the store's id. CheckpointUnreadable unless one of these keys has signed it."""
    found = _NOTE.fullmatch(note.replace("\r\n", "\n")) if len(note) <= _LONGEST else None
    if found is None:
        raise CheckpointUnreadable("it is no checkpoint")
    checkpoint = Checkpoint(store, int(found["size"]), _read_root(found["root"]))
    if found["origin"] != checkpoint.origin:
        raise CheckpointUnreadable("it is of another store")
    signatures = [
        _decode(signature) for name, signature in _SIGNATURE.findall(found["signatures"]) if name == found["origin"]
    ]
    for key in public_keys:
        id_ = _identify(checkpoint.origin, key)
        if any(each[:_KEY_ID] == id_ and check(key, each[_KEY_ID:], found["text"].encode()) for each in signatures):
            return checkpoint
    raise CheckpointUnreadable("it is not signed by a key of this store")


def read_size(note: str) -> int:
    """Read how many recordings a note speaks of, whoever has signed it; 0 if it is none."""
    found = _NOTE.fullmatch(note)
    return 0 if found is None else int(found["size"])


def name_key(store: str, public_key: bytes) -> str:
    """Write a public key on one line, as those who check notes take it: name, id and key."""
    origin = f"{_ORIGIN}{store}"
    return f"{origin}+{_identify(origin, public_key).hex()}+{b64encode(_ED25519 + public_key).decode()}"


def _identify(origin: str, public_key: bytes) -> bytes:
    """The id by which a signature names its key."""
    return sha256(origin.encode() + b"\n" + _ED25519 + public_key).digest()[:_KEY_ID]


def _read_root(text: str) -> bytes:
    root = _decode(text)
    if len(root) != SIZE:
        raise CheckpointUnreadable("it is no checkpoint")
    return root


def _decode(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise CheckpointUnreadable("it is no checkpoint") from None
