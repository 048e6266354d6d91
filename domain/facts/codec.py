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
        self._decoders = _Made(self._decoder)

    def decode(self, topic: str, state: bytes) -> Recorded[Fact]:
        """The fact that was stored; UnknownTopicError, or a msgspec error (ValueError) if the state is damaged."""
        return self._decoders[topic](state)

    def _decoder(self, topic: str) -> Decode:
        if (cls := self._classes.get(topic)) is not None:
            return msgspec.json.Decoder(Recorded[cls]).decode  # type: ignore[valid-type]
        newest = self._newest(topic)
        return lambda state: self._brought_up(topic, newest, state)

    def _newest(self, topic: str) -> type[Fact]:
        while topic in self._upcasts:
            topic = self._upcasts[topic].newer
        if topic not in self._classes:
            raise UnknownTopicError(topic)
        return self._classes[topic]

    def _brought_up(self, topic: str, newest: type[Fact], state: bytes) -> Recorded[Fact]:
        stored = msgspec.json.decode(state)
        while topic in self._upcasts:
            topic, change = self._upcasts[topic]
            stored["data"] = change(stored["data"])
        return msgspec.convert(stored, Recorded[newest])  # type: ignore[valid-type]


class _Made(dict[str, Decode]):
    """Decoders, each made when it is first asked for: making all of them is for nobody's start-up."""

    def __init__(self, make: Callable[[str], Decode]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, topic: str) -> Decode:
        decoder = self[topic] = self._make(topic)
        return decoder
