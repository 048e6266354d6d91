"""Sending a batch in an order that holds whatever fails: only one message of each key is in flight at a time."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kafka.errors import KafkaError, KafkaTimeoutError

from consumers.relay.public import Message

LATE_SECONDS = 1.0
"""Seconds after which a message that is in flight is late."""


class Refused(Exception):  # noqa: N818 - named for what it is
    """The brokers refuse a message; the text says which, and why."""

    def __init__(self, message: Message, error: KafkaError) -> None:
        kind = type(error).__name__
        super().__init__(f"Kafka refuses the message for position {message.position} ({kind}); it is tried again.")


def send(
    producer: Any,
    topic: str,
    messages: Iterable[Message],
    *,
    before_round: Callable[[], None],
    on_late: Callable[[], None],
) -> None:
    """Send messages to `topic`, and return when the brokers have all of them. Refused if they refuse one.

    `before_round` is called before each round, `on_late` each second in which not everything has arrived: both may
    raise, to give up.

    A producer alone does not promise enough: if it gives up a message, it still sends those behind it. So a message
    waits until the earlier ones of its key have arrived. It follows that a reader who skips the ids it has seen before
    gets the messages of a key in order, even from two relays at once: each begins where everything before has arrived.
    """
    for round_ in split_rounds(messages):
        before_round()
        in_flight = [(message, _send(producer, topic, message)) for message in round_]
        for message, future in in_flight:
            _wait(message, future, on_late)


def split_rounds(messages: Iterable[Message]) -> Sequence[Sequence[Message]]:
    """Split messages into rounds: no key is twice in a round, and each key keeps its order from round to round."""
    found: list[list[Message]] = []
    seen: dict[str, int] = {}
    for message in messages:
        number = seen[message.key] = seen.get(message.key, -1) + 1
        if number == len(found):
            found.append([])
        found[number].append(message)
    return found


def _send(producer: Any, topic: str, message: Message) -> Any:
    try:
        return producer.send(topic, key=message.key.encode(), value=message.value, headers=message.headers)
    except KafkaError as error:
        raise Refused(message, error) from error


def _wait(message: Message, future: Any, on_late: Callable[[], None]) -> None:
    while not future.is_done:
        try:
            future.get(timeout=LATE_SECONDS)
        except KafkaTimeoutError:
            on_late()
        except KafkaError:
            break
    if future.failed():
        raise Refused(message, future.exception)
