"""`vouch relay`: what has happened, published to Kafka."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Store


def relay(store: Store = None) -> None:
    """Publish what has happened to Kafka, until stopped.

    To the topic VOUCH_KAFKA_EVENTS_TOPIC (vouch.events.v1), which must be there, on the brokers of
    VOUCH_KAFKA_BOOTSTRAP. A second relay stands by.
    """
    from api.command.work.relay import relay_until_stopped

    relay_until_stopped(store=store)
