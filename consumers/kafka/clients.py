"""Making clients of which nothing stays where no broker lets them in: by itself the library leaves a thread behind."""

from collections.abc import Callable
from typing import Any, TypeVar

from kafka.net.compat import KafkaNetClient

T = TypeVar("T")


def connected(make: Callable[..., T], **options: Any) -> T:
    """A producer, consumer or administrator that `make` makes of options; its errors pass."""
    begun: list[Any] = []

    def client(**given: Any) -> Any:
        begun.append(KafkaNetClient(**given))
        return begun[-1]

    try:
        return make(**options, kafka_client=client)
    except BaseException:
        for each in begun:
            each.close()
        raise
