"""Progress bars for long work, on standard error, and only where somebody looks on."""
# ruff: noqa: PLC0415 - most runs show no bar

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[int, int | None], None]
"""Told (what is done, what there is to do, if that is known)."""


@contextmanager
def bar(says: str, unit: str) -> Iterator[Told]:
    """A bar while the block runs; silence where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[done]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        task = shown.add_task(says, total=None, done="")

        def told(done: int, total: int | None) -> None:
            of = f" of {total:,}" if total is not None else ""
            shown.update(task, completed=done, total=total, done=f"{done:,}{of} {unit}")

        yield told


def _silent(done: int, total: int | None) -> None:
    """Nobody looks on."""
