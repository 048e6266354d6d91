"""`vouch asyncapi`: the description of what comes from Kafka and what goes there."""
# ruff: noqa: PLC0415 - the work is imported when it is done


def asyncapi() -> None:
    """Print the AsyncAPI document of both directions: the feed in, Vouch's own events out."""
    from api.command.work.asyncapi import print_asyncapi

    print_asyncapi()
