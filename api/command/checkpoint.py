"""`vouch checkpoint`: what shows later that nothing was altered."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Store

PublicKey = Annotated[
    bool, typer.Option("--public-key", help="The key that checks its signature, instead; keep it apart.")
]


def checkpoint(public_key: PublicKey = False, store: Store = None) -> None:
    """Print a signed checkpoint of the history: keep it elsewhere, for `vouch verify`."""
    from api.command.work.checkpoint import print_checkpoint, print_public_key

    if public_key:
        print_public_key(store=store)
    else:
        print_checkpoint(store=store)
