"""Sending a batch so that its order holds whatever fails: of each key, one message at a time is on its way."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kafka.errors import KafkaError, KafkaTimeoutError

from consumers.relay.public import Message

PATIENCE = 1.0
"""Seconds after which a message is late."""


class Refused(Exception):  # noqa: N818 - named for what it is
    """The brokers do not take a message; the text says which, and why."""

    def __init__(self, message: Message, error: KafkaError) -> None:
        kind = type(error).__name__
        super().__init__(
            f"Kafka does not take what is told of position {message.position} ({kind}); it is tried again."
        )


def send(
    producer: Any, topic: str, messages: Iterable[Message], *, keep: Callable[[], None], late: Callable[[], None]
) -> None:
    """Send, and return when the brokers have everything; Refused if there is one that they do not take.

    `keep` is called before each round, `late` each second in which not everything has arrived: both may raise, to give
    up.

    A producer alone does not promise enough: where it gives up a message, those behind it go on. So a message waits
    until the earlier ones of its key have arrived. It follows that for whoever passes over ids seen before, a key's
    messages come in order, even with two relays at once: each begins where everything before has arrived.
    """
    for round_ in rounds(messages):
        keep()
        under_way = [(message, _sent(producer, topic, message)) for message in round_]
        for message, future in under_way:
            _await(message, future, late)


def rounds(messages: Iterable[Message]) -> Sequence[Sequence[Message]]:
    """The messages, so that no key is twice in a round, and each key's in their order from round to round."""
    found: list[list[Message]] = []
    seen: dict[str, int] = {}
    for message in messages:
        number = seen[message.key] = seen.get(message.key, -1) + 1
        if number == len(found):
            found.append([])
        found[number].append(message)
    return found


def _sent(producer: Any, topic: str, message: Message) -> Any:
    try:
        return producer.send(topic, key=message.key.encode(), value=message.value, headers=message.headers)
    except KafkaError as error:
        raise Refused(message, error) from error


def _await(message: Message, future: Any, late: Callable[[], None]) -> None:
    while not future.is_done:
        try:
            future.get(timeout=PATIENCE)
        except KafkaTimeoutError:
            late()
        except KafkaError:
            break
    if future.failed():
        raise Refused(message, future.exception)
