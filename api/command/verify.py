"""`vouch verify`: whether anything of what was recorded has been altered."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from pathlib import Path
from typing import Annotated

import typer

from api.command.errors import WrongUse
from api.command.options import Json, Store

Checkpoints = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", metavar="FILE", exists=True, dir_okay=False, help="One kept elsewhere; any number."),
]
Restored = Annotated[
    Path | None,
    typer.Option(
        "--restored",
        metavar="CHECKPOINT",
        exists=True,
        dir_okay=False,
        help="An older copy was put back: its checkpoint; records where history forked.",
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept as personal data.")]


def verify(
    checkpoint: Checkpoints = None,
    restored: Restored = None,
    reason: Reason = None,
    json: Json = False,
    store: Store = None,
) -> None:
    """Read everything that was recorded, and name the first recording that was altered."""
    from api.command.work.verify import record_restore, verify_store

    if (restored is None) != (reason is None):
        raise WrongUse("--restored and --reason go together.")
    if restored is not None and reason is not None:
        record_restore(restored, reason, checkpoint or [], store=store)
    else:
        verify_store(checkpoint or [], store=store, as_json=json)
