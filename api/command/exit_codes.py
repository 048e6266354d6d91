"""The guard around every command: whatever goes wrong becomes a sentence and an exit code, never a traceback."""
# ruff: noqa: PLC0415 - what explains a failure is imported when there is one

import os
import sys
from collections.abc import Callable
from functools import wraps
from traceback import format_tb
from typing import ParamSpec

import typer

from api.command.errors import OutputLost, Refused, WrongUse
from api.command.output import flush, make_printable, say

P = ParamSpec("P")

FAILED, INTERRUPTED = 1, 130


def guard(command: Callable[P, None]) -> Callable[P, None]:
    """Wrap a command so that its failures are told on standard error. Exit codes: 1 refused or failed, 2 wrong use."""

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
            flush()
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except WrongUse as wrong:
            raise typer.BadParameter(make_printable(str(wrong))) from wrong
        except KeyboardInterrupt:
            typer.echo("Interrupted. What was acknowledged is safe.", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            leave_output()
            raise typer.Exit(FAILED) from None
        except OutputLost as lost:
            tell_output_lost(lost)
            raise typer.Exit(FAILED) from None
        except Exception as error:  # noqa: BLE001 - people are told in a sentence, whatever it is
            say(f"vouch: {explain(error)}")
            raise typer.Exit(FAILED) from None

    return run


def tell_output_lost(lost: OutputLost) -> None:
    """Tell that standard output cannot be written, and write nothing more to it."""
    say(f"vouch: {lost}")
    leave_output()


def leave_output() -> None:
    """Let Python's own last flush go nowhere: nobody reads the output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: Exception) -> str:
    """Explain an error to people in one sentence; never with a value of somebody's data."""
    from api.settings import SettingsWrong
    from consumers.feed.line import FileUnreadable
    from domain.store.errors import StoreError

    if isinstance(error, Refused | SettingsWrong | FileUnreadable | StoreError):
        return str(error)
    if isinstance(error, MemoryError):
        return (
            "there is too little memory: give this process more, or push smaller files. What was acknowledged is safe."
        )
    return _explain_database(error) or _explain_system(error) or _explain_own_fault(error)


def _explain_database(error: Exception) -> str | None:
    from domain.store.sqlite.faults import find_fault as in_file

    found = in_file(error)
    if found is None and "psycopg" in sys.modules:
        from domain.store.postgres.faults import find_fault as on_server

        found = on_server(error)
    return None if found is None else str(found.error)


def _explain_system(error: Exception) -> str | None:
    return f"{error.strerror}." if isinstance(error, OSError) and error.strerror else None


def _explain_own_fault(error: Exception) -> str:
    from domain.error_summary import kind_and_place

    if os.environ.get("VOUCH_LOG_LEVEL", "").lower() == "debug":
        typer.echo("".join(format_tb(error.__traceback__)), err=True, nl=False)  # the places, not the error's own text
    return f"a fault of Vouch's own, please report it ({kind_and_place(error)}). VOUCH_LOG_LEVEL=debug tells more."
