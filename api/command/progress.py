"""Progress bars for long work, on standard error, and only where somebody looks on."""
# ruff: noqa: PLC0415 - most runs show no bar

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[int, int | None], None]
"""Called with what is done, and what there is to do in all (None: not known)."""


@contextmanager
def show_progress(says: str, unit: str) -> Iterator[Report]:
    """Show a bar named `says` that counts in `unit` while the block runs; nothing without a terminal."""
    if not sys.stderr.isatty():
        yield _ignore
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

        def report(done: int, total: int | None) -> None:
            of = f" of {total:,}" if total is not None else ""
            shown.update(task, completed=done, total=total, done=f"{done:,}{of} {unit}")

        yield report


def _ignore(done: int, total: int | None) -> None:
    """Show nothing."""
