"""The work of `vouch rules`: printing the rules."""

from api.command.output import put_json
from api.stated_rules import stated_rules


def print_rules(*, as_json: bool) -> None:
    """Print the rules for people, or as a JSON list."""
    if as_json:
        put_json(stated_rules())
        return
    from api.command.views.rules import show_rules  # noqa: PLC0415 - what draws is not needed for JSON

    show_rules(stated_rules())
