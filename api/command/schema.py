"""`vouch schema`: the vocabulary of facts, for whoever writes them."""
# ruff: noqa: PLC0415 - the work is imported when it is done


def schema() -> None:
    """Print the JSON Schema of one event of the feed, of any type."""
    from api.command.work.schema import print_schemas

    print_schemas()
