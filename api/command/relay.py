"""`vouch relay` and `vouch asyncapi`: what other systems are told, and its description."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Store


def relay(store: Store = None) -> None:
    """Publish what has happened to Kafka, until stopped.

    To the topic VOUCH_KAFKA_EVENTS_TOPIC (vouch.events.v1), which must be there, on the brokers of
    VOUCH_KAFKA_BOOTSTRAP. A second relay stands by.
    """
    from api.processes.relay import relay as relay_on
    from api.settings import read_settings

    relay_on(read_settings(store=store))


def asyncapi() -> None:
    """Print the AsyncAPI document of both directions: the feed in, Vouch's own events out."""
    from api.asyncapi import document
    from api.command.output import put_json
    from api.settings import read_settings

    put_json(document(read_settings()))
