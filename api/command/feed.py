"""`vouch feed push`: the feed from files. The other commands of `vouch feed` are in dead_letters.py."""
# ruff: noqa: PLC0415 - the work is imported when it is done

from typing import Annotated

import typer

from api.command.options import Force, Json, RecordedAt, Store, Timezone

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="JSON Lines, also gzipped; - is standard input.")]


def push(
    files: Files,
    recorded_at: RecordedAt = None,
    force: Force = False,
    json: Json = False,
    timezone: Timezone = None,
    store: Store = None,
) -> None:
    """Record feed files; returns when all of it can be read."""
    from api.command.work.feed_push import push_files

    push_files(files, store=store, timezone=timezone, recorded_at=recorded_at, as_json=json, force=force)
