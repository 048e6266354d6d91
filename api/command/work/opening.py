"""Opens Vouch for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.bootstrap import Vouch, open_vouch
from api.command.output import say
from api.command.progress import show_progress
from api.settings import read_settings
from domain.store.errors import StoreUnavailable
from domain.store.opening import Made


@contextmanager
def open_to_work(store: str | None) -> Iterator[Vouch]:
    """Open Vouch on the store named `store`, else on that of the environment. Makes none where there is none."""
    with open_vouch(read_settings(store=store), create=False) as vouch:
        yield vouch


@contextmanager
def open_to_fill(store: str | None, timezone: str | None) -> Iterator[Vouch]:
    """Open Vouch likewise, for long work: while the database is away, wait for it as long as the setting says.

    A file that is not there yet is made, and said to be. A new store gets `timezone`.
    """
    settings = read_settings(store=store, timezone=timezone)
    with open_vouch(settings, patience=settings.patience_seconds, waiting=_say_waiting, on_made=say_made) as vouch:
        yield vouch


def _say_waiting(why: StoreUnavailable, seconds: float) -> None:
    say(f"Waiting, for up to {seconds:,.0f} seconds (VOUCH_PATIENCE_SECONDS): {why}")


def say_made(made: Made) -> None:
    """Say that a store was made, and what to back up apart from it."""
    say(f"There was no store yet: a new one was made, with the time zone {made.timezone}.")
    say(f"Personal data are sealed. Back up {made.keys}, each apart from the store: without them no name can be read.")


@contextmanager
def open_to_read(store: str | None) -> Iterator[Vouch]:
    """Open Vouch likewise, and bring the read models up to date first."""
    with open_to_work(store) as vouch:
        if vouch.engine.count_waiting():
            catch_up(vouch)
        yield vouch


def catch_up(vouch: Vouch) -> None:
    """Bring the read models up to date, with a bar."""
    with show_progress("Bringing the read models up to date", "steps") as report:
        vouch.engine.catch_up(report)
