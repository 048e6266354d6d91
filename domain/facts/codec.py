"""Facts to bytes and back, for the store: typed, and with old topics brought up to date."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from domain.facts.base import Fact, Recorded

Decode = Callable[[bytes], Recorded[Fact]]


class UnknownTopicError(LookupError):
    """No class and no upcast of the catalogue has this topic."""


class Upcast(NamedTuple):
    """How the data of an old topic becomes that of a newer one."""

    newer: str
    change: Callable[[dict[str, Any]], dict[str, Any]]


class Codec:
    """Writes facts, and reads whatever was ever written under the topics of these classes and upcasts."""

    def __init__(self, classes: Iterable[type[Fact]], upcasts: Mapping[str, Upcast]) -> None:
        self._classes = {cls.TOPIC: cls for cls in classes}
        self._upcasts = dict(upcasts)
        self._decoders = _LazyDecoders(self._make_decoder)

    def decode(self, topic: str, state: bytes) -> Recorded[Fact]:
        """Read a stored fact; UnknownTopicError, or a msgspec error (ValueError) if the state is damaged."""
        return self._decoders[topic](state)

    def _make_decoder(self, topic: str) -> Decode:
        if (cls := self._classes.get(topic)) is not None:
            return msgspec.json.Decoder(Recorded[cls]).decode  # type: ignore[valid-type]
        newest = self._find_newest(topic)
        return lambda state: self._bring_up(topic, newest, state)

    def _find_newest(self, topic: str) -> type[Fact]:
        while topic in self._upcasts:
            topic = self._upcasts[topic].newer
        if topic not in self._classes:
            raise UnknownTopicError(topic)
        return self._classes[topic]

    def _bring_up(self, topic: str, newest: type[Fact], state: bytes) -> Recorded[Fact]:
        stored = msgspec.json.decode(state)
        while topic in self._upcasts:
            topic, change = self._upcasts[topic]
            stored["data"] = change(stored["data"])
        return msgspec.convert(stored, Recorded[newest])  # type: ignore[valid-type]


class _LazyDecoders(dict[str, Decode]):
    """Decoders, each created on first use, to keep start-up fast."""

    def __init__(self, make: Callable[[str], Decode]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, topic: str) -> Decode:
        decoder = self[topic] = self._make(topic)
        return decoder
