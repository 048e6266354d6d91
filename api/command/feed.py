"""`vouch feed`: pushing feed files, and the letters that could not be read."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.exit_codes import guarded
from api.command.options import Json, RecordedAt, Store, Timezone, number

app = typer.Typer(no_args_is_help=True, help="Record feed files, and see to what could not be read.")

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="JSON Lines, also gzipped; - is standard input.")]
Letters = Annotated[
    list[int], typer.Argument(metavar="ID", parser=number(1, 2**63 - 1), help="The numbers of letters.")
]


@app.command("push")
@guarded
def push(
    files: Files,
    recorded_at: RecordedAt = None,
    json: Json = False,
    timezone: Timezone = None,
    store: Store = None,
) -> None:
    """Record feed files; returns when all of it can be read."""
    from api.command.work.feed_push import push_files

    push_files(files, store=store, timezone=timezone, recorded_at=recorded_at, as_json=json)


@app.command("parked")
@guarded
def parked(
    every: Annotated[bool, typer.Option("--all", help="Those replayed or dropped as well.")] = False,
    json: Json = False,
    store: Store = None,
) -> None:
    """List what could not be recorded, with place and reason."""
    from api.command.work.dead_letters import list_letters

    list_letters(store=store, every=every, as_json=json)


@app.command("replay")
@guarded
def replay(letters: Letters, json: Json = False, store: Store = None) -> None:
    """Read letters again, and record what can be read by now."""
    from api.command.work.dead_letters import replay_letters

    replay_letters(letters, store=store, as_json=json)


@app.command("drop")
@guarded
def drop(letters: Letters, json: Json = False, store: Store = None) -> None:
    """Settle letters without recording them."""
    from api.command.work.dead_letters import drop_letters

    drop_letters(letters, store=store, as_json=json)
