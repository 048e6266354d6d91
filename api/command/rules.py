"""`vouch rules`: the rules of the decision, as specified and where the code has them."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from api.command.options import Json


def rules(json: Json = False) -> None:
    """Print every rule, in the order in which they are tested.

    Each with the sentences of the specification that state it, and the function that decides it.
    """
    from api.command.work.rules import print_rules

    print_rules(as_json=json)
