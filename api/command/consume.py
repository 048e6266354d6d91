"""`vouch consume`: the feed from Kafka."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Store, Timezone

Rewind = Annotated[bool, typer.Option("--rewind", help="Read the topics from their beginning; repeats change nothing.")]


def consume(rewind: Rewind = False, timezone: Timezone = None, store: Store = None) -> None:
    """Record the feed from Kafka, until stopped.

    From VOUCH_KAFKA_TOPICS on the brokers of VOUCH_KAFKA_BOOTSTRAP, as a member of VOUCH_KAFKA_GROUP. The read models
    are kept by `vouch serve`, beside it.
    """
    from api.command.work.consume import consume_until_stopped

    consume_until_stopped(rewind=rewind, store=store, timezone=timezone)
