"""`vouch feed parked`, `replay` and `drop`: the dead letters of the feed."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Json, Store, parse_number

Numbers = Annotated[
    list[int], typer.Argument(metavar="ID", parser=parse_number(1, 2**63 - 1), help="The numbers of dead letters.")
]
Every = Annotated[bool, typer.Option("--all", help="Those replayed or dropped as well.")]


def parked(every: Every = False, json: Json = False, store: Store = None) -> None:
    """List what could not be recorded, with place and reason."""
    from api.command.work.dead_letters import list_dead_letters

    list_dead_letters(store=store, every=every, as_json=json)


def replay(numbers: Numbers, json: Json = False, store: Store = None) -> None:
    """Read dead letters again, and record what can be read by now."""
    from api.command.work.dead_letters import replay_dead_letters

    replay_dead_letters(numbers, store=store, as_json=json)


def drop(numbers: Numbers, json: Json = False, store: Store = None) -> None:
    """Settle dead letters without recording them."""
    from api.command.work.dead_letters import drop_dead_letters

    drop_dead_letters(numbers, store=store, as_json=json)
