"""Test support: a broker to try things with, until it is interrupted. Arguments: a port, then topics to make."""

import signal
import sys
from threading import Event

from tests.support.kafka.broker import broker
from tests.support.kafka.topics import create_topic


def main(port: str = "9092", *topics: str) -> None:
    """Run one node at 127.0.0.1 on the port."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with broker(port=int(port)) as running:
        for topic in topics:
            create_topic(running.bootstrap, topic, partitions=3)
        print(
            f"Kafka listens at {running.bootstrap}; topics: {', '.join(topics) or 'none'}. Ctrl-C ends it.", flush=True
        )
        stop.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
