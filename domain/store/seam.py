"""The seam through which personal data pass on their way to and from the database (spec/privacy.md §1).

Personal fields of a fact go into one box under the key of the fact's stream; bytes of a dead letter under that of
`letter/N`; names in read models likewise. What has no personal values does not touch a key.
"""

import binascii
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace

from domain.facts.base import Fact, Recorded
from domain.facts.personal import personal_marks, personal_values, with_values
from domain.store.keys import boxes, destroying
from domain.store.keys.boxes import NONCE, ForgedBox, bind, keyed_digest
from domain.store.keys.database import KeysAway
from domain.store.keys.stream_keys import StreamKey, StreamKeys
from domain.store.keys.wrapping import KeyringWrapping
from domain.store.values import StoredRow

_VERSION = "vouch1"
_decode_values = msgspec.json.Decoder(dict[str, str]).decode
_encode = msgspec.json.encode


class AlteredBox(ValueError):  # noqa: N818 - named for what it is
    """The key of a box is there and the box does not open: it was forged, or moved from another place."""


class Sealed(NamedTuple):
    """Facts as they may be kept, and how many personal values were left out since their streams are erased."""

    facts: list[Recorded[Any]]
    erased: int


class Seam:
    """Seals personal data and opens them again: one for a store."""

    def __init__(self, store_id: str, keys: StreamKeys, wrapping: KeyringWrapping) -> None:
        self.store_id = store_id
        self.keys = keys
        self.erased = 0
        """How many personal values came for streams that are erased, and were left out."""
        self.wrapping = wrapping
        self._prefix = bind(_VERSION, store_id)

    def seal(self, streams: Sequence[str], facts: Sequence[Recorded[Any]]) -> Sealed:
        """Seal the personal values of each fact into a box, each under the key of its stream.

        KeysAway where no key can be made.
        """
        held = [(at, values) for at, each in enumerate(facts) if (values := _values_of(each.data))]
        if not held:
            return Sealed(list(facts), 0)
        sealed = list(facts)
        keys = self.keys.find_or_make(dict.fromkeys(streams[at] for at, _ in held))
        nonces, erased = _draw(len(held)), 0
        for (at, values), nonce in zip(held, nonces, strict=True):
            fact, stream = facts[at], streams[at]
            key = keys.get(stream)
            if key is None:
                box, erased = None, erased + len(values)
            else:
                bound = self._bind(stream, fact.data.TOPIC, fact.source, fact.id)
                box = nonce + key.cipher.encrypt(nonce, _encode(values), bound)
            sealed[at] = replace(fact, data=replace(fact.data, **dict.fromkeys(values)), sealed=box)
        return Sealed(sealed, erased)

    def open(self, rows: Sequence[StoredRow], facts: Sequence[Recorded[Any]]) -> list[Recorded[Any]]:
        """Open the boxes of the facts in these rows; those whose key is gone stay without what was in it.

        AlteredBox where the key is there and the box does not open.
        """
        held = [at for at, each in enumerate(facts) if each.sealed is not None]
        opened = list(facts)
        if not held:
            return opened
        keys = self._find(dict.fromkeys(rows[at].stream for at in held))
        for at in held:
            fact, key = facts[at], keys.get(rows[at].stream)
            values = self._open(rows[at], fact, key) if key is not None else {}
            opened[at] = replace(fact, data=with_values(fact.data, values), sealed=None)
        return opened

    def _open(self, row: StoredRow, fact: Recorded[Any], cipher: AESGCM) -> dict[str, str]:
        assert fact.sealed is not None
        bound = self._bind(row.stream, row.topic, fact.source, fact.id)
        try:
            values = _decode_values(boxes.unseal(cipher, fact.sealed, bound))
        except (ForgedBox, ValueError):
            raise AlteredBox("a box does not open with its key") from None
        if not values.keys() <= personal_marks(fact.data.__class__).keys():
            raise AlteredBox("a box holds fields that are not personal")
        return values

    def _find(self, streams: Collection[str]) -> dict[str, AESGCM]:
        """Find ciphers; none while the key store is away: everything else can be read all the same."""
        try:
            return {stream: key.cipher for stream, key in self.keys.find(streams).items()}
        except KeysAway:
            return {}

    def seal_text(self, stream: str, field: str, text: str) -> str | None:
        """Seal a text of a read model that says something of `stream`; None where that is erased, or no key there.

        The same text gives the same, so that rows can be compared.
        """
        try:
            key = self.keys.find_or_make([stream]).get(stream)
        except KeysAway:
            return None
        if key is None:
            return None
        bound, plain = self._bind(stream, field), text.encode()
        box = boxes.seal(key.cipher, plain, bound, boxes.make_nonce(key.key, plain, bound))
        return binascii.b2a_base64(box, newline=False).decode()

    def open_texts(self, field: str, sealed: Sequence[tuple[str, str | None]]) -> list[str | None]:
        """Open texts that `seal_text` has sealed, each with its stream; None for each whose key is gone."""
        keys = self._find(dict.fromkeys(stream for stream, text in sealed if text is not None))
        return [self._open_text(field, stream, text, keys.get(stream)) for stream, text in sealed]

    def _open_text(self, field: str, stream: str, sealed: str | None, cipher: AESGCM | None) -> str | None:
        if sealed is None or cipher is None:
            return None
        try:
            return boxes.unseal(cipher, binascii.a2b_base64(sealed), self._bind(stream, field)).decode()
        except (ForgedBox, ValueError):  # a read model is made again from the facts
            return None

    def find_erased(self, streams: Collection[str]) -> dict[str, int]:
        """Find when those of the streams that are erased were, in microseconds; none while the key store is away."""
        try:
            return destroying.find_erased_at(self.keys, streams)
        except KeysAway:
            return {}

    def seal_letters(self, letters: Sequence[tuple[int, bytes]]) -> list[bytes]:
        """Seal the bytes of dead letters, each with its number. KeysAway where no key can be made.

        A letter that lost its key, and comes again, stays without its bytes: empty.
        """
        keys = self.keys.find_or_make([_letter(number) for number, _ in letters])
        nonces = _draw(len(letters))
        sealed = []
        for (number, raw), nonce in zip(letters, nonces, strict=True):
            key = keys.get(_letter(number))
            sealed.append(b"" if key is None else boxes.seal(key.cipher, raw, self._bind(_letter(number)), nonce))
        return sealed

    def open_letter(self, number: int, sealed: bytes) -> bytes | None:
        """Open the bytes of a dead letter; None where its key is gone."""
        cipher = self._find([_letter(number)]).get(_letter(number))
        if cipher is None:
            return None
        try:
            return boxes.unseal(cipher, sealed, self._bind(_letter(number)))
        except ForgedBox:
            return None

    def seal_bytes(self, field: str, items: Sequence[tuple[str, bytes]]) -> list[bytes]:
        """Seal bytes, each under the key of its stream; empty where that is erased. KeysAway where none can be made."""
        keys = self.keys.find_or_make(dict.fromkeys(stream for stream, _ in items))
        sealed = []
        for (stream, plain), nonce in zip(items, _draw(len(items)), strict=True):
            key = keys.get(stream)
            sealed.append(b"" if key is None else boxes.seal(key.cipher, plain, self._bind(stream, field), nonce))
        return sealed

    def open_bytes(self, field: str, items: Sequence[tuple[str, bytes]]) -> list[bytes | None]:
        """Open what `seal_bytes` has sealed, each with its stream; None for each whose key is gone, and for nothing.

        KeysAway where the key store cannot be asked: what is only away must not be taken for erased.
        """
        keys = self.keys.find(dict.fromkeys(stream for stream, box in items if box))
        return [self._open_bytes(field, stream, box, keys.get(stream)) for stream, box in items]

    def _open_bytes(self, field: str, stream: str, box: bytes, key: StreamKey | None) -> bytes | None:
        if not box or key is None:
            return None
        try:
            return boxes.unseal(key.cipher, box, self._bind(stream, field))
        except ForgedBox:
            return None

    def close(self) -> None:
        """Close the connection to the key store."""
        self.keys.database.close()

    def digest(self, address: str) -> str:
        """Make the keyed digest under which an address may stand in an index."""
        return keyed_digest(self.wrapping.keyring.organisation[-1], b"address" + address.encode()).hex()

    def digest_content(self, content: bytes) -> bytes:
        """Make the keyed digest of a content (or of a letter's bytes), as it may be kept."""
        return keyed_digest(self.wrapping.keyring.organisation[-1], content)

    def former_digests(self, content: bytes) -> list[bytes]:
        """Make the digests of a content by the keys before the newest: what was kept before a rotation."""
        return [keyed_digest(key, content) for key in self.wrapping.keyring.organisation[:-1]]

    def all_digests(self, content: bytes) -> list[bytes]:
        """Make the digests of a content by every key."""
        return [keyed_digest(key, content) for key in self.wrapping.keyring.organisation]

    def _bind(self, *parts: str) -> bytes:
        return self._prefix + bind(*parts)


def _values_of(fact: Fact) -> dict[str, str] | None:
    return personal_values(fact) if fact.PERSONAL else None


def _draw(number: int) -> list[bytes]:
    drawn = boxes.draw(NONCE * number)
    return [drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE)]


def _letter(number: int) -> str:
    return f"letter/{number}"
